/** Where each tender of a refund goes: the way it came, or, where that is allowed, another way with its reason. Pure. */
import type { OutsideKind, TenderKind } from '../../modules/sales/index.ts'
import { DebtSettledFromWallet, PayoutNotAllowed } from './errors.ts'
import type { Posted } from './posted.ts'
import type { Unwound, UnwoundLine } from './unwind.ts'

export interface Payout {
  tenderId: string
  kind: TenderKind
  amountFen: number
  reason: string
}

/** Outside money that goes another way. */
export interface WantedPayout {
  tenderId: string
  kind: OutsideKind
  reason: string
}

const OUTSIDE: readonly TenderKind[] = ['cash', 'wechat', 'alipay', 'bank_card']
export const isOutside = (kind: TenderKind): kind is OutsideKind => OUTSIDE.includes(kind)

/**
 * Outside money goes back the way it came; returned goods that paid go back as they had been paid. What was bought on account is owed no
 * more, and only what was settled of it already is paid out.
 * @throws PayoutNotAllowed, DebtSettledFromWallet
 */
export function payoutsOf(posted: Posted, unwound: Unwound, wanted: readonly WantedPayout[]): Payout[] {
  const payouts = unwound.tenders.flatMap(({ tenderId, kind, amountFen }) => {
    const other = wanted.find((w) => w.tenderId === tenderId)
    const out = (usual: OutsideKind, fen: number): Payout[] =>
      fen === 0 ? [] : [{ tenderId, kind: other?.kind ?? usual, amountFen: fen, reason: other?.reason ?? '' }]
    if (isOutside(kind)) return [{ tenderId, kind: other?.kind ?? kind, amountFen, reason: other?.reason ?? '' }]
    if (kind === 'exchange') return out(posted.tenders.find((t) => t.id === tenderId)?.originKind ?? 'cash', amountFen)
    if (kind === 'on_account') return onAccount(posted, tenderId, amountFen, out)
    return [{ tenderId, kind, amountFen, reason: '' }]
  })
  const stray = wanted.find((w) => !payouts.some((p) => p.tenderId === w.tenderId && isOutside(p.kind)))
  if (stray) throw new PayoutNotAllowed({ tenderId: stray.tenderId })
  return payouts
}

function onAccount(posted: Posted, tenderId: string, amountFen: number, out: (usual: OutsideKind, fen: number) => Payout[]): Payout[] {
  const debt = posted.debts.find((d) => d.id === tenderId)
  const owedFen = Math.min(amountFen, debt?.openFen ?? 0)
  if (owedFen < amountFen && debt?.isSettledFromWallet) throw new DebtSettledFromWallet({ tenderId, openFen: debt.openFen })
  const less: Payout[] = owedFen === 0 ? [] : [{ tenderId, kind: 'on_account', amountFen: owedFen, reason: '' }]
  return [...less, ...out('cash', amountFen - owedFen)]
}

export interface Credit {
  kind: OutsideKind
  amountFen: number
}

/** What of a refund could pay for other goods instead of being paid out, by the way it would be paid out. */
export function creditOf(payouts: readonly Payout[]): Credit[] {
  return payouts.flatMap(({ kind, amountFen }) => (isOutside(kind) ? [{ kind, amountFen }] : []))
}

/** Keeps back what other goods took of the credit, way by way, and pays out the rest. */
export function keepBack(payouts: readonly Payout[], used: readonly Credit[]): Payout[] {
  const left = new Map<string, number>()
  for (const { kind, amountFen } of used) left.set(kind, (left.get(kind) ?? 0) + amountFen)
  return payouts.flatMap((p) => {
    const keptFen = Math.min(p.amountFen, isOutside(p.kind) ? (left.get(p.kind) ?? 0) : 0)
    if (keptFen <= 0) return [p]
    left.set(p.kind, (left.get(p.kind) ?? 0) - keptFen)
    const rest = p.amountFen - keptFen
    return [{ ...p, kind: 'exchange' as const, amountFen: keptFen }, ...(rest > 0 ? [{ ...p, amountFen: rest }] : [])]
  })
}

export interface PaidOutAllocation {
  /** Index into the payouts. */
  payout: number
  allocationId: string
  lotId: string | null
  quantity: number
  amountFen: number
}

/** Which payout carries which part of which allocation, line by line; the parts of each payout add up to it. */
export function spreadPayouts(payouts: readonly Payout[], lines: readonly UnwoundLine[]): Map<string, PaidOutAllocation[]> {
  const room = payouts.map((p) => p.amountFen)
  const parts = new Map<string, PaidOutAllocation[]>(lines.map((l) => [l.lineId, []]))
  const all = lines.flatMap((line) => line.allocations.map((a) => ({ line, a })))
  // 抹零 is negative: it makes room in the first payout of its tender before the others fill them.
  for (const { line, a } of all.toSorted((x, y) => Number(x.a.amountFen >= 0) - Number(y.a.amountFen >= 0))) {
    const own = payouts.flatMap((p, index) => (p.tenderId === a.tenderId ? [index] : []))
    let left = a.amountFen
    own.forEach((index, place) => {
      const isLast = place === own.length - 1
      const amountFen = own.length === 1 || left <= 0 ? left : isLast ? left : Math.min(left, room[index] ?? 0)
      if (amountFen === 0 && !(place === 0 && a.amountFen === 0)) return
      room[index] = (room[index] ?? 0) - amountFen
      left -= amountFen
      parts.get(line.lineId)?.push({ payout: index, allocationId: a.allocationId, lotId: a.lotId, quantity: a.quantity, amountFen })
    })
  }
  return parts
}
