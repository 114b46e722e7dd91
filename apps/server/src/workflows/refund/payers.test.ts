/** Refunds of bills with several payers, and where each tender goes. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import { after, postedOf } from '../../../test/factories/posted.ts'
import { sumFen } from '../../platform/money.ts'
import type { BasisMember, Companion } from '../checkout/basis.ts'
import { quoteCart } from '../checkout/quote.ts'
import { creditOf, keepBack, payoutsOf, spreadPayouts } from './payouts.ts'
import type { Posted } from './posted.ts'
import { everythingLeft, type Unwound, unwind } from './unwind.ts'

const friend = idOf('friend')
const member = idOf('member')
const cut = { kind: 'service', itemId: idOf('cut') }
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}

const companions = (lots: Companion['lots']): ReadonlyMap<string, Companion> =>
  new Map([[friend, { member: { ...(basisOf().member as BasisMember), id: friend }, lots }]])

const withoutZeros = (sums: ReadonlyMap<string, number>) => new Map([...sums].filter(([, fen]) => fen !== 0))

/** What goes back to each payer: a member's wallet, or outside money by kind. */
function perPayer(posted: Posted, done: Unwound): Map<string, number> {
  const sums = new Map<string, number>()
  for (const t of done.tenders) {
    const tender = posted.tenders.find((p) => p.id === t.tenderId)
    const key = tender?.memberId ?? t.kind
    sums.set(key, (sums.get(key) ?? 0) + t.amountFen)
  }
  return withoutZeros(sums)
}

describe('any bill of several payers', () => {
  const line = fc.record({
    kind: fc.constant('service'),
    itemId: fc.constantFrom(idOf('cut'), idOf('care')),
    quantity: fc.integer({ min: 1, max: 4 }),
    memberId: fc.constantFrom(undefined, friend),
  })
  const share = fc.double({ min: 0, max: 1, noNaN: true })
  const scenario = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 4 }),
    shares: fc.tuple(share, share),
    picks: fc.array(fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 2 })), { maxLength: 8 }),
  })

  it('gives everybody back what they paid, at once or in any N parts, fen by fen', () => {
    fc.assert(
      fc.property(scenario, (s) => {
        const basis = basisOf({
          lots: [...topUpLotsOf(33_333, 7_777), carePassOf(3)],
          companions: companions([...topUpLotsOf(20_001, 999), carePassOf(2)]),
          rounding: 'jiao',
        })
        let due = quoteCart(basis, cartOf({ lines: s.lines, tenders: [] })).dueFen
        const stored = [member, friend].flatMap((memberId, i) => {
          const amountFen = Math.floor(Math.min(due, i === 0 ? 41_110 : 21_000) * (s.shares[i] ?? 0))
          due -= amountFen
          return amountFen > 0 ? [{ kind: 'stored_value' as const, memberId, amountFen }] : []
        })
        const quote = quoteCart(basis, cartOf({ lines: s.lines, tenders: [...stored, { kind: 'cash', receivedFen: 900_000 }] }))
        const posted = postedOf(quote)
        const paid = perPayer(posted, {
          ...unwind(posted, []),
          tenders: quote.tenders.map((t) => ({ tenderId: `tender-${t.ordinal}`, kind: t.kind, amountFen: t.amountFen })),
        })
        const whole = unwind(posted, everythingLeft(posted))
        expect(perPayer(posted, whole)).toEqual(paid)

        let partly = posted
        const back = new Map<string, number>()
        const give = (done: Unwound) => {
          for (const [payer, fen] of perPayer(partly, done)) back.set(payer, (back.get(payer) ?? 0) + fen)
          partly = after(partly, done)
        }
        for (const [index, quantity] of s.picks) {
          const target = partly.lines[index]
          if (!target || target.kind === 'rounding' || target.refundedQuantity + quantity > target.quantity) continue
          give(unwind(partly, [{ lineId: target.id, quantity, restock: false }]))
        }
        if (everythingLeft(partly).length > 0) give(unwind(partly, everythingLeft(partly)))
        expect(back).toEqual(perPayer(posted, whole))
      }),
      { numRuns: 300 },
    )
  })
})

/** A bill of 128.00, whole on account. */
function onAccount(openFen: number, isSettledFromWallet = false): Posted {
  const account = { id: member, isActive: true, limitFen: 100_000, owedFen: 0, owedHereFen: 0 }
  const basis = basisOf({ member: null, accounts: new Map([[member, account]]) })
  const tenders = [{ kind: 'on_account' as const, accountId: member, amountFen: 12_800 }]
  const posted = postedOf(quoteCart(basis, cartOf({ memberId: null, lines: [{ ...cut, quantity: 1 }], tenders })))
  return { ...posted, debts: [{ id: 'tender-1', openFen, isSettledFromWallet }] }
}

describe('a tender', () => {
  it('on account is owed less, and only what was settled is paid out', () => {
    const all = (posted: Posted) => payoutsOf(posted, unwind(posted, everythingLeft(posted)), [])
    expect(all(onAccount(12_800)).map((p) => [p.kind, p.amountFen])).toEqual([['on_account', 12_800]])
    expect(all(onAccount(5_000)).map((p) => [p.kind, p.amountFen])).toEqual([
      ['on_account', 5_000],
      ['cash', 7_800],
    ])
    expect(all(onAccount(0)).map((p) => [p.kind, p.amountFen])).toEqual([['cash', 12_800]])
    expect(codeOf(() => all(onAccount(12_799, true)))).toBe('debt_settled_from_wallet')
    expect(all(onAccount(12_800, true))).toHaveLength(1)
  })

  it('may be paid out another way only where money leaves the shop', () => {
    const posted = onAccount(5_000)
    const unwound = unwind(posted, everythingLeft(posted))
    const wanted = [{ tenderId: 'tender-1', kind: 'wechat' as const, reason: '原路' }]
    expect(payoutsOf(posted, unwound, wanted).map((p) => [p.kind, p.amountFen, p.reason])).toEqual([
      ['on_account', 5_000, ''],
      ['wechat', 7_800, '原路'],
    ])
    expect(codeOf(() => payoutsOf(onAccount(12_800), unwound, wanted))).toBe('payout_not_allowed')
  })

  it('that returned goods paid goes back as those had been paid', () => {
    const basis = basisOf({ member: null, credit: [{ kind: 'alipay', amountFen: 12_800 }] })
    const posted = postedOf(quoteCart(basis, cartOf({ memberId: null, lines: [cut], tenders: [] })))
    expect(payoutsOf(posted, unwind(posted, everythingLeft(posted)), []).map((p) => [p.kind, p.amountFen])).toEqual([['alipay', 12_800]])
  })
})

describe('what is kept back for other goods', () => {
  const cents = fc.integer({ min: 0, max: 30_000 })

  it('and what is paid out add up to the refund, tender by tender and line by line, whatever is kept', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), cents, cents, (cuts, shampoos, wechat, keep) => {
        const lines = [
          { ...cut, quantity: cuts },
          { kind: 'product', itemId: idOf('shampoo'), quantity: shampoos },
        ]
        const basis = basisOf({ member: null, rounding: 'jiao' })
        const { dueFen } = quoteCart(basis, cartOf({ memberId: null, lines, tenders: [] }))
        const first = Math.min(dueFen, wechat)
        const paid = first > 0 ? [{ kind: 'wechat' as const, amountFen: first, reference: '' }] : []
        const posted = postedOf(
          quoteCart(basis, cartOf({ memberId: null, lines, tenders: [...paid, { kind: 'cash', receivedFen: 99_999 }] })),
        )
        const unwound = unwind(posted, everythingLeft(posted))
        const payouts = payoutsOf(posted, unwound, [])
        let left = keep
        const used = creditOf(payouts).map((c) => {
          const amountFen = Math.min(left, c.amountFen)
          left -= amountFen
          return { ...c, amountFen }
        })
        const kept = keepBack(payouts, used)
        expect(sumFen(kept.map((p) => p.amountFen))).toBe(unwound.totalFen)
        expect(sumFen(kept.filter((p) => p.kind === 'exchange').map((p) => p.amountFen))).toBe(Math.min(keep, unwound.totalFen))
        const parts = spreadPayouts(kept, unwound.lines)
        for (const l of unwound.lines) expect(sumFen((parts.get(l.lineId) ?? []).map((a) => a.amountFen))).toBe(l.netFen)
        for (const [index, p] of kept.entries()) {
          const own = [...parts.values()].flat().filter((a) => a.payout === index)
          expect(sumFen(own.map((a) => a.amountFen))).toBe(p.amountFen)
        }
        expect(new Set(kept.map((p) => `${p.tenderId} ${p.kind}`)).size).toBe(kept.length)
      }),
      { numRuns: 300 },
    )
  })
})
