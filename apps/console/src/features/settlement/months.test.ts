import { expect, test } from 'vitest'
import { monthAfter, monthsFrom } from './months.ts'

test('months follow one another over the year', () => {
  expect([monthAfter('2026-12'), monthAfter('2026-11', 3)]).toEqual(['2027-01', '2027-02'])
})

test('a method may begin with any month that is not locked, up to a year ahead', () => {
  expect(monthsFrom(null, '2026-11')).toHaveLength(13)
  expect(monthsFrom('2026-09', '2026-11').slice(0, 3)).toEqual(['2026-09', '2026-10', '2026-11'])
  expect(monthsFrom('2026-12', '2026-11')[0]).toBe('2026-12')
})
