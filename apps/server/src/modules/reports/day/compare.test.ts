import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, daysBetween } from '../../../platform/time.ts'
import { comparedWith, lengthOf, MAX_DAYS } from './compare.ts'

const weekday = (day: string) => Temporal.PlainDate.from(day).dayOfWeek

describe('a day', () => {
  it('is compared with the day before, or the same weekday last week', () => {
    const day = { from: '2026-11-22', to: '2026-11-22' }
    expect(comparedWith(day, 'previous')).toEqual({ from: '2026-11-21', to: '2026-11-21' })
    expect(comparedWith(day, 'week')).toEqual({ from: '2026-11-15', to: '2026-11-15' })
  })
})

describe('any range', () => {
  it('is compared with as many days before it, without overlap; by weeks, with the same weekdays', () => {
    const spans = fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 1, max: MAX_DAYS }))
    fc.assert(
      fc.property(spans, fc.constantFrom('previous' as const, 'week' as const), ([start, length], comparison) => {
        const days = { from: addDays('2020-01-01', start), to: addDays('2020-01-01', start + length - 1) }
        const before = comparedWith(days, comparison)
        expect(lengthOf(before)).toBe(length)
        expect(before.to < days.from).toBe(true)
        const gap = daysBetween(before.to, days.from)
        if (comparison === 'previous') expect(gap).toBe(1)
        else {
          expect(weekday(before.from)).toBe(weekday(days.from))
          expect(gap).toBeLessThanOrEqual(7)
        }
      }),
    )
  })
})
