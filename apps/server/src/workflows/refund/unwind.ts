/**
 * How a ticket, or any part of it, is taken back: computed from what was posted, never by running the rules again. Pure.
 *
 * After k of n units of a line are refunded, the line has given back round(net × k ⁄ n); a refund posts the difference to what was given
 * back before, spread by largest remainder over what is left of the line's allocations. The last unit takes all that is left, so any N
 * partial refunds add up to one full refund, fen by fen. Rounding 抹零 follows the cash, in the proportion in which the cash goes back.
 */

import { DepositUsed } from '../../modules/deposits/index.ts'
import { allocate, scale, sumFen } from '../../platform/money.ts'
import { LineUnknown, PrepaidTransferred, PrepaidUsed, RefundTooMuch } from './errors.ts'
import type { Posted, PostedLine, PostedLot } from './posted.ts'

export interface UnwindRequest {
  lineId: string
  quantity: number
  restock: boolean
}

export interface UnwoundLine {
  lineId: string
  kind: PostedLine['kind']
  name: string
  quantity: number
  netFen: number
  restock: boolean
  allocations: { allocationId: string; tenderId: string; lotId: string | null; quantity: number; amountFen: number }[]
  shares: { shareId: string; staffId: string; role: string; amountFen: number }[]
}

export interface Unwound {
  lines: UnwoundLine[]
  /** What goes back through each tender. */
  tenders: { tenderId: string; kind: Posted['tenders'][number]['kind']; amountFen: number }[]
  /** Lots granted by refunded top-ups and passes, taken back whole. */
  takenBack: PostedLot[]
  totalFen: number
}

/** Every unit that is left of every line. */
export function everythingLeft(posted: Posted): UnwindRequest[] {
  return posted.lines
    .filter((line) => line.kind !== 'rounding' && line.refundedQuantity < line.quantity)
    .map((line) => ({ lineId: line.id, quantity: line.quantity - line.refundedQuantity, restock: false }))
}

/** Works out a refund. @throws LineUnknown, RefundTooMuch, PrepaidUsed, PrepaidTransferred, DepositUsed */
export function unwind(posted: Posted, request: readonly UnwindRequest[]): Unwound {
  const lines = request.map((wanted) => unwindLine(posted, wanted))
  const rounding = unwindRounding(posted, lines)
  if (rounding) lines.push(rounding)
  const takenBack = lines.flatMap((line) =>
    line.kind === 'top_up' || line.kind === 'pass' ? unusedGrants(posted, line.lineId, lines) : [],
  )
  const byTender = Map.groupBy(
    lines.flatMap((l) => l.allocations),
    (a) => a.tenderId,
  )
  const tenders = posted.tenders
    .filter((t) => byTender.has(t.id))
    .map((t) => ({ tenderId: t.id, kind: t.kind, amountFen: sumFen((byTender.get(t.id) ?? []).map((a) => a.amountFen)) }))
  return { lines, tenders, takenBack, totalFen: sumFen(lines.map((l) => l.netFen)) }
}

function unwindLine(posted: Posted, wanted: UnwindRequest): UnwoundLine {
  const line = posted.lines.find((l) => l.id === wanted.lineId)
  if (!line || line.kind === 'rounding') throw new LineUnknown({ lineId: wanted.lineId })
  const after = line.refundedQuantity + wanted.quantity
  if (after > line.quantity) throw new RefundTooMuch({ lineId: line.id, left: line.quantity - line.refundedQuantity })
  const deposit = line.kind === 'deposit' ? posted.deposits.find((d) => d.id === line.id) : undefined
  if (deposit && wanted.quantity > deposit.openFen) throw new DepositUsed({ lineId: line.id, openFen: deposit.openFen })
  const netFen = scale(line.netFen, after, line.quantity) - sumFen(line.allocations.map((a) => a.refundedFen))
  const amounts = spread(netFen, line.allocations)
  const allocations = line.allocations.map((a, index) => {
    const amountFen = amounts[index] ?? 0
    const isSessions = posted.tenders.find((t) => t.id === a.tenderId)?.kind === 'pass'
    const quantity = isSessions ? Math.floor((a.quantity * after) / line.quantity) - a.refundedQuantity : a.lotId === null ? 0 : amountFen
    return { allocationId: a.id, tenderId: a.tenderId, lotId: a.lotId, quantity, amountFen }
  })
  return {
    lineId: line.id,
    kind: line.kind,
    name: line.name,
    quantity: wanted.quantity,
    restock: wanted.restock && line.kind === 'product',
    netFen,
    allocations,
    shares: unwindShares(line, netFen),
  }
}

/** Spreads an amount over what is left of some parts; never more than is left of one. */
function spread(amountFen: number, parts: readonly { amountFen: number; refundedFen: number }[]): number[] {
  return allocate(
    amountFen,
    parts.map((p) => p.amountFen - p.refundedFen),
  )
}

/** The shares of each role add up to the line, so each role gives back the whole amount. */
function unwindShares(line: PostedLine, netFen: number): UnwoundLine['shares'] {
  return [...Map.groupBy(line.shares, (s) => s.role).values()].flatMap((people) => {
    const amounts = spread(netFen, people)
    return people.map((s, index) => ({ shareId: s.id, staffId: s.staffId, role: s.role, amountFen: amounts[index] ?? 0 }))
  })
}

/** The part of the rounding line that belongs to the cash going back now. */
function unwindRounding(posted: Posted, lines: readonly UnwoundLine[]): UnwoundLine | null {
  const line = posted.lines.find((l) => l.kind === 'rounding')
  const allocation = line?.allocations[0]
  if (!line || !allocation) return null
  const cash = posted.lines
    .filter((l) => l !== line)
    .flatMap((l) => l.allocations)
    .filter((a) => a.tenderId === allocation.tenderId)
  const cashFen = sumFen(cash.map((a) => a.amountFen))
  const backFen =
    sumFen(cash.map((a) => a.refundedFen)) +
    sumFen(
      lines
        .flatMap((l) => l.allocations)
        .filter((a) => a.tenderId === allocation.tenderId)
        .map((a) => a.amountFen),
    )
  const amountFen = scale(allocation.amountFen, backFen, cashFen) - allocation.refundedFen
  if (amountFen === 0) return null
  return {
    lineId: line.id,
    kind: 'rounding',
    name: line.name,
    quantity: 1,
    netFen: amountFen,
    restock: false,
    shares: [],
    allocations: [{ allocationId: allocation.id, tenderId: allocation.tenderId, lotId: null, quantity: 0, amountFen }],
  }
}

/**
 * The lots a top-up or pass line granted, provided nothing of them was used, promised, frozen or given to another member; what the same
 * refund brings back counts as not used.
 */
function unusedGrants(posted: Posted, lineId: string, lines: readonly UnwoundLine[]): PostedLot[] {
  const back = lines.flatMap((l) => l.allocations)
  const lots = posted.lots.filter((lot) => lot.grantId === lineId).map((lot) => withReturned(lot, back))
  const gone = lots.find((lot) => lot.isTransferred)
  if (gone) throw new PrepaidTransferred({ lineId, lotId: gone.id })
  const touched = lots.find((lot) => lot.remaining !== lot.initial || lot.valueFen !== lot.initialValueFen || lot.held > 0 || lot.isFrozen)
  if (touched)
    throw new PrepaidUsed({
      lineId,
      lotId: touched.id,
      remaining: touched.remaining,
      initial: touched.initial,
      held: touched.held,
      isFrozen: touched.isFrozen,
    })
  return lots
}

function withReturned(lot: PostedLot, allocations: readonly UnwoundLine['allocations'][number][]): PostedLot {
  const back = allocations.filter((a) => a.lotId === lot.id)
  const quantity = back.reduce((a, b) => a + b.quantity, 0)
  return { ...lot, remaining: lot.remaining + quantity, valueFen: lot.valueFen + sumFen(back.map((b) => b.amountFen)) }
}
