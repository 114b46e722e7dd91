/** Who may take a drawer over: people with a PIN who may work with shifts there. */
import { staffWhoMay, verifyPin } from '../../modules/access/index.ts'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { ReceiverUnfit } from './errors.ts'

export async function listReceivers(ctx: ReadCtx, storeId: string) {
  authorize(ctx, 'operate', 'Shift', storeId)
  const people = await staffWhoMay(ctx, { storeId, action: 'operate', subject: 'Shift' })
  return people.filter((p) => p.staffId !== ctx.actor.id)
}

/** Checks the PIN of who takes over; before the transaction, as a wrong one must be counted. @throws ReceiverUnfit, PinWrong, PinLocked */
export async function checkReceiver(ctx: ReadCtx, storeId: string, receiver: { staffId: string; pin: string }): Promise<void> {
  const fit = await listReceivers(ctx, storeId)
  if (!fit.some((p) => p.staffId === receiver.staffId)) throw new ReceiverUnfit({ staffId: receiver.staffId })
  await verifyPin(ctx, receiver.staffId, receiver.pin)
}
