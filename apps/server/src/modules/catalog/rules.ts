/** Pure rules of the catalogue: how names are found by letters, which passes make sense. */
import { pinyin } from 'pinyin-pro'
import type { ItemKind } from './snapshot.ts'

/** Letters a name is found by at the desk: its full pinyin and its initials, lower case, without separators. */
export function lettersOf(name: string): { pinyin: string; initials: string } {
  const characters = pinyin(name.normalize('NFKC').toLowerCase(), { toneType: 'none', type: 'all', v: true })
  // Latin letters and digits stand for themselves in both: "SPA护理" is spahuli and spahl.
  const letters = characters.map((c) => c.result.replaceAll(/[^a-z0-9]/g, ''))
  return { pinyin: letters.join(''), initials: letters.map((l) => l.slice(0, 1)).join('') }
}

/** The letter that codes made by the system begin with. */
export const CODE_PREFIX: Record<ItemKind, string> = { service: 'S', product: 'P', pass: 'K', top_up: 'T' }

/** The next code of a kind, after the highest number in use: `S001`, `S002` … */
export function nextCode(kind: ItemKind, highest: number): string {
  return CODE_PREFIX[kind] + String(highest + 1).padStart(3, '0')
}

export interface PassInput {
  validityDays: number | null
  validityFrom: 'sale' | 'first_use'
  isUnlimited: boolean
  components: readonly { serviceItemId: string; sessions: number; giftedSessions: number }[]
}

/**
 * Why a pass makes no sense, or null when it does. An unlimited pass runs from its sale for a number of days and counts no sessions;
 * every other component holds at least one session.
 */
export function passFault(
  pass: PassInput,
): 'no_components' | 'service_twice' | 'unlimited_needs_days' | 'unlimited_has_sessions' | 'no_sessions' | null {
  if (pass.components.length === 0) return 'no_components'
  if (new Set(pass.components.map((c) => c.serviceItemId)).size !== pass.components.length) return 'service_twice'
  const sessions = pass.components.map((c) => c.sessions + c.giftedSessions)
  if (!pass.isUnlimited) return sessions.some((n) => n === 0) ? 'no_sessions' : null
  if (pass.validityDays === null || pass.validityFrom !== 'sale') return 'unlimited_needs_days'
  return sessions.some((n) => n > 0) ? 'unlimited_has_sessions' : null
}

/** The check digit of the first twelve digits of an EAN-13. */
export function eanCheckDigit(twelve: string): number {
  const sum = [...twelve].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0)
  return (10 - (sum % 10)) % 10
}
