/**
 * Refund and void: walks the sale backwards from what was posted. In one transaction: lock the bill and the wallet, work out what goes
 * back, refuse if it differs from the worksheet, return the lots, post the refund into the shift of its till.
 * Locks in this order: ticket, wallet, till and shift, document counter.
 */
import { limitsOf, useApproval } from '../../modules/access/index.ts'
import { requestAtTill, type TillPrint } from '../../modules/printing/index.ts'
import { lockTicket, postRefund, type RefundRows } from '../../modules/sales/index.ts'
import { holdShift, takeShift } from '../../modules/shifts/index.ts'
import { type Change, lockWallet, type Posting, post } from '../../modules/wallet/index.ts'
import { together } from '../../platform/connection.ts'
import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, isExpired } from '../../platform/time.ts'
import { PayoutNotAllowed, RefundApprovalNeeded, RefundChanged, VoidAfterRefund, VoidShiftClosed, VoidTooLate } from './errors.ts'
import { loadPosted } from './load-posted.ts'
import type { Posted } from './posted.ts'
import type { RefundBody, VoidBody, Worksheet } from './schemas.ts'
import { everythingLeft, type UnwindRequest, type Unwound, unwind } from './unwind.ts'

/** What returns to a lapsed lot may be used this many days more. */
const GRACE_DAYS = 30

export interface Refunded {
  id: string
  number: string
  ticketId: string
  totalFen: number
}

/** The worksheet of a refund; nothing is written. */
export async function quoteRefund(ctx: ReadCtx, ticketId: string, lines: readonly UnwindRequest[]): Promise<Worksheet> {
  const posted = await loadPosted(ctx, ticketId)
  const unwound = unwind(posted, lines)
  const { refundFen } = await limitsOf(ctx, posted.storeId)
  return {
    ticketId,
    lines: unwound.lines.map((l) => ({ ...l, allocations: l.allocations.map(({ allocationId: _, ...a }) => a) })),
    tenders: unwound.tenders,
    lots: lotsBack(posted, unwound),
    totalFen: unwound.totalFen,
    needsApproval: refundFen !== null && unwound.totalFen > refundFen ? { act: 'refund', fen: unwound.totalFen } : null,
  }
}

/** Refunds lines of a completed ticket. @throws the problems listed on the route */
export async function refundTicket(ctx: WriteCtx, ticketId: string, body: RefundBody): Promise<Refunded> {
  const posted = await lockPosted(ctx, ticketId)
  authorize(ctx, 'refund', 'Ticket', posted.storeId)
  const unwound = unwind(posted, body.lines)
  if (unwound.totalFen !== body.expectedTotalFen) throw new RefundChanged({ beforeFen: body.expectedTotalFen, afterFen: unwound.totalFen })
  const id = newId()
  const { refundFen } = await limitsOf(ctx, posted.storeId)
  const isOverLimit = refundFen !== null && unwound.totalFen > refundFen
  if (isOverLimit && body.approvalId === null) throw new RefundApprovalNeeded({ act: 'refund', fen: unwound.totalFen })
  const approvalId = isOverLimit ? body.approvalId : null
  if (approvalId !== null)
    await useApproval(ctx, { approvalId, act: 'refund', storeId: posted.storeId, usedFor: id, fen: unwound.totalFen })
  return postUnwound(ctx, posted, unwound, {
    id,
    kind: 'refund',
    reasonCode: body.reasonCode,
    note: body.note,
    approvalId,
    payouts: body.payouts,
    print: body.print,
    takeShift: () => takeShift(ctx, { storeId: posted.storeId, tillId: body.tillId }),
  })
}

/** Voids a whole ticket on its own business day, while its shift is open: later, a refund says what changed. Who may not void alone needs the approval of one who may. */
export async function voidTicket(ctx: WriteCtx, ticketId: string, body: VoidBody): Promise<Refunded> {
  const posted = await lockPosted(ctx, ticketId)
  authorize(ctx, 'refund', 'Ticket', posted.storeId)
  if (posted.businessDay !== posted.today) throw new VoidTooLate({ businessDay: posted.businessDay, today: posted.today })
  if (!posted.isShiftOpen) throw new VoidShiftClosed({ shiftId: posted.shiftId })
  if (posted.lines.some((l) => l.refundedQuantity > 0)) throw new VoidAfterRefund({})
  const unwound = unwind(posted, everythingLeft(posted))
  const id = newId()
  const mayAlone = ctx.actor.can('void', 'Ticket', posted.storeId)
  if (!mayAlone && body.approvalId === null) throw new RefundApprovalNeeded({ act: 'void', fen: unwound.totalFen })
  const approvalId = mayAlone ? null : body.approvalId
  if (approvalId !== null) await useApproval(ctx, { approvalId, act: 'void', storeId: posted.storeId, usedFor: id, fen: unwound.totalFen })
  return postUnwound(ctx, posted, unwound, {
    id,
    kind: 'void',
    reasonCode: body.reasonCode,
    note: body.note,
    approvalId,
    payouts: [],
    print: body.print,
    takeShift: () => holdOwnShift(ctx, posted),
  })
}

/** The shift the bill was made in, which may have been closed a moment ago. */
async function holdOwnShift(ctx: WriteCtx, { shiftId }: Posted): Promise<string> {
  if (shiftId === null || !(await holdShift(ctx, shiftId))) throw new VoidShiftClosed({ shiftId })
  return shiftId
}

async function lockPosted(ctx: WriteCtx, ticketId: string): Promise<Posted> {
  const ticket = await lockTicket(ctx, ticketId)
  if (!ticket) throw new NotFound()
  return loadPosted(ctx, ticketId)
}

interface RefundHeader {
  id: string
  kind: 'refund' | 'void'
  reasonCode: RefundBody['reasonCode']
  note: string
  approvalId: string | null
  payouts: RefundBody['payouts']
  /** The paper and the drawer the till wants with it; nothing unless asked for. */
  print: TillPrint | undefined
  /** The shift the document belongs to, held against closing. */
  takeShift: () => Promise<string>
}

async function postUnwound(ctx: WriteCtx, seen: Posted, planned: Unwound, header: RefundHeader): Promise<Refunded> {
  let [posted, unwound] = [seen, planned]
  const [head, shiftId] = await together([seen.memberId === null ? null : lockWallet(ctx, seen.memberId), header.takeShift()])
  if (head) {
    // Read again under the wallet's lock: another till may have spent what this refund would take back.
    posted = await loadPosted(ctx, seen.id)
    unwound = unwind(
      posted,
      planned.lines.filter((l) => l.kind !== 'rounding'),
    )
    await post(ctx, head, walletPostings(posted, unwound, header))
  }
  const rows = rowsOf(posted, unwound, header, shiftId)
  const number = await postRefund(ctx, rows)
  if (header.print) {
    const hasCash = rows.tenders.some((t) => t.kind === 'cash' && t.amountFen > 0)
    await requestAtTill(ctx, { storeId: posted.storeId, print: header.print, source: { kind: 'refund', id: header.id }, hasCash })
  }
  ctx.audit({
    action: `ticket.${header.kind}`,
    subjectKind: 'Ticket',
    subjectId: posted.id,
    storeId: posted.storeId,
    detail: { refundId: header.id, number, totalFen: unwound.totalFen, reasonCode: header.reasonCode },
  })
  return { id: header.id, number, ticketId: posted.id, totalFen: unwound.totalFen }
}

/** What each lot gets back, lapsed ones with a grace. */
function lotsBack(posted: Posted, unwound: Unwound): Worksheet['lots'] {
  const back = Map.groupBy(
    unwound.lines.flatMap((l) => l.allocations).filter((a) => a.lotId !== null),
    (a) => a.lotId,
  )
  return [...back].flatMap(([lotId, parts]) => {
    const lot = posted.lots.find((l) => l.id === lotId)
    if (!lot) return []
    const quantity = parts.reduce((a, p) => a + p.quantity, 0)
    const amountFen = parts.reduce((a, p) => a + p.amountFen, 0)
    const graceUntil = isExpired(lot.expiresOn, posted.today) ? addDays(posted.today, GRACE_DAYS) : null
    return [{ lotId: lot.id, name: lot.name, kind: lot.kind, unit: lot.unit, quantity, amountFen, graceUntil }]
  })
}

/** One wallet transaction for each that is reversed: what was spent comes back, what was granted is taken back. */
function walletPostings(posted: Posted, unwound: Unwound, header: RefundHeader): Posting[] {
  const common = {
    reason: header.kind,
    sourceKind: 'refund' as const,
    sourceId: header.id,
    storeId: posted.storeId,
    businessDay: posted.today,
  }
  const original = (reason: string) => posted.transactions.find((t) => t.reason === reason)?.id ?? null
  const returned: Change[] = lotsBack(posted, unwound).map((l) => ({
    lotId: l.lotId,
    quantity: l.quantity,
    valueFen: l.amountFen,
    ...(l.graceUntil === null ? {} : { expiresOn: l.graceUntil }),
  }))
  const taken = (kinds: readonly string[]): Change[] =>
    unwound.takenBack
      .filter((lot) => kinds.includes(lot.kind))
      .map((lot) => ({ lotId: lot.id, quantity: -lot.initial, valueFen: -lot.initialValueFen }))
  const postings: Posting[] = [
    { ...common, reversesId: original('spend'), changes: returned },
    { ...common, reversesId: original('pass_sale'), changes: taken(['pass']) },
    { ...common, reversesId: original('top_up'), changes: taken(['principal', 'bonus']) },
  ]
  return postings.filter((p) => (p.changes ?? []).length > 0)
}

function rowsOf(posted: Posted, unwound: Unwound, header: RefundHeader, shiftId: string): RefundRows {
  const payoutOf = new Map(header.payouts.map((p) => [p.tenderId, p]))
  for (const p of header.payouts) {
    const tender = unwound.tenders.find((t) => t.tenderId === p.tenderId)
    if (!tender || tender.kind === 'stored_value' || tender.kind === 'pass') throw new PayoutNotAllowed({ tenderId: p.tenderId })
  }
  const tenders = unwound.tenders.map((t) => {
    const payout = payoutOf.get(t.tenderId)
    return { id: newId(), tenderId: t.tenderId, kind: payout?.kind ?? t.kind, amountFen: t.amountFen, reason: payout?.reason ?? '' }
  })
  const refundTenderOf = new Map(tenders.map((t) => [t.tenderId, t.id]))
  return {
    id: header.id,
    kind: header.kind,
    ticketId: posted.id,
    storeId: posted.storeId,
    storeCode: posted.storeCode,
    businessDay: posted.today,
    shiftId,
    memberId: posted.memberId,
    totalFen: unwound.totalFen,
    reasonCode: header.reasonCode,
    note: header.note,
    approvalId: header.approvalId,
    tenders,
    lines: unwound.lines.map((l) => ({
      id: newId(),
      lineId: l.lineId,
      quantity: l.quantity,
      netFen: l.netFen,
      restock: l.restock,
      allocations: l.allocations.map(({ tenderId, ...a }) => ({ id: newId(), refundTenderId: refundTenderOf.get(tenderId) ?? '', ...a })),
      shares: l.shares.map((s) => ({ id: newId(), ...s })),
    })),
  }
}
