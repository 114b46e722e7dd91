import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import { after, postedOf } from '../../../test/factories/posted.ts'
import { sumFen } from '../../platform/money.ts'
import { quoteCart } from '../checkout/quote.ts'
import type { Cart } from '../checkout/schemas.ts'
import type { Posted } from './posted.ts'
import { everythingLeft, unwind } from './unwind.ts'

function expectNothingLeft(posted: Posted) {
  expect(posted.refundedFen).toBe(posted.totalFen)
  for (const line of posted.lines) {
    for (const a of line.allocations) {
      expect(a.refundedFen).toBe(a.amountFen)
      expect(a.refundedQuantity).toBe(a.quantity)
    }
    for (const s of line.shares) expect(s.refundedFen).toBe(s.amountFen)
  }
}

const cut = { kind: 'service', itemId: idOf('cut') }
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

describe('a refund', () => {
  it('of one of three units gives back a third of each tender, to the fen of the unit price', () => {
    const cart = cartOf({
      memberId: null,
      lines: [{ ...cut, quantity: 3 }],
      tenders: [
        { kind: 'wechat', amountFen: 10_000, reference: '' },
        { kind: 'cash', receivedFen: 28_400 },
      ],
    })
    let posted = postedOf(quoteCart(basisOf({ member: null }), cart))
    const amounts: number[][] = []
    for (let i = 0; i < 3; i += 1) {
      const done = unwind(posted, [{ lineId: 'line-0', quantity: 1, restock: false }])
      amounts.push(done.tenders.map((t) => t.amountFen))
      posted = after(posted, done)
    }
    expect(amounts).toEqual([
      [3_333, 9_467],
      [3_334, 9_466],
      [3_333, 9_467],
    ])
    expectNothingLeft(posted)
  })

  it('gives 抹零 back in the proportion in which the cash goes back', () => {
    const cart = cartOf({ lines: [cut, { kind: 'product', itemId: idOf('shampoo') }], tenders: [{ kind: 'cash', receivedFen: 20_000 }] })
    const posted = postedOf(quoteCart(basisOf({ rounding: 'jiao' }), cart))
    expect(posted.lines.map((l) => l.netFen)).toEqual([11_520, 8_360, -80])
    const first = unwind(posted, [{ lineId: 'line-0', quantity: 1, restock: false }])
    expect(first.totalFen).toBe(11_520 - 46)
    const rest = unwind(after(posted, first), [{ lineId: 'line-1', quantity: 1, restock: true }])
    expect(first.totalFen + rest.totalFen).toBe(posted.totalFen)
    expect(rest.lines.find((l) => l.kind === 'product')?.restock).toBe(true)
  })

  it('returns sessions and stored value to the very lots', () => {
    const lots = [...topUpLotsOf(10_000, 1_500), carePassOf()]
    const cart = cartOf({
      lines: [cut, { kind: 'service', itemId: idOf('care') }],
      tenders: [
        { kind: 'stored_value', amountFen: 11_500 },
        { kind: 'cash', receivedFen: 20 },
      ],
    })
    const posted = postedOf(quoteCart(basisOf({ lots }), cart))
    const done = unwind(posted, everythingLeft(posted))
    const back = (id: string) =>
      done.lines
        .flatMap((l) => l.allocations)
        .filter((a) => a.lotId === id)
        .map((a) => [a.quantity, a.amountFen])
    expect(lots.map((l) => back(l.id))).toEqual([[[10_000, 10_000]], [[1_500, 1_500]], [[1, 19_800]]])
  })

  it('of a top-up or pass takes its lots back whole, and is refused once any of it was used, promised or frozen', () => {
    const cart = cartOf({ lines: [{ kind: 'top_up', itemId: idOf('tier100000') }], tenders: [{ kind: 'cash', receivedFen: 100_000 }] })
    const quote = quoteCart(basisOf(), cart)
    const [principal, bonus] = topUpLotsOf(100_000, 15_000).map((lot) => ({
      ...lot,
      grantId: 'line-0',
      memberId: idOf('member'),
      isTransferred: false,
    }))
    if (!principal || !bonus) throw new Error('two lots')
    const all = [{ lineId: 'line-0', quantity: 1, restock: false }]
    expect(unwind(postedOf(quote, [principal, bonus]), all).takenBack.map((l) => l.id)).toEqual([principal.id, bonus.id])
    for (const touched of [
      { ...bonus, remaining: 14_999, valueFen: 14_999 },
      { ...bonus, held: 1 },
      { ...bonus, isFrozen: true },
    ]) {
      expect(codeOf(() => unwind(postedOf(quote, [principal, touched]), all))).toBe('prepaid_used')
    }
    // Not even when all of it came back in the meantime: what came back is another lot.
    expect(codeOf(() => unwind(postedOf(quote, [principal, { ...bonus, isTransferred: true }]), all))).toBe('prepaid_transferred')
  })

  it('is refused for more than is left, and for lines that are not there', () => {
    const posted = postedOf(
      quoteCart(
        basisOf({ rounding: 'jiao' }),
        cartOf({ lines: [{ ...cut, quantity: 2 }], tenders: [{ kind: 'cash', receivedFen: 99_999 }] }),
      ),
    )
    const of = (lineId: string, quantity: number) => () => unwind(posted, [{ lineId, quantity, restock: false }])
    expect(codeOf(of('line-0', 3))).toBe('refund_too_much')
    expect(codeOf(of('line-9', 1))).toBe('line_unknown')
    expect(codeOf(of('line-1', 1))).toBe('line_unknown')
  })
})

describe('any ticket', () => {
  const line = fc.record({
    kind: fc.constant('service'),
    itemId: fc.constantFrom(idOf('cut'), idOf('care')),
    quantity: fc.integer({ min: 1, max: 5 }),
  })
  const scenario = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    storedShare: fc.double({ min: 0, max: 1, noNaN: true }),
    wechatShare: fc.double({ min: 0, max: 1, noNaN: true }),
    rounding: fc.constantFrom('none' as const, 'jiao' as const, 'to_jiao' as const),
    picks: fc.array(fc.tuple(fc.nat(4), fc.integer({ min: 1, max: 3 })), { maxLength: 12 }),
  })

  it('refunded in any N parts gives back what one full refund does, fen by fen, to the same lots and tenders', () => {
    fc.assert(
      fc.property(scenario, (s) => {
        const basis = basisOf({ lots: [...topUpLotsOf(33_333, 7_777), ...topUpLotsOf(1_001, 499), carePassOf(7)], rounding: s.rounding })
        const plan = quoteCart(basis, cartOf({ lines: s.lines, tenders: 'auto' }))
        const stored = Math.floor(plan.spendableFen * s.storedShare)
        const outside = plan.dueFen + (plan.tenders.find((t) => t.kind === 'stored_value')?.amountFen ?? 0) - stored
        const wechat = Math.floor(outside * s.wechatShare)
        const tenders: Cart['tenders'] = [{ kind: 'cash', receivedFen: outside + 100 }]
        if (wechat > 0) tenders.push({ kind: 'wechat', amountFen: wechat, reference: '' })
        if (stored > 0) tenders.push({ kind: 'stored_value', amountFen: stored })
        const posted = postedOf(quoteCart(basis, cartOf({ lines: s.lines, tenders })))

        expectNothingLeft(after(posted, unwind(posted, everythingLeft(posted))))

        let partly = posted
        for (const [index, quantity] of s.picks) {
          const target = partly.lines[index]
          if (!target || target.kind === 'rounding' || target.refundedQuantity + quantity > target.quantity) continue
          const done = unwind(partly, [{ lineId: target.id, quantity, restock: false }])
          expect(done.totalFen).toBe(sumFen(done.tenders.map((t) => t.amountFen)))
          expect(done.tenders.every((t) => t.amountFen >= 0)).toBe(true)
          partly = after(partly, done)
        }
        if (everythingLeft(partly).length > 0) partly = after(partly, unwind(partly, everythingLeft(partly)))
        expectNothingLeft(partly)
      }),
      { numRuns: 300 },
    )
  })
})
