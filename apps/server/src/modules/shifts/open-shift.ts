/** Opening a shift: by a person, or by itself when a sale finds none open. */
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { FloatDiffers, ShiftAlreadyOpen, TillUnknown } from './errors.ts'
import { holdOpenShift, insertShift, lastFloatFen, lockTill, type TillAt } from './store.ts'

/**
 * The shift a document belongs to: the one open at its till, held against closing until the transaction ends. Where none is open, one opens
 * by itself with what the last closing left, so that nothing is refused. One statement, but for that. Locks in this order: till, shift.
 * @throws TillUnknown
 */
export async function takeShift(ctx: WriteCtx, at: TillAt): Promise<string> {
  const open = await holdOpenShift(ctx, at)
  if (open !== null) return open
  const till = await lockTill(ctx, at)
  if (!till.isActive) throw new TillUnknown({ tillId: at.tillId })
  const opened = await holdOpenShift(ctx, { storeId: till.storeId, tillId: till.id })
  if (opened !== null) return opened
  const shift = await insertShift(ctx, { tillId: till.id, today: till.today, openedBy: ctx.actor.id, byItself: true, firstFloatFen: 0 })
  auditOpening(ctx, till.storeId, till.id, { ...shift, byItself: true })
  return shift.id
}

export interface OpenInput extends TillAt {
  /** What is in the drawer. Left out: what the last closing left. */
  openingFloatFen: number | null
}

/** Opens a shift at a till, or at the store's first one. @throws TillUnknown, ShiftAlreadyOpen, FloatDiffers */
export async function openShift(ctx: WriteCtx, input: OpenInput): Promise<{ shiftId: string }> {
  const { storeId } = input
  authorize(ctx, 'operate', 'Shift', storeId)
  const till = await lockTill(ctx, input)
  if (!till.isActive) throw new TillUnknown({ tillId: till.id })
  const open = await holdOpenShift(ctx, { storeId, tillId: till.id })
  if (open !== null) throw new ShiftAlreadyOpen({ shiftId: open })
  const lastFen = await lastFloatFen(ctx, till.id)
  if (lastFen !== null && input.openingFloatFen !== null && input.openingFloatFen !== lastFen) throw new FloatDiffers({ lastFen })
  const shift = await insertShift(ctx, {
    tillId: till.id,
    today: till.today,
    openedBy: ctx.actor.id,
    byItself: false,
    firstFloatFen: input.openingFloatFen ?? 0,
  })
  auditOpening(ctx, storeId, till.id, { ...shift, byItself: false })
  return { shiftId: shift.id }
}

/** The next shift of a handover, at a till that is locked and whose shift was just closed. */
export async function openNext(ctx: WriteCtx, till: { id: string; storeId: string; today: string }, openedBy: string): Promise<string> {
  const shift = await insertShift(ctx, { tillId: till.id, today: till.today, openedBy, byItself: false, firstFloatFen: 0 })
  auditOpening(ctx, till.storeId, till.id, { ...shift, byItself: false })
  return shift.id
}

function auditOpening(
  ctx: WriteCtx,
  storeId: string,
  tillId: string,
  shift: { id: string; number: number; openingFloatFen: number; byItself: boolean },
): void {
  const { id, ...detail } = shift
  ctx.audit({ action: 'shift.open', subjectKind: 'Shift', subjectId: id, storeId, detail: { tillId, ...detail } })
}
