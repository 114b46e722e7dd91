import { expect, test } from 'vitest'
import { refundableOf } from './refundable.ts'

test('of a line goes back what has not gone back yet; of a deposit no more than is left of it', () => {
  const line = { kind: 'product', quantity: 3, refundedQuantity: 1, depositOpenFen: null }
  expect(refundableOf(line)).toBe(2)
  expect(refundableOf({ ...line, kind: 'rounding' })).toBe(0)
  const deposit = { kind: 'deposit', quantity: 20_000, refundedQuantity: 5_000, depositOpenFen: 7_200 }
  expect(refundableOf(deposit)).toBe(7_200)
  expect(refundableOf({ ...deposit, depositOpenFen: 15_000 })).toBe(15_000)
  expect(refundableOf({ ...deposit, kind: 'settlement', depositOpenFen: null })).toBe(15_000)
})
