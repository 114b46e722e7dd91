import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { byBoth, refusal, sheetOf, topUpGrantOf, useOf } from '../../../test/factories/prepaid.ts'

describe('over the life of a grant', () => {
  const paid = fc.integer({ min: 1, max: 500_000 })
  const bonus = fc.integer({ min: 0, max: 200_000 })
  const uses = fc.array(
    fc.record({ share: fc.integer({ min: 0, max: 100 }), off: fc.integer({ min: 0, max: 90 }), thirds: fc.constantFrom(1, 2, 3) }),
    {
      maxLength: 12,
    },
  )
  /** Uses that together take at most what there is, each charged at most its list price. */
  const grantOf = (paidFen: number, bonusFen: number, wanted: readonly { share: number; off: number; thirds: number }[]) => {
    let left = paidFen + bonusFen
    const made = wanted.map(({ share, off, thirds }) => {
      const charged = Math.floor((left * share) / 100)
      left -= charged
      const list = Math.ceil((charged * 100) / (100 - off))
      return useOf(charged, list * 3, {
        part: thirds,
        whole: 3,
        ...(thirds < 3 ? { ordinaryFen: Math.ceil((list * 3) / thirds) } : { ordinaryFen: list }),
      })
    })
    return topUpGrantOf(paidFen, bonusFen, made)
  }

  it('what is due lies between nothing and what was paid, and M is never less than C', () => {
    fc.assert(
      fc.property(paid, bonus, uses, (paidFen, bonusFen, wanted) => {
        const [m, c] = byBoth(grantOf(paidFen, bonusFen, wanted))
        expect(0 <= c && c <= m && m <= paidFen).toBe(true)
      }),
    )
  })

  it('the cooling-off right lies between C and M', () => {
    fc.assert(
      fc.property(paid, bonus, uses, (paidFen, bonusFen, wanted) => {
        const grant = { ...grantOf(paidFen, bonusFen, wanted), paidOn: '2026-08-01' }
        const [m, c] = byBoth(grant)
        const due = (() => {
          try {
            return sheetOf(grant, { reasonCode: 'cooling_off' }).line.refundFen
          } catch {
            return 0
          }
        })()
        expect(c <= due && due <= m).toBe(true)
      }),
    )
  })

  it('more use never gives more back', () => {
    fc.assert(
      fc.property(paid, bonus, uses, (paidFen, bonusFen, wanted) => {
        const [less, more] = [
          grantOf(paidFen, bonusFen, wanted.slice(1).reverse()),
          grantOf(paidFen, bonusFen, [...wanted.slice(1).reverse(), ...wanted.slice(0, 1)]),
        ]
        const [a, b] = [byBoth(less), byBoth(more)]
        expect(b[0] <= a[0] && b[1] <= a[1]).toBe(true)
      }),
    )
  })

  it('is rounded once: less than a fen from the exact figure, and to the customer’s side', () => {
    fc.assert(
      fc.property(paid, bonus, uses, (paidFen, bonusFen, wanted) => {
        const grant = grantOf(paidFen, bonusFen, wanted)
        const [m, c] = byBoth(grant)
        const charged = BigInt(grant.uses.reduce((a, u) => a + u.chargedFen, 0))
        const all = BigInt(paidFen + bonusFen)
        // all × (paid − M) is what M takes off, never more than the exact amount and less than one fen below it.
        const taken = BigInt(paidFen - m) * all
        expect(taken <= charged * BigInt(paidFen) && charged * BigInt(paidFen) - taken < all).toBe(true)
        const exactListThirds = grant.uses.reduce((a, u) => a + u.ordinaryFen * u.part * (3 / u.whole), 0)
        if (c > 0) expect(exactListThirds - (paidFen - c) * 3).toBeLessThan(3)
      }),
    )
  })

  it('an earlier part and the rest together give what one refund would, and later use still counts', () => {
    fc.assert(
      fc.property(paid, bonus, uses, fc.integer({ min: 1, max: 9 }), (paidFen, bonusFen, wanted, tenths) => {
        const grant = grantOf(paidFen * 10, bonusFen * 10, wanted)
        const [whole] = byBoth(grant)
        const beforeFen = Math.floor((whole * tenths) / 10)
        const rest = { ...grant, refundedBeforeFen: beforeFen }
        if (whole > beforeFen) expect(sheetOf(rest).line.refundFen + beforeFen).toBe(whole)
        else expect(refusal(() => sheetOf(rest))[0]).toBe('prepaid_nothing_due')
      }),
    )
  })

  it('a refunded visit gives back what it had taken off', () => {
    const before = sheetOf(topUpGrantOf(100_000, 20_000, [useOf(12_800), useOf(23_200)])).line.refundFen
    const after = sheetOf(topUpGrantOf(100_000, 20_000, [useOf(12_800)], { refundedBeforeFen: before })).line.refundFen
    expect([before, after]).toEqual([70_000, 19_334])
  })
})
