/**
 * Means of others that the bill's member may use: the lots an owner of the household shares, within limits, and those of the person's own
 * merged records, without. A bill that names nobody else is priced as if there were none; they are only offered. Pure.
 */
import type { ShareCap } from '../../modules/households/index.ts'
import { type Lot, obstacleOf } from '../../modules/wallet/index.ts'
import type { Basis, BasisMember, Share } from './basis.ts'
import { HouseholdLimit, HouseholdStopped } from './errors.ts'
import type { Parties } from './parties.ts'
import type { Quote } from './schemas.ts'

/** How this bill comes by somebody's means; null where they pay for themselves, as they are there. */
export function shareOf(basis: Basis, memberId: string): Share | null {
  return basis.companions.get(memberId)?.share ?? basis.offers.find((o) => o.member.id === memberId)?.share ?? null
}

/** Who answers for what is taken from somebody's means: types the PIN, and stands as the one who used it. */
export function answersFor(basis: Basis, memberId: string): string {
  return shareOf(basis, memberId) === null ? memberId : (basis.member?.id ?? memberId)
}

/** The limit that leaves the least of a unit, or null where nothing limits. */
export function tightest(caps: readonly ShareCap[], unit: ShareCap['unit']): (ShareCap & { left: number }) | null {
  const open = caps.filter((c) => c.unit === unit).map((c) => ({ ...c, left: Math.max(0, c.limit - c.used) }))
  return open.toSorted((a, b) => a.left - b.left)[0] ?? null
}

/** @throws HouseholdLimit when `wanted`, with what this bill drew already, is more than the limits leave */
export function refuseOverLimit(basis: Basis, unit: ShareCap['unit'], wanted: number, drawn: number): void {
  const cap = tightest(basis.shareCaps, unit)
  if (cap && drawn + wanted > cap.left) {
    const { period, whose, limit, used, left } = cap
    throw new HouseholdLimit({ unit, period, whose, limit, used, left: Math.max(0, left - drawn), wanted })
  }
}

/** An unlimited pass is priced for one person, so only its owner uses it. */
export function isShareable(lot: Lot): boolean {
  return lot.unit !== 'day'
}

/** What a payer is to this bill, where it is not the bill's own member or a guest of it. */
export function shareWords(basis: Basis, memberId: string, lots: readonly Lot[]): Quote['payers'][number]['share'] {
  const kind = shareOf(basis, memberId)
  if (kind === null || kind === 'stopped') return null
  const left = (unit: ShareCap['unit']) => (kind === 'own' ? null : (tightest(basis.shareCaps, unit)?.left ?? null))
  const passes = lots.filter((l) => l.kind === 'pass' && (kind === 'own' || isShareable(l)) && obstacleOf(l, basis.today) === null)
  return {
    kind,
    leftFen: left('fen'),
    leftSessions: left('session'),
    passes: passes.map(({ id, name, serviceItemId, unit, remaining, held, expiresOn }) => ({
      lotId: id,
      name,
      serviceItemId,
      unit,
      remaining: remaining - held,
      expiresOn,
    })),
  }
}

/** An owner who stopped sharing pays only where they are there themselves, with a line of their own, or by handing over money. @throws HouseholdStopped */
export function refuseUnshared(basis: Basis, { handingIds }: Parties): void {
  for (const { member, share } of basis.companions.values())
    if (share === 'stopped' && !handingIds.includes(member.id)) throw new HouseholdStopped({ memberId: member.id })
}

export interface Source {
  member: BasisMember
  lots: readonly Lot[]
  share: Share
}

/** Sources that the cart names pay for it; the others are offered. Whoever has a line of their own is there, and pays as anybody does. */
export function sortSources(sources: readonly Source[], named: ReadonlySet<string>, present: ReadonlySet<string>) {
  const fit = sources.filter((s) => !present.has(s.member.id))
  return {
    drawn: fit.filter((s) => named.has(s.member.id)),
    offers: fit.flatMap(({ share, ...s }) => (named.has(s.member.id) || share === 'stopped' ? [] : [{ ...s, share }])),
  }
}
