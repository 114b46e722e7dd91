import { expect, test } from 'vitest'
import { isIdleFor } from './idle.ts'

test('a till is left alone after the minutes of the setting, never with 0, and not because a clock went back', () => {
  const at = 1_000_000
  expect(isIdleFor(5, at, at + 299_999)).toBe(false)
  expect(isIdleFor(5, at, at + 300_000)).toBe(true)
  expect(isIdleFor(0, at, at + 9_000_000)).toBe(false)
  expect(isIdleFor(5, at, at - 9_000_000)).toBe(false)
})
