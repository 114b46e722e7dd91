/**
 * Refund and void: walks the sale backwards from what was posted. In one transaction: lock the bill and all it drew on, work out what goes
 * back, refuse if it differs from the worksheet, return what every wallet, deposit and account gave, post the refund into the shift of its
 * till. Locks in this order: ticket, wallets, deposits, accounts, till and shift, document counter.
 */
import { limitsOf, useApproval } from '../../modules/access/index.ts'
import { moveDeposits } from '../../modules/deposits/index.ts'
import { requestAtTill, type TillPrint } from '../../modules/printing/index.ts'
import { reduceReceivables, refuseUncovered, reopenSettled } from '../../modules/receivables/index.ts'
import { postRefund } from '../../modules/sales/index.ts'
import { holdShift, takeShift } from '../../modules/shifts/index.ts'
import { post } from '../../modules/wallet/index.ts'
import { together } from '../../platform/connection.ts'
import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { RefundApprovalNeeded, RefundChanged, VoidAfterRefund, VoidShiftClosed, VoidTooLate } from './errors.ts'
import { loadPosted } from './load-posted.ts'
import { type LockedPosted, lockPosted } from './lock-posted.ts'
import { type Payout, payoutsOf } from './payouts.ts'
import { peopleOf } from './people.ts'
import type { Posted } from './posted.ts'
import { depositMoves, lotsBack, type RefundHeader, reductionsOf, refundRows, reopeningsOf, walletPostings } from './refund-rows.ts'
import type { RefundBody, VoidBody, Worksheet } from './schemas.ts'
import { everythingLeft, type UnwindRequest, type Unwound, unwind } from './unwind.ts'

export interface Refunded {
  id: string
  number: string
  ticketId: string
  totalFen: number
}

/** The worksheet of a refund; nothing is written. */
export async function quoteRefund(ctx: ReadCtx, ticketId: string, lines: readonly UnwindRequest[]): Promise<Worksheet> {
  const posted = await loadPosted(ctx, ticketId)
  return worksheetOf(ctx, posted, unwind(posted, lines))
}

export async function worksheetOf(ctx: ReadCtx, posted: Posted, unwound: Unwound): Promise<Worksheet> {
  const payouts = payoutsOf(posted, unwound, [])
  const people = await peopleOf(ctx, posted)
  const tenderOf = new Map(posted.tenders.map((t) => [t.id, t]))
  return {
    ticketId: posted.id,
    lines: unwound.lines.map((l) => ({
      ...l,
      ...people.line(l.lineId),
      allocations: l.allocations.map(({ allocationId: _, ...a }) => a),
    })),
    tenders: payouts.map(({ reason: _, ...p }) => {
      const tender = tenderOf.get(p.tenderId)
      const memberId = tender?.memberId ?? null
      return {
        ...p,
        fromKind: tender?.kind ?? p.kind,
        memberId,
        memberName: people.nameOf(memberId),
        sourceName: people.sourceOf(p.tenderId),
      }
    }),
    lots: lotsBack(posted, unwound).map((lot) => ({ ...lot, memberName: people.nameOf(lot.memberId) })),
    totalFen: unwound.totalFen,
    needsApproval: (await mayAlone(ctx, posted, unwound)) ? null : { act: 'refund', fen: unwound.totalFen },
  }
}

/** Whether the actor may pay this back without a second person: within the limit, and no earnest money, which is kept by its rule. */
async function mayAlone(ctx: ReadCtx, posted: Posted, unwound: Unwound): Promise<boolean> {
  const { refundFen } = await limitsOf(ctx, posted.storeId)
  const isEarnest = unwound.lines.some((l) => posted.deposits.some((d) => d.id === l.lineId && d.kind === 'earnest'))
  return !isEarnest && (refundFen === null || unwound.totalFen <= refundFen)
}

/** Refunds lines of a completed ticket. @throws the problems listed on the route */
export async function refundTicket(ctx: WriteCtx, ticketId: string, body: RefundBody): Promise<Refunded> {
  const locked = await lockPosted(ctx, ticketId)
  authorize(ctx, 'refund', 'Ticket', locked.posted.storeId)
  const unwound = unwind(locked.posted, body.lines)
  if (unwound.totalFen !== body.expectedTotalFen) throw new RefundChanged({ beforeFen: body.expectedTotalFen, afterFen: unwound.totalFen })
  const payouts = payoutsOf(locked.posted, unwound, body.payouts)
  const begun = await beginRefund(ctx, locked, unwound, payouts, body)
  return finishRefund(ctx, begun, payouts, body.print)
}

/** What a refund of any kind asks of the caller beside its lines. */
type RefundAsked = Pick<RefundBody, 'reasonCode' | 'note' | 'approvalId' | 'tillId'> & {
  /** No money leaves the shop: what comes back pays for what is sold instead. */
  isKept?: boolean
}

interface Begun {
  posted: Posted
  unwound: Unwound
  header: RefundHeader
}

/**
 * Takes the approval a refund needs and returns what wallets, deposits and accounts gave; the document follows by `finishRefund`, in the same
 * transaction, so that an exchange can sell in between with what has come back.
 * @throws RefundApprovalNeeded, ApprovalInvalid
 */
export async function beginRefund(
  ctx: WriteCtx,
  locked: LockedPosted,
  unwound: Unwound,
  payouts: readonly Payout[],
  { reasonCode, note, approvalId: given, tillId, isKept = false }: RefundAsked,
): Promise<Begun> {
  const { posted } = locked
  const id = newId()
  const fen = unwound.totalFen
  const isAlone = isKept || (await mayAlone(ctx, posted, unwound))
  if (!isAlone && given === null) throw new RefundApprovalNeeded({ act: 'refund', fen })
  const approvalId = isAlone ? null : given
  if (approvalId !== null) await useApproval(ctx, { approvalId, act: 'refund', storeId: posted.storeId, usedFor: id, fen })
  const shiftId = await takeShift(ctx, { storeId: posted.storeId, tillId })
  const header: RefundHeader = { id, kind: 'refund', reasonCode, note, approvalId, shiftId }
  await moveBack(ctx, locked, unwound, payouts, header)
  return { posted, unwound, header }
}

/** Voids a whole ticket on its own business day, while its shift is open: later, a refund says what changed. Who may not void alone needs the approval of one who may. */
export async function voidTicket(ctx: WriteCtx, ticketId: string, body: VoidBody): Promise<Refunded> {
  const locked = await lockPosted(ctx, ticketId)
  const { posted } = locked
  authorize(ctx, 'refund', 'Ticket', posted.storeId)
  if (posted.businessDay !== posted.today) throw new VoidTooLate({ businessDay: posted.businessDay, today: posted.today })
  if (!posted.isShiftOpen) throw new VoidShiftClosed({ shiftId: posted.shiftId })
  if (posted.lines.some((l) => l.refundedQuantity > 0)) throw new VoidAfterRefund({})
  const unwound = unwind(posted, everythingLeft(posted))
  const id = newId()
  const isOwn = ctx.actor.can('void', 'Ticket', posted.storeId)
  if (!isOwn && body.approvalId === null) throw new RefundApprovalNeeded({ act: 'void', fen: unwound.totalFen })
  const approvalId = isOwn ? null : body.approvalId
  if (approvalId !== null) await useApproval(ctx, { approvalId, act: 'void', storeId: posted.storeId, usedFor: id, fen: unwound.totalFen })
  const { reasonCode, note, print } = body
  const shiftId = await holdOwnShift(ctx, posted)
  const header: RefundHeader = { id, kind: 'void', reasonCode, note, approvalId, shiftId }
  const payouts = payoutsOf(posted, unwound, [])
  await moveBack(ctx, locked, unwound, payouts, header)
  return finishRefund(ctx, { posted, unwound, header }, payouts, print)
}

/** The shift the bill was made in, which may have been closed a moment ago. */
async function holdOwnShift(ctx: WriteCtx, { shiftId }: Posted): Promise<string> {
  if (shiftId === null || !(await holdShift(ctx, shiftId))) throw new VoidShiftClosed({ shiftId })
  return shiftId
}

/** What every wallet, deposit and account gave goes back. */
async function moveBack(
  ctx: WriteCtx,
  { posted, heads }: LockedPosted,
  unwound: Unwound,
  payouts: readonly Payout[],
  header: RefundHeader,
): Promise<void> {
  const { id } = header
  await together([
    ...[...heads.values()].map((head) => post(ctx, head, walletPostings(posted, unwound, header, head.memberId))),
    moveDeposits(ctx, { kind: 'refund', id }, depositMoves(posted, unwound)),
    reduceReceivables(ctx, id, reductionsOf(payouts)),
    reopenSettled(ctx, id, reopeningsOf(unwound)),
    refuseUncovered(ctx, reopeningsOf(unwound)),
  ])
}

/** Writes the document of a refund that was begun, with where its money went. */
export async function finishRefund(
  ctx: WriteCtx,
  { posted, unwound, header }: Begun,
  payouts: readonly Payout[],
  print: TillPrint | undefined,
): Promise<Refunded> {
  const { id } = header
  const number = await postRefund(ctx, refundRows(posted, unwound, payouts, header))
  if (print) {
    const hasCash = payouts.some((p) => p.kind === 'cash' && p.amountFen > 0)
    await requestAtTill(ctx, { storeId: posted.storeId, print, source: { kind: 'refund', id }, hasCash })
  }
  ctx.audit({
    action: `ticket.${header.kind}`,
    subjectKind: 'Ticket',
    subjectId: posted.id,
    storeId: posted.storeId,
    detail: { refundId: id, number, totalFen: unwound.totalFen, reasonCode: header.reasonCode },
  })
  return { id, number, ticketId: posted.id, totalFen: unwound.totalFen }
}
