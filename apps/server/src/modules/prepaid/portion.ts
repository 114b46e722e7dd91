/** What is taken out of the lots: all that is left, or a part of a top-up that splits without a fraction of a fen. Pure. */
import { scale, smallestPart, sumFen } from '../../platform/money.ts'
import { PartialNotClean } from './errors.ts'
import { type GrantFacts, kindOf } from './facts.ts'
import type { GrantSheet } from './schemas.ts'

export function everythingLeft(grant: GrantFacts): GrantSheet['lots'] {
  return grant.lots
    .filter((l) => l.remaining > 0)
    .map((l) => ({ lotId: l.id, kind: l.kind, unit: l.unit, name: l.name, quantity: l.remaining, valueFen: l.valueFen }))
}

/**
 * So much of the principal, with the same share of the bonus, for the same share of what is due.
 * @returns null when all of it is asked for
 * @throws PartialNotClean with the step in which it can be split
 */
export function portionOf(grant: GrantFacts, dueFen: number, portionFen: number | null) {
  if (portionFen === null) return null
  const ofFen = sumFen(grant.lots.filter((l) => l.kind === 'principal').map((l) => l.remaining))
  if (portionFen === ofFen) return null
  const { grantId } = grant
  if (kindOf(grant) !== 'top_up' || portionFen > ofFen) throw new PartialNotClean({ grantId, ofFen, stepFen: ofFen })
  const stepFen = smallestPart(ofFen, [dueFen, ...grant.lots.map((l) => l.remaining)])
  if (portionFen % stepFen !== 0) throw new PartialNotClean({ grantId, ofFen, stepFen })
  const share = (fen: number) => scale(fen, portionFen, ofFen)
  return {
    portionFen,
    ofFen,
    refundFen: share(dueFen),
    lots: everythingLeft(grant).map((l) => ({ ...l, quantity: share(l.quantity), valueFen: share(l.valueFen) })),
  }
}
