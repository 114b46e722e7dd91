import { expect, test } from 'vitest'
import { countsFen, timesText } from './amount-lines.ts'

test('money that is kept or owed is an amount, everything else has a count', () => {
  expect(['deposit', 'settlement', 'forfeit'].map((kind) => timesText({ kind, quantity: 20_000 }))).toEqual(['', '', ''])
  expect(timesText({ kind: 'rounding', quantity: 3 })).toBe('')
  expect(timesText({ kind: 'product', quantity: 2 })).toBe(' × 2')
  expect(['service', 'top_up', 'tip', 'pass'].some((kind) => countsFen({ kind }))).toBe(false)
})
