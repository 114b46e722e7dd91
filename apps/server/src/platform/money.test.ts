import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allocate, percentOf, scale, scaleDown, sumFen } from './money.ts'

describe('percentages', () => {
  it('are rounded half up to the fen (P2)', () => {
    expect(percentOf(12_345, 1000)).toBe(1235)
    expect(percentOf(10_005, 1000)).toBe(1001)
    expect(percentOf(10_004, 1000)).toBe(1000)
    expect(percentOf(1, 5000)).toBe(1)
    expect(percentOf(-1, 5000)).toBe(0)
    expect(percentOf(29_800, 10_000)).toBe(29_800)
  })

  it('stay exact for amounts no double product could hold', () => {
    expect(percentOf(9_007_199_254_740_991, 10_000)).toBe(9_007_199_254_740_991)
    expect(scale(9_007_199_254_740_991, 2, 3)).toBe(6_004_799_503_160_661)
  })

  it('round down for what is charged by ratio: 360 of 1000 paid + 200 given is 300.00', () => {
    expect(scaleDown(36_000, 100_000, 120_000)).toBe(30_000)
    expect(scaleDown(-1, 1, 2)).toBe(-1)
  })
})

describe('allocate', () => {
  it('gives the fen left over to the largest remainders, ties to the earlier part (P1)', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33])
    expect(allocate(1000, [29_800, 12_800, 7_400])).toEqual([596, 256, 148])
    expect(allocate(10, [1, 2, 4])).toEqual([1, 3, 6])
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33])
  })

  it('shares evenly when all weights are zero, and refuses an amount that nobody takes', () => {
    expect(allocate(5, [0, 0])).toEqual([3, 2])
    expect(() => allocate(1, [])).toThrow(RangeError)
    expect(() => allocate(1, [-1, 2])).toThrow(RangeError)
    expect(allocate(0, [])).toEqual([])
  })

  it('always adds up, never strays a fen from the exact share, never exceeds what it weighs against', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000_000 }),
        fc.array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 30 }),
        (amount, weights) => {
          const parts = allocate(amount, weights)
          expect(sumFen(parts)).toBe(amount)
          const total = sumFen(weights)
          if (total === 0) return
          parts.forEach((part, i) => {
            expect(Math.abs(part - (amount * (weights[i] ?? 0)) / total)).toBeLessThan(1)
          })
          if (amount <= total) expect(parts.every((part, i) => part <= (weights[i] ?? 0))).toBe(true)
        },
      ),
    )
  })
})
