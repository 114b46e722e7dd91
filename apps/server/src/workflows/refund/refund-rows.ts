/** A refund as it will be posted, and what it moves in wallets, deposits and debts. Pure but for the ids. */
import type { DepositMove } from '../../modules/deposits/index.ts'
import type { RefundRows } from '../../modules/sales/index.ts'
import type { Change, Posting } from '../../modules/wallet/index.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, isExpired } from '../../platform/time.ts'
import { type Payout, spreadPayouts } from './payouts.ts'
import type { Posted } from './posted.ts'
import type { RefundBody, Worksheet } from './schemas.ts'
import type { Unwound } from './unwind.ts'

/** What returns to a lapsed lot may be used this many days more. */
const GRACE_DAYS = 30

export interface RefundHeader {
  id: string
  kind: 'refund' | 'void'
  reasonCode: RefundBody['reasonCode']
  note: string
  approvalId: string | null
  /** The shift the document belongs to, held against closing. */
  shiftId: string
}

/** What each lot gets back, lapsed ones with a grace. */
export function lotsBack(posted: Posted, unwound: Unwound): Omit<Worksheet['lots'][number], 'memberName'>[] {
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
    return [{ lotId: lot.id, memberId: lot.memberId, name: lot.name, kind: lot.kind, unit: lot.unit, quantity, amountFen, graceUntil }]
  })
}

/** One transaction in a member's wallet for each that is reversed: what was spent comes back, what was granted is taken back. */
export function walletPostings(posted: Posted, unwound: Unwound, header: RefundHeader, memberId: string): Posting[] {
  const common = {
    reason: header.kind,
    sourceKind: 'refund' as const,
    sourceId: header.id,
    storeId: posted.storeId,
    businessDay: posted.today,
  }
  const originalOf = (reason: string) => posted.transactions.find((t) => t.reason === reason && t.memberId === memberId)
  const original = (reason: string) => originalOf(reason)?.id ?? null
  // Who used what is shared has used so much less.
  const usedBy = originalOf('spend')?.usedBy ?? null
  const returned: Change[] = lotsBack(posted, unwound)
    .filter((l) => l.memberId === memberId)
    .map((l) => ({
      lotId: l.lotId,
      quantity: l.quantity,
      valueFen: l.amountFen,
      ...(usedBy === null ? {} : { usedBy }),
      ...(l.graceUntil === null ? {} : { expiresOn: l.graceUntil }),
    }))
  const taken = (kinds: readonly string[]): Change[] =>
    unwound.takenBack
      .filter((lot) => lot.memberId === memberId && kinds.includes(lot.kind))
      .map((lot) => ({ lotId: lot.id, quantity: -lot.initial, valueFen: -lot.initialValueFen }))
  const postings: Posting[] = [
    { ...common, reversesId: original('spend'), changes: returned },
    { ...common, reversesId: original('pass_sale'), changes: taken(['pass']) },
    { ...common, reversesId: original('top_up'), changes: taken(['principal', 'bonus']) },
  ]
  return postings.filter((p) => (p.changes ?? []).length > 0)
}

/** Deposits that paid get their part back; deposits that are refunded are kept no more. */
export function depositMoves(posted: Posted, unwound: Unwound): DepositMove[] {
  const refunded = unwound.lines
    .filter((l) => l.kind === 'deposit')
    .map((l) => ({ depositId: l.lineId, kind: 'refunded' as const, amountFen: -l.netFen }))
  const restored = unwound.tenders.flatMap((t) => {
    const sourceId = posted.tenders.find((p) => p.id === t.tenderId)?.sourceId ?? null
    return t.kind === 'deposit' && sourceId !== null ? [{ depositId: sourceId, kind: 'restored' as const, amountFen: t.amountFen }] : []
  })
  return [...refunded, ...restored].filter((m) => m.amountFen !== 0)
}

export function reductionsOf(payouts: readonly Payout[]): { receivableId: string; amountFen: number }[] {
  return payouts.flatMap((p) => (p.kind === 'on_account' ? [{ receivableId: p.tenderId, amountFen: p.amountFen }] : []))
}

export function reopeningsOf(unwound: Unwound): { lineId: string; amountFen: number }[] {
  return unwound.lines.flatMap((l) => (l.kind === 'settlement' ? [{ lineId: l.lineId, amountFen: l.netFen }] : []))
}

export function refundRows(posted: Posted, unwound: Unwound, payouts: readonly Payout[], header: RefundHeader): RefundRows {
  const tenders = payouts.map((p) => ({ id: newId(), ...p }))
  const parts = spreadPayouts(payouts, unwound.lines)
  const { id, kind, reasonCode, note, approvalId, shiftId } = header
  return {
    id,
    kind,
    reasonCode,
    note,
    approvalId,
    shiftId,
    ticketId: posted.id,
    storeId: posted.storeId,
    storeCode: posted.storeCode,
    businessDay: posted.today,
    memberId: posted.memberId,
    totalFen: unwound.totalFen,
    tenders,
    lines: unwound.lines.map((l) => ({
      id: newId(),
      lineId: l.lineId,
      quantity: l.quantity,
      netFen: l.netFen,
      restock: l.restock,
      allocations: (parts.get(l.lineId) ?? []).map(({ payout, ...a }) => ({
        id: newId(),
        refundTenderId: tenders[payout]?.id ?? '',
        ...a,
      })),
      shares: l.shares.map((s) => ({ id: newId(), ...s })),
    })),
  }
}
