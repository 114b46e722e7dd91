/** Paying by stored value: which lines it may pay, how much of it, from whose lots. Pure. */
import { type Lot, spendableFen, takeMoney, withoutParts } from '../../modules/wallet/index.ts'
import { allocate } from '../../platform/money.ts'
import type { Share } from './basis.ts'
import { StoredValueInsufficient } from './errors.ts'
import { addTender, allot, openFen, type Payer } from './payer.ts'
import type { PricedLine } from './price-lines.ts'
import type { QuoteTender } from './schemas.ts'
import { refuseOverLimit, shareOf, tightest } from './sharing.ts'

/**
 * Top-ups and deposits never take stored value; pass sales, tips and debts take principal only; the rest takes bonus too. What a household
 * shares is used up in the shop: it pays services and goods, and buys nothing that would belong to the user.
 */
function storedValueRule(line: PricedLine, share: Share | null): 'none' | 'principal' | 'any' {
  if (share === 'household' && line.kind !== 'service' && line.kind !== 'product') return 'none'
  if (line.sessions !== null || line.kind === 'top_up' || line.kind === 'deposit' || line.kind === 'forfeit') return 'none'
  return line.kind === 'pass' || line.kind === 'tip' || line.kind === 'settlement' ? 'principal' : 'any'
}

/** What some lines could still take of a member's stored value. */
interface Room {
  principal: readonly PricedLine[]
  any: readonly PricedLine[]
  needPrincipal: number
  needAny: number
  mostPrincipal: number
  allFen: number
  /** What the lots would give, were there no limit. */
  ownedFen: number
  spendableFen: number
}

export function roomFor(payer: Payer, memberId: string, lines: readonly PricedLine[]): Room {
  const { today } = payer.basis
  const lots = lotsOf(payer, memberId)
  const share = shareOf(payer.basis, memberId)
  const principal = lines.filter((l) => storedValueRule(l, share) === 'principal')
  const any = lines.filter((l) => storedValueRule(l, share) === 'any')
  const [needPrincipal, needAny] = [openFen(payer, principal), openFen(payer, any)]
  const mostPrincipal = Math.min(needPrincipal, spendableFen(lots, today, false))
  const allFen = spendableFen(lots, today, true)
  const ownedFen = mostPrincipal + Math.min(needAny, allFen - mostPrincipal)
  const limit = share === 'household' ? tightest(payer.basis.shareCaps, 'fen') : null
  const leftFen = limit ? Math.max(0, limit.left - payer.payment.sharedFen) : ownedFen
  return {
    principal,
    any,
    needPrincipal,
    needAny,
    mostPrincipal,
    allFen,
    ownedFen,
    spendableFen: Math.min(ownedFen, leftFen),
  }
}

/** What somebody has left, also where the bill could draw on it and does not. */
function lotsOf({ basis, payment }: Payer, memberId: string): readonly Lot[] {
  return payment.purses.get(memberId) ?? basis.offers.find((o) => o.member.id === memberId)?.lots ?? []
}

/** Pays lines from one member's lots. @throws StoredValueInsufficient, HouseholdLimit */
export function payByStoredValue(payer: Payer, memberId: string, amountFen: number, lines: readonly PricedLine[]): void {
  const room = roomFor(payer, memberId, lines)
  if (amountFen > room.ownedFen) throw new StoredValueInsufficient({ availableFen: room.spendableFen, wantedFen: amountFen, memberId })
  if (amountFen === 0) return
  if (shareOf(payer.basis, memberId) === 'household') {
    refuseOverLimit(payer.basis, 'fen', amountFen, payer.payment.sharedFen)
    payer.payment.sharedFen += amountFen
  }
  const forPrincipal = splitOverGroups(amountFen, room)
  const tender = addTender(payer, 'stored_value', amountFen, { memberId })
  spend(payer, tender, memberId, room.principal, forPrincipal, false)
  spend(payer, tender, memberId, room.any, amountFen - forPrincipal, true)
}

/** How much of an amount goes to the lines that take principal only: their proportional share, as far as both sides can bear it. */
function splitOverGroups(amountFen: number, { needPrincipal, needAny, mostPrincipal, allFen }: Room): number {
  const share = allocate(amountFen, [needPrincipal, needAny])[0] ?? 0
  const fitting = Math.min(share, mostPrincipal)
  const mostAny = Math.min(needAny, allFen - fitting)
  return amountFen - Math.min(amountFen - fitting, mostAny)
}

function spend(
  payer: Payer,
  tender: QuoteTender,
  memberId: string,
  lines: readonly PricedLine[],
  amountFen: number,
  allowBonus: boolean,
): void {
  const { basis, payment } = payer
  if (amountFen === 0) return
  const shares = allocate(
    amountFen,
    lines.map((l) => payer.open.get(l.key) ?? 0),
  )
  lines.forEach((line, index) => {
    const lots = payment.purses.get(memberId) ?? []
    const parts = takeMoney(lots, shares[index] ?? 0, basis.spendOrder, basis.today, allowBonus)
    for (const part of parts) {
      const lot = lots.find((l) => l.id === part.lotId)
      allot(payer, line.key, {
        tenderOrdinal: tender.ordinal,
        lotId: part.lotId,
        lotKind: lot?.kind ?? null,
        lotName: lot?.name ?? null,
        quantity: part.quantity,
        amountFen: part.valueFen,
      })
    }
    payment.purses.set(memberId, withoutParts(lots, parts))
  })
}
