import { describe, expect, it } from 'vitest'
import { basisOf, cartOf, idOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import { sumFen } from '../../platform/money.ts'
import { quoteCart } from './quote.ts'

const cut = { kind: 'service', itemId: idOf('cut') }
const care = { kind: 'service', itemId: idOf('care') }
const shampoo = { kind: 'product', itemId: idOf('shampoo') }

describe('a price that rose after the money was paid in', () => {
  // Paid in under book 1, when a cut was 98.00 and care 268.00; today they are 128.00 and 298.00.
  const lock = {
    version: 1,
    moneyFen: 40_000,
    pricesFen: new Map([
      [idOf('cut'), 9_800],
      [idOf('care'), 26_800],
      [idOf('shampoo'), 9_900],
    ]),
  }
  const lots = topUpLotsOf(40_000, 0)

  it('is told, and changes nothing, unless the brand honours the old one', () => {
    const quote = quoteCart(basisOf({ lots, priceLocks: [lock] }), cartOf({ lines: [cut, shampoo] }))
    expect(quote.lines[0]?.adjustments.map((a) => a.kind)).toEqual(['level'])
    // The shampoo became cheaper: nobody asks for the old price of that.
    expect(quote.notices).toContainEqual({ code: 'price_risen', params: { fen: 3_000 } })
  })

  it('gives way to the old one where that is honoured, before the level discount', () => {
    const quote = quoteCart(basisOf({ lots, priceLocks: [lock], oldPrices: 'honour' }), cartOf({ lines: [cut] }))
    expect(quote.lines[0]).toMatchObject({
      netFen: 9_800 - 980,
      adjustments: [
        { kind: 'price_lock', amountFen: -3_000, params: { version: 1, unitFen: 9_800 } },
        { kind: 'level', amountFen: -980 },
      ],
    })
    expect(quote.notices).toEqual([])
    expect(sumFen(quote.lines.flatMap((l) => l.allocations).map((a) => a.amountFen))).toBe(quote.totalFen)
  })

  it('is paid in full once the money from before is used up, line by line', () => {
    const basis = basisOf({ lots, priceLocks: [lock], oldPrices: 'honour' })
    const quote = quoteCart(basis, cartOf({ lines: [care, cut, cut] }))
    // 268.00 and 98.00 fit into 400.00; a second 98.00 does not.
    expect(quote.lines.map((l) => l.adjustments.some((a) => a.kind === 'price_lock'))).toEqual([true, true, false])
  })

  it('gives way also where the own stored value is named, at what the line comes to after every discount', () => {
    const basis = basisOf({ lots, priceLocks: [lock], oldPrices: 'honour' })
    const named = (amountFen: number, more: object = {}) =>
      quoteCart(basis, cartOf({ lines: [cut], tenders: [{ kind: 'stored_value', memberId: idOf('member'), amountFen }], ...more }))
    expect(named(9_800 - 980)).toMatchObject({ totalFen: 8_820, dueFen: 0 })
    expect(named(9_800 - 981).totalFen).toBe(12_800 - 1_280)
    const ticketDiscount = { kind: 'amount', fen: 820, reason: '老顾客' }
    expect(named(8_000, { ticketDiscount })).toMatchObject({ totalFen: 8_000, dueFen: 0 })
  })

  it('keeps for the lines that stored value pays, in the order of the bill', () => {
    const basis = basisOf({ lots, priceLocks: [lock], oldPrices: 'honour' })
    const locked = (amountFen: number) =>
      quoteCart(
        basis,
        cartOf({
          lines: [care, cut],
          tenders: [
            { kind: 'stored_value', amountFen },
            { kind: 'cash', receivedFen: 50_000 },
          ],
        }),
      ).lines.map((l) => l.adjustments.some((a) => a.kind === 'price_lock'))
    // Care comes to 241.20, a cut to 88.20.
    expect([locked(32_940), locked(32_939), locked(24_119), locked(8_819)]).toEqual([
      [true, true],
      [true, false],
      [false, true],
      [false, false],
    ])
  })

  it('is paid in full by whoever pays with something else', () => {
    const basis = basisOf({ lots, priceLocks: [lock], oldPrices: 'honour' })
    const byCash = quoteCart(basis, cartOf({ lines: [cut], tenders: [{ kind: 'cash', receivedFen: 20_000 }] }))
    expect(byCash.lines[0]?.netFen).toBe(12_800 - 1_280)
    const byBoth = cartOf({
      lines: [cut],
      tenders: [
        { kind: 'stored_value', amountFen: 8_819 },
        { kind: 'cash', receivedFen: 20_000 },
      ],
    })
    expect(quoteCart(basis, byBoth).lines[0]?.netFen).toBe(12_800 - 1_280)
  })
})
