/** A pass that is bought and used on the same bill. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import { after, postedOf } from '../../../test/factories/posted.ts'
import type { AppError } from '../../platform/errors.ts'
import { sumFen } from '../../platform/money.ts'
import type { Posted, PostedLot } from '../refund/posted.ts'
import { everythingLeft, type Unwound, unwind } from '../refund/unwind.ts'
import { quoteCart } from './quote.ts'
import type { Quote } from './schemas.ts'

const pass = { key: 'p', kind: 'pass', itemId: idOf('careten') }
const care = { key: 's', kind: 'service', itemId: idOf('care'), pass: { lineKey: 'p' } }
const cash = (receivedFen: number) => [{ kind: 'cash' as const, receivedFen }]
const never = () => {
  throw new Error('there is a member')
}
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as AppError).code
  }
}

describe('a pass bought and used on one bill', () => {
  it('costs the pass alone: the visit is worth its session and is paid by it, whichever line stands first', () => {
    for (const lines of [
      [pass, care],
      [care, pass],
    ]) {
      const quote = quoteCart(basisOf(), cartOf({ lines, tenders: cash(198_000) }))
      expect(quote.dueFen).toBe(0)
      expect(quote.lines.map((l) => l.key)).toEqual(lines.map((l) => l.key))
      expect(new Map(quote.lines.map((l) => [l.key, l.netFen]))).toEqual(
        new Map([
          ['p', 198_000],
          ['s', 19_800],
        ]),
      )
      expect(quote.tenders.map((t) => [t.kind, t.amountFen])).toEqual([
        ['pass', 19_800],
        ['cash', 198_000],
      ])
      const { before, after: left } = quote.balances ?? {}
      expect([before?.passSessions, left?.passSessions, left?.passValueFen]).toEqual([0, 9, 178_200])
    }
  })

  it('asks for no PIN, as it was paid for a moment before', () => {
    const pinRule = { thresholdFen: 10_000, missing: 'refuse' as const }
    const member = { ...(basisOf().member ?? never()), hasPin: true }
    expect(quoteCart(basisOf({ pinRule, member }), cartOf({ lines: [pass, care], tenders: cash(198_000) })).needsProof).toBeNull()
  })

  it('is worth what the pass costs after every discount, and takes none itself', () => {
    const tenth = { kind: 'percent' as const, bp: 1_000, reason: '开业' }
    const quote = quoteCart(
      basisOf({ discountLimitBp: 10_000 }),
      cartOf({ lines: [care, pass], ticketDiscount: tenth, tenders: cash(200_000) }),
    )
    expect(quote.lines.map((l) => l.netFen)).toEqual([17_820, 178_200])
  })

  it('is offered where a visit on the bill would be covered, and not where it is paid by a session, discounted or refused', () => {
    const offers = (lines: object[], lots = basisOf().lots) =>
      quoteCart(basisOf({ lots }), cartOf({ lines: lines as Record<string, unknown>[] })).notices.flatMap((n) =>
        n.code === 'new_pass_covers' ? [n.params] : [],
      )
    const plain = { key: 's', kind: 'service', itemId: idOf('care') }
    expect(offers([pass, plain])).toEqual([{ lineKey: 's', passKey: 'p', name: 'careten', fen: 26_820 }])
    expect(offers([pass, plain], [carePassOf(3)])).toEqual([])
    expect(offers([pass, { ...plain, pass: 'none' }])).toEqual([])
    expect(offers([pass, { ...plain, quantity: 11 }])).toEqual([])
    expect(offers([pass, { ...plain, itemId: idOf('cut') }])).toEqual([])
    expect(offers([pass, care])).toEqual([])
  })

  it('is refused where the line named is no pass, serves something else, or has fewer sessions', () => {
    const quote = (...lines: Record<string, unknown>[]) => codeOf(() => quoteCart(basisOf(), cartOf({ lines })))
    expect(quote({ ...care, pass: { lineKey: 'x' } }, pass)).toBe('line_invalid')
    expect(quote(care, { ...pass, kind: 'product', itemId: idOf('shampoo') })).toBe('line_invalid')
    expect(quote({ ...care, itemId: idOf('cut') }, pass)).toBe('lot_unusable')
    expect(quote({ ...care, quantity: 11 }, pass)).toBe('lot_unusable')
    expect(quote({ ...care, quantity: 6 }, { ...care, key: 't', quantity: 5 }, pass)).toBe('lot_unusable')
  })
})

/** The books after a sale: what a pass sold on the ticket holds once its own visits are taken. */
function lotsAfter(quote: Quote): PostedLot[] {
  return quote.lines.flatMap((line, index): PostedLot[] => {
    if (line.kind !== 'pass') return []
    const id = `new:${line.key}:${idOf('care')}`
    const used = quote.lines.flatMap((l) => l.allocations).filter((a) => a.lotId === id)
    const [taken, takenFen] = [used.reduce((n, a) => n + a.quantity, 0), sumFen(used.map((a) => a.amountFen))]
    const lot = {
      id,
      grantId: `line-${index}`,
      name: '',
      kind: 'pass' as const,
      unit: 'session' as const,
      initial: 10,
      remaining: 10 - taken,
      held: 0,
    }
    const values = { initialValueFen: line.netFen, valueFen: line.netFen - takenFen, expiresOn: null }
    return [{ ...lot, ...values, isFrozen: false, memberId: idOf('member'), isTransferred: false }]
  })
}

/** Lots as they stand once a refund gave sessions back. */
function returned(posted: Posted, done: Unwound): Posted {
  const back = done.lines.flatMap((l) => l.allocations)
  return {
    ...after(posted, done),
    lots: posted.lots.map((lot) => {
      const own = back.filter((a) => a.lotId === lot.id)
      return {
        ...lot,
        remaining: lot.remaining + own.reduce((n, a) => n + a.quantity, 0),
        valueFen: lot.valueFen + sumFen(own.map((a) => a.amountFen)),
      }
    }),
  }
}

describe('any bill with passes bought and used on it', () => {
  const scenario = fc.record({
    quantities: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }),
    offFen: fc.integer({ min: 0, max: 60_000 }),
    storedFen: fc.integer({ min: 0, max: 120_000 }),
    split: fc.array(fc.nat(2), { maxLength: 6 }),
  })

  it('gives every fen and every session back, at once or the visits first, and leaves nothing of the pass', () => {
    fc.assert(
      fc.property(scenario, ({ quantities, offFen, storedFen, split }) => {
        const basis = basisOf({ lots: topUpLotsOf(120_000, 30_000), discountLimitBp: 10_000, rounding: 'jiao' })
        const visits = quantities.map((quantity, n) => ({ ...care, key: `s${n}`, quantity }))
        const ticketDiscount = offFen > 0 ? { kind: 'amount' as const, fen: offFen, reason: '老顾客' } : null
        const tenders = [...(storedFen > 0 ? [{ kind: 'stored_value' as const, amountFen: storedFen }] : []), ...cash(400_000)]
        const quote = quoteCart(
          basis,
          cartOf({ lines: [pass, ...visits, { key: 'x', kind: 'product', itemId: idOf('shampoo') }], ticketDiscount, tenders }),
        )
        expect(quote.dueFen).toBe(0)
        expect(sumFen(quote.tenders.map((t) => t.amountFen))).toBe(quote.totalFen)
        const posted = postedOf(quote, lotsAfter(quote))
        const [lot] = posted.lots
        expect(lot?.valueFen).toBe(
          (lot?.initialValueFen ?? 0) - sumFen(quote.lines.filter((l) => l.kind === 'service').map((l) => l.netFen)),
        )
        const whole = unwind(posted, everythingLeft(posted))
        expect(whole.totalFen).toBe(quote.totalFen)
        expect(whole.takenBack.map((l) => [l.initial, l.remaining])).toEqual([[10, 10]])

        let partly = posted
        let backFen = 0
        const give = (done: Unwound) => {
          backFen += done.totalFen
          partly = returned(partly, done)
        }
        for (const n of split) {
          const target = partly.lines.find((l) => l.id === `line-${n + 1}` && l.kind === 'service')
          if (target && target.refundedQuantity < target.quantity)
            give(unwind(partly, [{ lineId: target.id, quantity: 1, restock: false }]))
        }
        if (partly.lots.some((l) => l.remaining < l.initial)) {
          expect(codeOf(() => unwind(partly, [{ lineId: 'line-0', quantity: 1, restock: false }]))).toBe('prepaid_used')
        }
        give(unwind(partly, everythingLeft(partly)))
        expect(backFen).toBe(quote.totalFen)
        expect(partly.lots.map((l) => [l.remaining, l.valueFen])).toEqual([[10, lot?.initialValueFen]])
      }),
      { numRuns: 200 },
    )
  })
})
