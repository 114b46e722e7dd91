/** Spans of business days, and the spans they are held against. Pure. */
import { addDays, daysBetween, type LocalDate } from '../../../platform/time.ts'

export interface Days {
  from: LocalDate
  to: LocalDate
}

export const COMPARISONS = ['previous', 'week'] as const
export type Comparison = (typeof COMPARISONS)[number]

/** A leap year. */
export const MAX_DAYS = 366

/** Both ends included. */
export function lengthOf({ from, to }: Days): number {
  return daysBetween(from, to) + 1
}

/**
 * What a span is compared with: as many days just before it, or the same weekdays of the weeks before it, as few weeks back as do not overlap.
 * @example comparedWith({ from: '2026-11-22', to: '2026-11-22' }, 'week') → 2026-11-15
 */
export function comparedWith(days: Days, comparison: Comparison): Days {
  const length = lengthOf(days)
  const back = comparison === 'previous' ? length : Math.ceil(length / 7) * 7
  return { from: addDays(days.from, -back), to: addDays(days.to, -back) }
}
