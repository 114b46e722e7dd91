import { expect, test } from 'vitest'
import { giftCodeOf, giftSaleOf, isHeldOut, rememberGiftCode, rememberGiftSale } from './held-out.ts'

test.each([
  ['MS0000000004028FHJKMNPQRSTVW', true],
  ['mr00000000040280000000000000000001', true],
  ['G7K2-9QXM-4TWD-0H3R', true],
  ['g7k29qxm4twd0h3r', true],
  ['M000123', false],
  ['8000000011', false],
  ['134567890123456789', false],
  ['李小云', false],
])('%s is held out: %s', (text, isOne) => {
  expect(isHeldOut(text)).toBe(isOne)
})

test('codes and sales are found by the holder they belong to', () => {
  rememberGiftCode('a', 'G1')
  rememberGiftSale('b', 'card')
  expect([giftCodeOf('a'), giftCodeOf('b'), giftCodeOf(null)]).toEqual(['G1', undefined, undefined])
  expect([giftSaleOf('b'), giftSaleOf('a'), giftSaleOf(null)]).toEqual(['card', undefined, undefined])
})
