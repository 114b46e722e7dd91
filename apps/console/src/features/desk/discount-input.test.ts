import { expect, test } from 'vitest'
import { bpOf, discountOf } from './discount-input.ts'

test('折 keeps what it names, percent off takes it away', () => {
  expect(bpOf('8.8', 'fold')).toBe(1200)
  expect(bpOf('88', 'fold')).toBe(1200)
  expect(bpOf('9', 'fold')).toBe(1000)
  expect(bpOf('12', 'off')).toBe(1200)
  expect(bpOf('0', 'off')).toBeNull()
  expect(bpOf('x', 'fold')).toBeNull()
})

test('a discount needs a number and a reason', () => {
  expect(discountOf('percent', '8', 'fold', '老客')).toEqual({ kind: 'percent', bp: 2000, reason: '老客' })
  expect(discountOf('percent', '8', 'fold', ' ')).toBeNull()
  expect(discountOf('amount', '0', 'fold', 'x')).toBeNull()
  expect(discountOf('price', '0', 'fold', 'gift')).toEqual({ kind: 'price', fen: 0, reason: 'gift' })
})
