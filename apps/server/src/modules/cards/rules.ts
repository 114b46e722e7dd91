/** What may become of a card, and what spending takes. Pure: no database, no clock. */
import type { LocalDate } from '../../platform/time.ts'

export const CARD_STATES = ['issued', 'active', 'lost', 'frozen', 'replaced', 'closed'] as const
export type CardState = (typeof CARD_STATES)[number]
export type CardVerb = 'activate' | 'lose' | 'freeze' | 'recover' | 'replace' | 'close' | 'hand_over'

const FROM: Record<CardVerb, readonly CardState[]> = {
  activate: ['issued'],
  lose: ['issued', 'active', 'frozen'],
  freeze: ['active'],
  recover: ['lost', 'frozen'],
  replace: ['issued', 'active', 'lost', 'frozen'],
  close: ['issued', 'active', 'lost', 'frozen'],
  hand_over: ['active'],
}

export function mayBecome(state: CardState, verb: CardVerb): boolean {
  return FROM[verb].includes(state)
}

/** Why a card that is held out is not taken, or null. A number that is read aloud still finds its member. */
export function cardObstacle(card: { state: CardState; validUntil: LocalDate | null }, today: LocalDate): CardState | 'expired' | null {
  if (card.state !== 'active') return card.state
  return card.validUntil !== null && card.validUntil < today ? 'expired' : null
}

/** Tries at a secret before the first wait. */
export const FREE_TRIES = 5
export const PROOF_MINUTES = 5

export interface PinRule {
  /** Null: no spending takes a PIN; 0: all of it does. */
  thresholdFen: number | null
  missing: 'allow' | 'refuse'
}

/** What spending so much of the own means takes: nothing, the PIN, the gift card's code, or a PIN that is not there yet. */
export function guardOf(
  spentFen: number,
  holder: { hasPin: boolean; isAnonymous: boolean },
  rule: PinRule,
): 'none' | 'pin' | 'gift_code' | 'pin_not_set' | 'pin_needed_first' {
  if (spentFen <= 0) return 'none'
  // Whoever holds the code holds the money: there is nobody else to ask.
  if (holder.isAnonymous) return 'gift_code'
  if (rule.thresholdFen === null || spentFen <= rule.thresholdFen) return 'none'
  if (holder.hasPin) return 'pin'
  return rule.missing === 'allow' ? 'pin_not_set' : 'pin_needed_first'
}

export interface Caps {
  namedFen: number | null
  unnamedFen: number | null
  countBonus: boolean
}

/** By how much a balance after a top-up is over its cap, or null when it is not. */
export function overCap(
  after: { principalFen: number; bonusFen: number },
  isAnonymous: boolean,
  caps: Caps,
): { capFen: number; afterFen: number; overFen: number } | null {
  const capFen = isAnonymous ? caps.unnamedFen : caps.namedFen
  const afterFen = after.principalFen + (caps.countBonus ? after.bonusFen : 0)
  return capFen === null || afterFen <= capFen ? null : { capFen, afterFen, overFen: afterFen - capFen }
}
