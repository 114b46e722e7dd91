/**
 * Forfeiting earnest money 没收定金: the customer did not come. A ticket like any other, whose line is what is kept and whose tender is the
 * deposit, so that it has a number, a receipt and a way back.
 */
import { useApproval } from '../../modules/access/index.ts'
import { readDeposit } from '../../modules/deposits/index.ts'
import type { PostedTicket } from '../../modules/sales/index.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { completeTicket } from './complete-ticket.ts'
import { DepositRefundable, DepositUnfit, ForfeitApprovalNeeded } from './errors.ts'
import { type Cart, type CartLine, cart as cartSchema } from './schemas.ts'

export interface ForfeitInput {
  depositId: string
  ticketId: string
  reason: string
  approvalId: string | null
  tillId: string | null
}

/** Keeps what is left of a deposit. @throws NotFound, DepositRefundable, DepositUnfit, ForfeitApprovalNeeded, ApprovalInvalid */
export async function forfeitDeposit(ctx: WriteCtx, input: ForfeitInput): Promise<PostedTicket> {
  const { depositId, ticketId, reason, approvalId, tillId } = input
  const deposit = await readDeposit(ctx, depositId)
  const { storeId, memberId, openFen } = deposit
  authorize(ctx, 'refund', 'Ticket', storeId)
  if (deposit.kind !== 'earnest') throw new DepositRefundable({ depositId })
  if (openFen === 0) throw new DepositUnfit({ depositId, openFen })
  const isAlone = ctx.actor.can('void', 'Ticket', storeId)
  if (!isAlone && approvalId === null) throw new ForfeitApprovalNeeded({ act: 'forfeit', fen: openFen })
  if (!isAlone && approvalId !== null) await useApproval(ctx, { approvalId, act: 'forfeit', storeId, usedFor: ticketId, fen: openFen })
  const tenders = [{ kind: 'deposit' as const, depositId, amountFen: openFen }]
  const plain = cartSchema.parse({ storeId, memberId, tillId, note: reason, lines: [{ key: 'f', kind: 'tip' }], tenders })
  const lines: CartLine[] = plain.lines.map((line) => ({ ...line, kind: 'forfeit', amountFen: openFen }))
  const cart: Cart = { ...plain, lines }
  ctx.audit({ action: 'deposit.forfeit', subjectKind: 'Deposit', subjectId: depositId, storeId, detail: { ticketId, amountFen: openFen } })
  return completeTicket(ctx, { ticketId, cart, quoteHash: null })
}
