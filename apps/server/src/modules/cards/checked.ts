import { NotFound } from '../../platform/errors.ts'
import { CardStateUnfit } from './errors.ts'
import { type CardVerb, mayBecome } from './rules.ts'
import type { Card } from './store.ts'

/** A card that is there and may do that. @throws NotFound, CardStateUnfit */
export function checked(card: Card | null, verb: CardVerb): Card {
  if (!card) throw new NotFound()
  if (!mayBecome(card.state, verb)) throw new CardStateUnfit({ state: card.state, verb })
  return card
}
