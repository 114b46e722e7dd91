import { expect, test } from 'vitest'
import { piecesOf, quantityOf, totalFen, usualTakenFen } from './count.ts'

test('a count is the sum of its pieces; what was not typed is not there', () => {
  const draft = { 10000: '6', 100: '28', 50: '', 10: '3' }
  expect(totalFen(draft)).toBe(62_830)
  expect(piecesOf(draft)).toEqual([
    { fen: 10_000, quantity: 6 },
    { fen: 100, quantity: 28 },
    { fen: 10, quantity: 3 },
  ])
  expect(totalFen({})).toBe(0)
})

test('nonsense counts as nothing, and nobody has more than ten thousand pieces', () => {
  expect(quantityOf({ 100: 'x' }, 100)).toBe(0)
  expect(quantityOf({ 100: '99999999' }, 100)).toBe(10_000)
})

test('what is above the float is usually taken out, in whole yuan', () => {
  expect(usualTakenFen(62_830, 50_000)).toBe(12_800)
  expect(usualTakenFen(30_000, 50_000)).toBe(0)
})
