import { expect, test } from 'vitest'
import { mostEarnestFen, stateOf } from './rules.ts'

test('earnest money is a fifth at most, without the fen that would be too much', () => {
  expect([100_000, 99_999, 4, 500_000].map(mostEarnestFen)).toEqual([20_000, 19_999, 0, 100_000])
})

test('a deposit is open while anything is left, then what the larger part of it became', () => {
  const whole = { openFen: 0, usedFen: 0, refundedFen: 0, forfeitedFen: 0 }
  expect(stateOf({ ...whole, openFen: 1, usedFen: 99 })).toBe('open')
  expect(stateOf({ ...whole, usedFen: 100 })).toBe('used')
  expect(stateOf({ ...whole, usedFen: 40, refundedFen: 60 })).toBe('refunded')
  expect(stateOf({ ...whole, usedFen: 90, forfeitedFen: 10 })).toBe('forfeited')
})
