/** What stands before somebody's own means: a lost card, a PIN, a gift card's code, the most a card may hold. Per payer. Pure. */
import { guardOf, overCap, SpendingStopped } from '../../modules/cards/index.ts'
import { sumFen } from '../../platform/money.ts'
import { type Basis, type BasisMember, memberOf, pursesOf } from './basis.ts'
import type { Parties } from './parties.ts'
import { isNewLot } from './pass-lines.ts'
import type { Payment } from './payer.ts'
import type { PricedLine } from './price-lines.ts'
import type { Cart, Quote } from './schemas.ts'
import { answersFor } from './sharing.ts'

/** What one person answers for, stored value and sessions together, also of means that others share with them. */
export interface Guard {
  member: BasisMember
  spentFen: number
  needs: ReturnType<typeof guardOf>
}

/** Asking for the means of somebody whose lost card rests is refused; what is only proposed leaves them out. @throws SpendingStopped */
export function refuseStopped(basis: Basis, cart: Cart): void {
  const asked = cart.tenders === 'auto' ? [] : cart.tenders.flatMap((t) => (t.kind === 'stored_value' ? [t.memberId ?? cart.memberId] : []))
  const named = cart.lines.flatMap(({ pass }) => (typeof pass === 'object' && 'lotId' in pass ? [ownerOf(basis, pass.lotId)] : []))
  const stopped = [...asked, ...named].map((id) => memberOf(basis, id)).find((m) => m?.isStopped)
  if (stopped) throw new SpendingStopped({ memberId: stopped.id })
}

function ownerOf(basis: Basis, lotId: string): string | null {
  return [...pursesOf(basis)].find(([, lots]) => lots.some((l) => l.id === lotId))?.[0] ?? null
}

/** Whoever only hands over money from outside answers for nothing. */
export function guardsOf(basis: Basis, payment: Payment, { handingIds }: Parties): Guard[] {
  return [...pursesOf(basis).keys()].flatMap((memberId) => {
    const member = memberOf(basis, memberId)
    if (!member || handingIds.includes(memberId)) return []
    const own = payment.tenders.filter((t) => t.memberId !== null && answersFor(basis, t.memberId) === memberId)
    const ordinals = new Set(own.map((t) => t.ordinal))
    // What was paid for on this very bill is no means of before that somebody could take.
    const bought = [...payment.allocations.values()].flat().filter((a) => isNewLot(a.lotId) && ordinals.has(a.tenderOrdinal))
    const spentFen = sumFen(own.map((t) => t.amountFen)) - sumFen(bought.map((a) => a.amountFen))
    return [{ member, spentFen, needs: guardOf(spentFen, member, basis.pinRule) }]
  })
}

/** What this payer has to type at completion. */
export function proofNeeded(guard: Guard | undefined): Quote['needsProof'] {
  if (guard?.needs !== 'pin' && guard?.needs !== 'gift_code') return null
  return { kind: guard.needs, amountFen: guard.spentFen }
}

export function guardNotices(basis: Basis, { member, spentFen, needs }: Guard): Quote['notices'] {
  const notices: Quote['notices'] = []
  // Of the bill's own member it need not be said whose it is.
  const whose = member.id === basis.member?.id ? {} : { memberId: member.id }
  if (member.isStopped) notices.push({ code: 'spending_stopped', params: whose })
  if (needs === 'pin_not_set' || needs === 'pin_needed_first')
    notices.push({ code: needs, params: { ...whose, amountFen: spentFen, thresholdFen: basis.pinRule.thresholdFen } })
  return notices
}

export function capNotices(basis: Basis, payers: Quote['payers'], lines: readonly PricedLine[]): Quote['notices'] {
  return payers.flatMap(({ memberId, after }) => {
    const member = memberOf(basis, memberId)
    const isToppedUp = lines.some((l) => l.kind === 'top_up' && (l.memberId ?? basis.member?.id) === memberId)
    const over = member && isToppedUp ? overCap(after, member.isAnonymous, basis.caps) : null
    return over ? [{ code: 'card_cap_exceeded', params: over }] : []
  })
}
