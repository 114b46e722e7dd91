import { expect, test } from 'vitest'
import { addDays, businessDayOf } from './days.ts'

test('the business day changes at the cut-off of the store, not at midnight', () => {
  expect(businessDayOf(new Date('2026-11-21T16:00:00Z'), 'Asia/Shanghai', 4)).toBe('2026-11-21')
  expect(businessDayOf(new Date('2026-11-21T19:59:00Z'), 'Asia/Shanghai', 4)).toBe('2026-11-21')
  expect(businessDayOf(new Date('2026-11-21T20:00:00Z'), 'Asia/Shanghai', 4)).toBe('2026-11-22')
})

test('days run on over months and years', () => {
  expect([addDays('2026-12-31', 1), addDays('2028-03-01', -1)]).toEqual(['2027-01-01', '2028-02-29'])
})
