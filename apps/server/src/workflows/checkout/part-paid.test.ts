/** Passes paid in parts: what may be used is what is paid. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf } from '../../../test/factories/basis.ts'
import { refusal } from '../../../test/factories/prepaid.ts'
import type { Basis } from './basis.ts'
import { quoteCart } from './quote.ts'

const owner = idOf('member')
const account = { id: owner, isActive: true, limitFen: 200_000, owedFen: 0, owedHereFen: 0 }
const cash = (receivedFen: number) => [{ kind: 'cash' as const, receivedFen }]
const pass = { key: 'p', kind: 'pass', itemId: idOf('careten') }
const care = { key: 's', kind: 'service', itemId: idOf('care') }
const later = (laterFen: number) => ({ ...pass, laterFen })

/** A ten-session pass of 1980.00 with `left` sessions, of which so much is owed still. */
function holding(left: number, owedFen: number, fields: Partial<Basis> = {}): Basis {
  const lot = { ...carePassOf(left), owedFen }
  const debt = { id: idOf('debt'), accountId: owner, lineId: lot.grantId, storeId: idOf('store'), openFen: owedFen }
  const owing = { ...account, owedFen, owedHereFen: owedFen }
  return basisOf({ lots: [lot], debts: [debt], accounts: new Map([[owner, owing]]), ...fields })
}

describe('a pass sold part on account', () => {
  const basis = basisOf({ accounts: new Map([[owner, account]]) })

  it('is paid in part, and the rest is a debt of its owner for that very line', () => {
    const quote = quoteCart(basis, cartOf({ lines: [later(100_000), { ...care, pass: 'none' }], tenders: cash(98_000 + 26_820) }))
    expect(quote.tenders.map((t) => [t.kind, t.amountFen, t.sourceId])).toEqual([
      ['on_account', 100_000, owner],
      ['cash', 98_000 + 26_820, null],
    ])
    expect([quote.totalFen, quote.dueFen]).toEqual([198_000 + 26_820, 0])
    expect(quote.lines[0]?.allocations.map((a) => a.amountFen)).toEqual([100_000, 98_000])
    expect(quote.notices).toContainEqual({
      code: 'pass_part_paid',
      params: { lineKey: 'p', name: expect.any(String), paidFen: 98_000, laterFen: 100_000 },
    })
  })

  it('may be used at once as far as it is paid, and no further', () => {
    const used = (quantity: number) =>
      cartOf({ lines: [later(100_000), { ...care, quantity, pass: { lineKey: 'p' } }], tenders: cash(98_000) })
    expect(quoteCart(basis, used(4)).dueFen).toBe(0)
    expect(refusal(() => quoteCart(basis, used(5)))).toEqual([
      'pass_unpaid',
      expect.objectContaining({ payFirstFen: 1_000, owedFen: 100_000 }),
    ])
  })

  it('is refused where nothing of it is paid, nobody may owe, the limit is passed, or the line is no pass', () => {
    const quoteOf = (lines: Record<string, unknown>[], fields: Partial<Basis> = {}) => quoteCart({ ...basis, ...fields }, cartOf({ lines }))
    expect(refusal(() => quoteOf([later(198_000)]))).toEqual(['pass_nothing_paid', { key: 'p', priceFen: 198_000 }])
    expect(refusal(() => quoteOf([{ ...care, laterFen: 100 }]))[0]).toBe('line_invalid')
    expect(refusal(() => quoteOf([later(100)], { accounts: new Map() }))[0]).toBe('account_unfit')
    expect(refusal(() => quoteOf([later(100)], { accounts: new Map([[owner, { ...account, isActive: false }]]) }))[0]).toBe('account_unfit')
    // Two passes on one bill owe together.
    const both = [later(150_000), { ...later(150_000), key: 'q' }]
    expect(refusal(() => quoteOf(both))).toEqual([
      'account_limit',
      { accountId: owner, limitFen: 200_000, owedFen: 150_000, leftFen: 50_000 },
    ])
  })

  it('counts the price after every discount', () => {
    const half = { kind: 'amount' as const, fen: 100_000, reason: '开业' }
    const carts = (laterFen: number) => cartOf({ lines: [{ ...later(laterFen), discount: half }] })
    expect(quoteCart({ ...basis, discountLimitBp: 10_000 }, carts(97_900)).dueFen).toBe(100)
    expect(refusal(() => quoteCart(basis, carts(98_000)))[0]).toBe('pass_nothing_paid')
  })
})

describe('a pass that is not wholly paid', () => {
  const one = cartOf({ lines: [care] })
  const named = (basis: Basis, quantity = 1) => cartOf({ lines: [{ ...care, quantity, pass: { lotId: basis.lots[0]?.id ?? '' } }] })

  it('serves while its value covers what is owed: 980 of 1980 paid are four of ten sessions', () => {
    for (const left of [10, 9, 8, 7]) expect(quoteCart(holding(left, 100_000), one).tenders.map((t) => t.kind)).toEqual(['pass'])
    const spent = holding(6, 100_000)
    expect(quoteCart(spent, one).tenders).toEqual([])
    expect(quoteCart(spent, one).notices).toContainEqual({
      code: 'pass_unpaid',
      params: expect.objectContaining({ lineKey: 's', payFirstFen: 1_000, paidFen: 18_800, owedFen: 100_000, debtId: idOf('debt') }),
    })
    expect(refusal(() => quoteCart(spent, named(spent)))).toEqual(['pass_unpaid', expect.objectContaining({ payFirstFen: 1_000 })])
    // Of three sessions two are not paid yet: 3 × 198 − 188.
    expect(refusal(() => quoteCart(spent, named(spent, 3)))[1]).toMatchObject({ payFirstFen: 40_600 })
  })

  it('is paid for and used on one bill when the settlement names its debt', () => {
    const spent = holding(6, 100_000)
    const settle = (amountFen: number) => ({ key: 'd', kind: 'settlement', accountId: owner, debtId: idOf('debt'), amountFen })
    const withUse = (amountFen: number) =>
      cartOf({ lines: [settle(amountFen), { ...care, pass: { lotId: spent.lots[0]?.id ?? '' } }], tenders: cash(amountFen) })
    expect(quoteCart(spent, withUse(1_000)).dueFen).toBe(0)
    expect(refusal(() => quoteCart(spent, withUse(999)))[1]).toMatchObject({ payFirstFen: 1 })
    const over = cartOf({ lines: [settle(100_001)] })
    expect(refusal(() => quoteCart(spent, over))).toEqual(['settlement_too_much', { key: 'd', owedFen: 100_000 }])
    const strange = cartOf({ lines: [{ ...settle(100), debtId: idOf('other') }] })
    expect(refusal(() => quoteCart(spent, strange))).toEqual(['settlement_too_much', { key: 'd', owedFen: 0 }])
  })

  it('shares what is paid over all its services, whichever are used', () => {
    const care5 = { ...carePassOf(5), initial: 5, initialValueFen: 99_000, owedFen: 150_000 }
    const cut5 = {
      ...carePassOf(5),
      id: idOf('cutlot'),
      grantId: care5.grantId,
      serviceItemId: idOf('cut'),
      initial: 5,
      initialValueFen: 99_000,
      owedFen: 150_000,
    }
    const basis = basisOf({ lots: [care5, cut5] })
    const uses = (cares: number, cuts: number) =>
      quoteCart(
        basis,
        cartOf({
          lines: [
            { kind: 'service', itemId: idOf('care'), quantity: cares, pass: { lotId: care5.id } },
            { kind: 'service', itemId: idOf('cut'), quantity: cuts, pass: { lotId: cut5.id } },
          ],
        }),
      )
    // 480.00 are paid: two sessions of either.
    expect(uses(1, 1).dueFen).toBe(0)
    expect(refusal(() => uses(2, 1))).toEqual(['pass_unpaid', expect.objectContaining({ payFirstFen: 11_400 })])
  })

  it('of unlimited visits serves on the days that are paid', () => {
    const days = (left: number) => ({
      ...carePassOf(),
      unit: 'day' as const,
      initial: 365,
      remaining: left,
      initialValueFen: 365_000,
      valueFen: 1_000 * left,
      owedFen: 265_000,
    })
    const visit = (left: number) => quoteCart(basisOf({ lots: [days(left)] }), one).tenders.map((t) => t.kind)
    expect([visit(365), visit(266), visit(265)]).toEqual([['pass'], ['pass'], []])
  })

  it('never gives more sessions than are paid, however it is paid and used', () => {
    const step = fc.oneof(fc.record({ pay: fc.integer({ min: 1, max: 60_000 }) }), fc.record({ use: fc.integer({ min: 1, max: 4 }) }))
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 197_999 }), fc.array(step, { maxLength: 20 }), (atFirst, steps) => {
        let owedFen = 198_000 - atFirst
        let left = 10
        for (const s of steps) {
          if ('pay' in s) owedFen -= Math.min(owedFen, s.pay)
          else if (s.use <= left) {
            const basis = holding(left, owedFen)
            const paidFen = 198_000 - owedFen
            const mayUse = (10 - left + s.use) * 19_800 <= paidFen
            if (mayUse) left -= (quoteCart(basis, named(basis, s.use)).tenders[0]?.amountFen ?? 0) / 19_800
            else expect(refusal(() => quoteCart(basis, named(basis, s.use)))[0]).toBe('pass_unpaid')
          }
          expect((10 - left) * 19_800).toBeLessThanOrEqual(198_000 - owedFen)
        }
      }),
    )
  })
})
