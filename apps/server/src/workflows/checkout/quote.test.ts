import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf, lotOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import { percentOf, sumFen } from '../../platform/money.ts'
import { roundingOf } from './pay-lines.ts'
import { leastBp } from './price-lines.ts'
import { quoteCart } from './quote.ts'
import type { Cart, Quote } from './schemas.ts'

const cut = { kind: 'service', itemId: idOf('cut') }
const care = { kind: 'service', itemId: idOf('care') }
const shampoo = { kind: 'product', itemId: idOf('shampoo') }
const pass = { kind: 'pass', itemId: idOf('careten') }
const tier1000 = { kind: 'top_up', itemId: idOf('tier100000') }

const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

/** What must hold of every quote: each fen of each line and each tender is accounted for. */
function checkSums(quote: Quote) {
  for (const line of quote.lines) {
    expect(line.netFen).toBe(line.listFen + sumFen(line.adjustments.map((a) => a.amountFen)))
    if (quote.dueFen === 0) expect(sumFen(line.allocations.map((a) => a.amountFen))).toBe(line.netFen)
  }
  expect(quote.totalFen).toBe(quote.listFen - quote.discountFen - quote.roundingFen)
  for (const tender of quote.tenders) {
    expect(
      sumFen(
        quote.lines
          .flatMap((l) => l.allocations)
          .filter((a) => a.tenderOrdinal === tender.ordinal)
          .map((a) => a.amountFen),
      ),
    ).toBe(tender.amountFen)
  }
  expect(sumFen(quote.tenders.map((t) => t.amountFen)) + quote.dueFen).toBe(quote.totalFen)
}

describe('the price of a line', () => {
  it('goes list → store price → level → manual, each stage a reason of its own (P2, P3)', () => {
    const basis = basisOf({ discountLimitBp: 10_000 })
    const item = basis.catalog.items.get(idOf('cut'))
    if (!item) throw new Error('no cut')
    const storePricesFen = new Map([[idOf('store'), 13_801]])
    const catalog = { ...basis.catalog, items: new Map(basis.catalog.items).set(item.id, { ...item, storePricesFen }) }
    const quote = quoteCart(
      { ...basis, catalog },
      cartOf({ lines: [{ ...cut, quantity: 2, discount: { kind: 'percent', bp: 500, reason: '老顾客' } }] }),
    )
    expect(quote.lines[0]?.adjustments.map((a) => [a.kind, a.amountFen])).toEqual([
      ['store_price', 2_002],
      ['level', -2_760],
      ['manual', -1_242],
    ])
    expect(quote.lines[0]?.netFen).toBe(23_600)
    checkSums(quote)
  })

  it('has no level discount without a member, for passes, or on a line paid by a session', () => {
    expect(quoteCart(basisOf({ member: null }), cartOf({ memberId: null, lines: [cut] })).totalFen).toBe(12_800)
    expect(quoteCart(basisOf(), cartOf({ lines: [pass] })).totalFen).toBe(198_000)
    expect(quoteCart(basisOf({ lots: [carePassOf()] }), cartOf({ lines: [care] })).lines[0]?.adjustments.map((a) => a.kind)).toEqual([
      'pass_price',
    ])
  })

  it('can be set by hand, never below zero', () => {
    const basis = basisOf({ discountLimitBp: 10_000 })
    expect(quoteCart(basis, cartOf({ lines: [{ ...cut, discount: { kind: 'price', fen: 10_000, reason: '改价' } }] })).totalFen).toBe(
      10_000,
    )
    expect(codeOf(() => quoteCart(basis, cartOf({ lines: [{ ...cut, discount: { kind: 'amount', fen: 11_521, reason: 'x' } }] })))).toBe(
      'discount_too_large',
    )
  })

  it('shares a ticket discount by largest remainder, ties to the earlier line (P1)', () => {
    const basis = basisOf({ member: null, discountLimitBp: 10_000 })
    const quote = quoteCart(
      basis,
      cartOf({ memberId: null, lines: [cut, cut, cut], ticketDiscount: { kind: 'amount', fen: 100, reason: '抹零头' } }),
    )
    expect(quote.lines.map((l) => l.netFen)).toEqual([12_766, 12_767, 12_767])
  })

  it('is refused for what is not sold, or lacks what its kind needs', () => {
    expect(codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ kind: 'product', itemId: idOf('cut') }] })))).toBe('item_not_sold')
    expect(codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ kind: 'service', itemId: idOf('nothing') }] })))).toBe('item_not_sold')
    expect(codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ kind: 'tip', amountFen: 500 }] })))).toBe('line_invalid')
    expect(
      codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ ...tier1000, discount: { kind: 'percent', bp: 100, reason: 'x' } }] }))),
    ).toBe('line_invalid')
    expect(codeOf(() => quoteCart(basisOf({ member: null }), cartOf({ memberId: null, lines: [tier1000] })))).toBe('member_needed')
    expect(
      codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ ...cut, staff: [{ staffId: idOf('stranger'), role: 'performer' }] }] }))),
    ).toBe('staff_unknown')
    const half = { staffId: idOf('amei'), role: 'performer', shareBp: 5000 }
    expect(codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ ...cut, staff: [half] }] })))).toBe('shares_invalid')
  })
})

describe('approval', () => {
  const twenty = { ...cut, discount: { kind: 'percent', bp: 2000, reason: '道歉', approvalId: idOf('approval') } }

  it('is needed beyond the cashier’s own limit, and covers up to what was approved', () => {
    expect(
      quoteCart(basisOf(), cartOf({ lines: [{ ...cut, discount: { kind: 'percent', bp: 500, reason: 'x' } }] })).needsApproval,
    ).toBeNull()
    expect(quoteCart(basisOf(), cartOf({ lines: [twenty] })).needsApproval).toEqual({ act: 'discount', bp: 2000, lineKeys: ['0'] })
    const approvals = (limitBp: number) =>
      new Map([[idOf('approval'), { id: idOf('approval'), act: 'discount' as const, limitBp, limitFen: null }]])
    expect(quoteCart(basisOf({ approvals: approvals(2000) }), cartOf({ lines: [twenty] })).needsApproval).toBeNull()
    expect(quoteCart(basisOf({ approvals: approvals(1999) }), cartOf({ lines: [twenty] })).needsApproval).toMatchObject({ bp: 2000 })
  })

  it('is not needed for the very percentage a cashier may give, whatever the fen round to', () => {
    const limit = { kind: 'percent', bp: 500, reason: 'x' } as const
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500_000 }), (priceFen) => {
        const discountFen = percentOf(priceFen, limit.bp)
        expect(leastBp(discountFen, priceFen)).toBeLessThanOrEqual(limit.bp)
        expect(percentOf(priceFen, leastBp(discountFen, priceFen))).toBe(discountFen)
      }),
    )
    expect(leastBp(181, 3_610)).toBe(500)
  })

  it('counts a line discount and a ticket discount together', () => {
    const four = { kind: 'percent', bp: 400, reason: 'x' } as const
    const quote = quoteCart(basisOf(), cartOf({ lines: [{ ...cut, discount: four }], ticketDiscount: four }))
    expect(quote.needsApproval).toMatchObject({ bp: 784 })
  })
})

describe('payment', () => {
  it('of the main job: a session, the rest from stored value in its ratio, then cash', () => {
    const basis = basisOf({ lots: [...topUpLotsOf(10_000, 1_500), carePassOf()] })
    const cart = cartOf({
      lines: [cut, shampoo, care],
      tenders: [
        { kind: 'stored_value', amountFen: 11_500 },
        { kind: 'cash', receivedFen: 10_000 },
      ],
    })
    const quote = quoteCart(basis, cart)
    expect(quote.lines.map((l) => l.netFen)).toEqual([11_520, 8_360, 19_800])
    expect(quote.tenders.map((t) => [t.kind, t.amountFen])).toEqual([
      ['pass', 19_800],
      ['stored_value', 11_500],
      ['cash', 8_380],
    ])
    expect(quote.changeFen).toBe(1_620)
    expect(quote.balances?.after).toMatchObject({ principalFen: 0, bonusFen: 0, passSessions: 9, passValueFen: 178_200 })
    checkSums(quote)
  })

  it('proposes the member’s own means first and says what is still due', () => {
    const quote = quoteCart(basisOf({ lots: topUpLotsOf(5_000, 0) }), cartOf({ lines: [cut] }))
    expect(quote.tenders.map((t) => [t.kind, t.amountFen])).toEqual([['stored_value', 5_000]])
    expect(quote.dueFen).toBe(6_520)
  })

  it('never pays a pass or a tip with bonus, nor a top-up with stored value', () => {
    const basis = basisOf({ lots: topUpLotsOf(1_000, 500_000) })
    expect(quoteCart(basis, cartOf({ lines: [pass] })).spendableFen).toBe(1_000)
    expect(quoteCart(basis, cartOf({ lines: [tier1000] })).spendableFen).toBe(0)
    const tip = { kind: 'tip', amountFen: 2_000, staff: [{ staffId: idOf('amei'), role: 'performer' }] }
    const quote = quoteCart(basis, cartOf({ lines: [cut, tip] }))
    expect(quote.spendableFen).toBe(12_520)
    expect(quote.lines[1]?.allocations.every((a) => a.lotKind === 'principal')).toBe(true)
    expect(codeOf(() => quoteCart(basis, cartOf({ lines: [pass], tenders: [{ kind: 'stored_value', amountFen: 1_001 }] })))).toBe(
      'stored_value_insufficient',
    )
  })

  it('refuses more than the bill, a lot of somebody else, and one that is frozen', () => {
    expect(codeOf(() => quoteCart(basisOf(), cartOf({ lines: [cut], tenders: [{ kind: 'wechat', amountFen: 11_521 }] })))).toBe(
      'tenders_exceed_total',
    )
    const frozen = { ...carePassOf(), isFrozen: true }
    expect(codeOf(() => quoteCart(basisOf({ lots: [frozen] }), cartOf({ lines: [{ ...care, pass: { lotId: frozen.id } }] })))).toBe(
      'lot_unusable',
    )
    expect(codeOf(() => quoteCart(basisOf(), cartOf({ lines: [{ ...care, pass: { lotId: idOf('foreign') } }] })))).toBe('lot_unusable')
    expect(quoteCart(basisOf({ lots: [frozen] }), cartOf({ lines: [care] })).lines[0]?.netFen).toBe(26_820)
  })

  it('gives a top-up of any amount the bonus of the highest tier it reaches', () => {
    const bonus = (amountFen: number) => quoteCart(basisOf(), cartOf({ lines: [{ kind: 'top_up', amountFen }] })).lines[0]?.bonusFen
    expect([49_999, 50_000, 99_999, 100_000, 300_000].map(bonus)).toEqual([0, 5_000, 5_000, 15_000, 40_000])
  })
})

describe('抹零', () => {
  it('drops 分, drops 角, or rounds to 角', () => {
    expect([
      roundingOf(12_347, 'none'),
      roundingOf(12_347, 'fen'),
      roundingOf(12_347, 'jiao'),
      roundingOf(12_347, 'to_jiao'),
      roundingOf(12_344, 'to_jiao'),
    ]).toEqual([0, 7, 47, -3, 4])
  })

  it('is a line of its own, only where cash is paid, never on a top-up', () => {
    const basis = basisOf({ rounding: 'jiao' })
    const quote = quoteCart(basis, cartOf({ lines: [cut], tenders: [{ kind: 'cash', receivedFen: 11_500 }] }))
    expect(quote.lines.at(-1)).toMatchObject({ kind: 'rounding', netFen: -20 })
    expect([quote.totalFen, quote.dueFen, quote.roundingFen]).toEqual([11_500, 0, 20])
    checkSums(quote)
    expect(quoteCart(basis, cartOf({ lines: [cut], tenders: [{ kind: 'wechat', amountFen: 11_520 }] })).roundingFen).toBe(0)
    const odd = quoteCart(
      basis,
      cartOf({ lines: [{ kind: 'top_up', amountFen: 10_050 }], tenders: [{ kind: 'cash', receivedFen: 10_050 }] }),
    )
    expect([odd.roundingFen, odd.dueFen]).toEqual([0, 0])
  })
})

describe('the quote hash', () => {
  it('changes with anything the cashier would see, and not by itself', () => {
    const cart = cartOf({ lines: [cut] })
    const hash = quoteCart(basisOf(), cart).quoteHash
    expect(quoteCart(basisOf(), cart).quoteHash).toBe(hash)
    expect(quoteCart(basisOf({ lots: topUpLotsOf(1, 0) }), cart).quoteHash).not.toBe(hash)
    const basis = basisOf()
    expect(quoteCart({ ...basis, catalog: { ...basis.catalog, priceBookVersion: 2 } }, cart).quoteHash).not.toBe(hash)
  })
})

describe('any cart', () => {
  const line = fc.oneof(
    fc.record({
      kind: fc.constant('service'),
      itemId: fc.constantFrom(idOf('cut'), idOf('care')),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
    fc.record({ kind: fc.constant('product'), itemId: fc.constant(idOf('shampoo')), quantity: fc.integer({ min: 1, max: 5 }) }),
    fc.constant(pass),
    fc.constant(tier1000),
    fc.record({
      kind: fc.constant('tip'),
      amountFen: fc.integer({ min: 1, max: 5000 }),
      staff: fc.constant([{ staffId: idOf('ajun'), role: 'performer' }]),
    }),
  )
  const arbitrary = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    ticketBp: fc.integer({ min: 0, max: 5000 }),
    storedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    wechatShare: fc.double({ min: 0, max: 1, noNaN: true }),
    lots: fc.array(fc.tuple(fc.nat(60_000), fc.nat(20_000)), { maxLength: 4 }),
    passes: fc.nat(3),
    order: fc.constantFrom('proportional' as const, 'principal_first' as const, 'bonus_first' as const),
    rounding: fc.constantFrom('none' as const, 'fen' as const, 'jiao' as const, 'to_jiao' as const),
  })

  it('adds up to the fen: lines, adjustments, tenders, lots', () => {
    fc.assert(
      fc.property(arbitrary, (a) => {
        const lots = [
          ...a.lots.flatMap(([p, b]) => topUpLotsOf(p + 1, b)),
          ...Array.from({ length: a.passes }, (_, i) => carePassOf(i + 1)),
        ]
        const basis = basisOf({ lots, rounding: a.rounding, spendOrder: a.order, discountLimitBp: 10_000 })
        const base: Partial<Cart> = a.ticketBp > 0 ? { ticketDiscount: { kind: 'percent', bp: a.ticketBp, reason: 'x' } } : {}
        const plan = quoteCart(basis, cartOf({ ...base, lines: a.lines }))
        checkSums(plan)
        const storedFen = Math.floor(plan.spendableFen * a.storedShare)
        const open = plan.totalFen - sumFen(plan.tenders.filter((t) => t.kind === 'pass').map((t) => t.amountFen)) - storedFen
        const wechatFen = Math.floor(open * a.wechatShare)
        const tenders: Cart['tenders'] = [{ kind: 'cash', receivedFen: open - wechatFen + 10 }]
        if (wechatFen > 0) tenders.push({ kind: 'wechat', amountFen: wechatFen, reference: '' })
        if (storedFen > 0) tenders.push({ kind: 'stored_value', amountFen: storedFen })
        const quote = quoteCart(basis, cartOf({ ...base, lines: a.lines, tenders }))
        expect(quote.dueFen).toBe(0)
        checkSums(quote)
        for (const lot of lots) {
          const used = quote.lines.flatMap((l) => l.allocations).filter((x) => x.lotId === lot.id)
          expect(sumFen(used.map((x) => x.quantity))).toBeLessThanOrEqual(lot.remaining)
        }
        for (const l of quote.lines) expect(l.kind === 'rounding' || l.netFen >= 0).toBe(true)
      }),
      { numRuns: 300 },
    )
  })

  it('with lots that cannot be used is the cart of a member who owns nothing', () => {
    const lots = [lotOf({ isFrozen: true }), lotOf({ expiresOn: '2026-11-21' }), { ...carePassOf(), expiresOn: '2026-11-21' }]
    expect(quoteCart(basisOf({ lots }), cartOf({ lines: [cut, care] })).tenders).toEqual([])
  })
})
