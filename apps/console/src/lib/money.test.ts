import { expect, test } from 'vitest'
import { foldOf, formatFen, formatFenShort, parseYuan, percentOf, plainYuan } from './money.ts'

test('fen read as yuan, with the minus before the sign of the currency', () => {
  expect(formatFen(0)).toBe('￥0.00')
  expect(formatFen(123456)).toBe('￥1,234.56')
  expect(formatFen(-5)).toBe('-￥0.05')
  expect(formatFenShort(15000)).toBe('￥150')
  expect(formatFenShort(15050)).toBe('￥150.50')
})

test('fen as somebody would type them are read back as the same', () => {
  expect([20_000, 12_850, 5].map(plainYuan)).toEqual(['200', '128.50', '0.05'])
  expect([20_000, 12_850, 5].map((fen) => parseYuan(plainYuan(fen)))).toEqual([20_000, 12_850, 5])
})

test('an amount typed in yuan becomes fen without passing through a float', () => {
  expect(parseYuan('0.29')).toBe(29)
  expect(parseYuan('￥1,150')).toBe(115000)
  expect(parseYuan('12.')).toBe(1200)
  expect(parseYuan('12.345')).toBeNull()
  expect(parseYuan('-1')).toBeNull()
  expect(parseYuan('')).toBeNull()
})

test('a discount is said as 折 and as percent off', () => {
  expect(foldOf(1200)).toBe('8.8')
  expect(foldOf(2000)).toBe('8')
  expect(percentOf(1250)).toBe('12.5%')
})
