/**
 * Passes that are paid in parts 补款卡. What is not paid is a debt of that pass; of its sessions only so much may be used as is paid: the value
 * left in its lots never falls below what is owed for it. Pure.
 */
import { type Lot, obstacleOf, paidValueFen, payFirstFen, servesVisit } from '../../modules/wallet/index.ts'
import { type Basis, type BasisDebt, type Purses, pursesOf } from './basis.ts'
import { PassNothingPaid, PassUnpaid } from './errors.ts'
import type { PricedLine } from './price-lines.ts'
import type { Cart, Quote } from './schemas.ts'

/** Something is paid on the day of the sale; a pass of which nothing is paid is sold on another day. @throws PassNothingPaid */
export function refuseAllLater(lines: readonly PricedLine[]): void {
  const whole = lines.find((l) => l.laterFen > 0 && l.laterFen >= l.netFen)
  if (whole) throw new PassNothingPaid({ key: whole.key, priceFen: whole.netFen })
}

/** @throws PassUnpaid */
export function refuseUnpaid(lots: readonly Lot[], lot: Lot, line: Pick<PricedLine, 'key' | 'quantity'>): void {
  const fen = payFirstFen(lots, lot, line.quantity)
  if (fen > 0) throw new PassUnpaid({ key: line.key, lotId: lot.id, name: lot.name, payFirstFen: fen, owedFen: lot.owedFen })
}

/** What is owed for each pass, by the grant of its lots. */
export function owedFor(debts: readonly BasisDebt[]): ReadonlyMap<string, number> {
  const owed = new Map<string, number>()
  for (const { lineId, openFen } of debts) if (lineId !== null) owed.set(lineId, (owed.get(lineId) ?? 0) + openFen)
  return owed
}

/** What everybody holds once the settlements of this very cart that name a debt are paid: 补款 and use in one visit. */
export function afterSettling(basis: Basis, cart: Cart): Purses {
  const settled = new Map(cart.lines.map((l) => [basis.debts.find((d) => d.id === l.debtId)?.lineId ?? null, l.amountFen ?? 0]))
  settled.delete(null)
  const purses = pursesOf(basis)
  if (settled.size === 0) return purses
  return new Map(
    [...purses].map(([id, lots]) => [id, lots.map((l) => ({ ...l, owedFen: Math.max(0, l.owedFen - (settled.get(l.grantId) ?? 0)) }))]),
  )
}

/** What the desk says of passes that are sold in part, and of lines that a pass would serve once more of it is paid. */
export function partPaidNotices(basis: Basis, cart: Cart, lines: readonly PricedLine[], purses: Purses): Quote['notices'] {
  const sold = lines.filter((l) => l.laterFen > 0)
  return [
    ...sold.map((l) => ({
      code: 'pass_part_paid',
      params: { lineKey: l.key, name: l.name, paidFen: l.netFen - l.laterFen, laterFen: l.laterFen },
    })),
    ...lines.flatMap((line) => waitingFor(basis, cart, line, purses)),
  ]
}

function waitingFor(basis: Basis, cart: Cart, line: PricedLine, purses: Purses): Quote['notices'] {
  const wish = cart.lines.find((l) => l.key === line.key)
  if (line.kind !== 'service' || line.itemId === null || line.sessions !== null || wish?.pass !== 'auto' || wish.discount) return []
  const ownerId = line.memberId ?? basis.member?.id
  const lots = ownerId === undefined ? [] : (purses.get(ownerId) ?? [])
  const [lot] = lots.filter((l) => l.owedFen > 0 && servesVisit(l, line.itemId ?? '', line.quantity, basis.today))
  if (!lot || obstacleOf(lot, basis.today) !== null) return []
  const debt = basis.debts.find((d) => d.lineId === lot.grantId)
  return [
    {
      code: 'pass_unpaid',
      params: {
        lineKey: line.key,
        name: lot.name,
        payFirstFen: payFirstFen(lots, lot, line.quantity),
        paidFen: paidValueFen(lots, lot),
        owedFen: lot.owedFen,
        accountId: debt?.accountId ?? null,
        debtId: debt?.id ?? null,
      },
    },
  ]
}
