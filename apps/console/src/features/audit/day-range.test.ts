import { expect, test } from 'vitest'
import { startOfDay } from './day-range.ts'

test('a day begins at midnight of the wall clock, also on days on which clocks change', () => {
  expect(startOfDay('2026-11-22', 'Asia/Shanghai')).toBe('2026-11-21T16:00:00.000Z')
  expect(startOfDay('2026-11-22', 'Asia/Shanghai', 1)).toBe('2026-11-22T16:00:00.000Z')
  expect(startOfDay('2026-03-29', 'Europe/Paris')).toBe('2026-03-28T23:00:00.000Z')
  expect(startOfDay('2026-03-29', 'Europe/Paris', 1)).toBe('2026-03-29T22:00:00.000Z')
  expect(startOfDay('2026-12-31', 'Asia/Shanghai', 1)).toBe('2026-12-31T16:00:00.000Z')
  expect(startOfDay('nonsense', 'Asia/Shanghai')).toBeUndefined()
  expect(startOfDay(undefined, 'Asia/Shanghai')).toBeUndefined()
})
