/** Bills of several people: whose price, whose sessions, whose money. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import type { Lot } from '../../modules/wallet/index.ts'
import { sumFen } from '../../platform/money.ts'
import type { Basis, BasisMember, Companion } from './basis.ts'
import { quoteCart } from './quote.ts'
import type { Quote } from './schemas.ts'
import { splitBill } from './split.ts'

const cut = { kind: 'service', itemId: idOf('cut') }
const care = { kind: 'service', itemId: idOf('care') }
const shampoo = { kind: 'product', itemId: idOf('shampoo') }
const friend = idOf('friend')
const third = idOf('third')

/** A member without a level's discount. */
function companion(id: string, lots: readonly Lot[], more: Partial<BasisMember> = {}): [string, Companion] {
  const member = { ...(basisOf().member as BasisMember), id, levelName: '普通', serviceDiscountBp: 0, productDiscountBp: 0, ...more }
  return [id, { member, lots }]
}

const group = (fields: Partial<Basis>, ...companions: [string, Companion][]) => basisOf({ companions: new Map(companions), ...fields })
const codeOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    return (error as { code: string }).code
  }
}
const paidBy = (quote: Quote, memberId: string) => sumFen(quote.tenders.filter((t) => t.memberId === memberId).map((t) => t.amountFen))
/** Of each line: what each tender paid. */
const table = (quote: Quote) => quote.lines.map((l) => l.allocations.map((a) => [a.tenderOrdinal, a.amountFen]))

describe('a group bill', () => {
  it('prices every line at the level of whose line it is, and says whose', () => {
    const basis = group({}, companion(friend, [], { serviceDiscountBp: 2000, levelName: '钻石' }))
    const quote = quoteCart(basis, cartOf({ lines: [cut, { ...cut, memberId: friend }, { ...cut, guest: '小丽' }] }))
    expect(quote.lines.map((l) => [l.netFen, l.memberId, l.guest])).toEqual([
      [11_520, null, ''],
      [10_240, friend, ''],
      [11_520, null, '小丽'],
    ])
  })

  it('takes a session from the pass of whose line it is, or from the one that is named', () => {
    const [own, hers] = [carePassOf(), carePassOf()]
    const basis = group({ lots: [own] }, companion(friend, [hers]))
    const quote = quoteCart(basis, cartOf({ lines: [care, { ...care, memberId: friend }, { ...care, pass: { lotId: hers.id } }] }))
    expect(quote.tenders.map((t) => [t.kind, t.memberId, t.amountFen])).toEqual([
      ['pass', idOf('member'), 19_800],
      ['pass', friend, 39_600],
    ])
    expect(quote.lines.flatMap((l) => l.allocations.map((a) => a.lotId))).toEqual([own.id, hers.id, hers.id])
  })

  it('is paid by two wallets, each within its own means', () => {
    const basis = group({ member: null, lots: [] }, companion(friend, topUpLotsOf(10_000, 1_500)), companion(third, topUpLotsOf(3_000, 0)))
    const cart = (amounts: [number, number]) =>
      cartOf({
        memberId: null,
        lines: [cut, shampoo],
        tenders: [
          { kind: 'stored_value', memberId: friend, amountFen: amounts[0] },
          { kind: 'stored_value', memberId: third, amountFen: amounts[1] },
          { kind: 'cash', receivedFen: 20_000 },
        ],
      })
    const quote = quoteCart(basis, cart([11_500, 3_000]))
    expect(quote.tenders.map((t) => [t.kind, t.memberId, t.amountFen])).toEqual([
      ['stored_value', friend, 11_500],
      ['stored_value', third, 3_000],
      ['cash', null, 7_100],
    ])
    expect([quote.totalFen, quote.dueFen, quote.changeFen]).toEqual([21_600, 0, 12_900])
    expect(quote.payers.map((p) => [p.memberId, p.before.principalFen, p.after.principalFen, p.after.bonusFen])).toEqual([
      [friend, 10_000, 0, 0],
      [third, 3_000, 0, 0],
    ])
    expect(codeOf(() => quoteCart(basis, cart([11_501, 1])))).toBe('stored_value_insufficient')
    const twice = [friend, friend].map((memberId) => ({ kind: 'stored_value' as const, memberId, amountFen: 1 }))
    expect(() => cartOf({ memberId: null, lines: [cut], tenders: twice })).toThrow()
  })

  it('lets a tender name its lines, and lets it go first so that nobody takes them away', () => {
    const basis = group({ member: null }, companion(friend, topUpLotsOf(50_000, 0)), companion(third, topUpLotsOf(50_000, 0)))
    const quote = quoteCart(
      basis,
      cartOf({
        memberId: null,
        lines: [cut, shampoo],
        tenders: [
          { kind: 'stored_value', memberId: friend, amountFen: 12_800 },
          { kind: 'stored_value', memberId: third, amountFen: 8_800, lineKeys: ['1'] },
        ],
      }),
    )
    expect(quote.tenders.map((t) => t.memberId)).toEqual([third, friend])
    expect(table(quote)).toEqual([[[2, 12_800]], [[1, 8_800]]])
    const strange = cartOf({ memberId: null, lines: [cut], tenders: [{ kind: 'wechat', amountFen: 100, lineKeys: ['9'] }] })
    expect(codeOf(() => quoteCart(basis, strange))).toBe('line_invalid')
  })

  it('asks each payer for the own PIN, and none whose lost card rests', () => {
    const rule = { pinRule: { thresholdFen: 5_000, missing: 'allow' as const } }
    const basis = group({ ...rule, lots: topUpLotsOf(5_000, 0) }, companion(friend, topUpLotsOf(50_000, 0), { hasPin: true }))
    const tenders = [
      { kind: 'stored_value' as const, amountFen: 5_000 },
      { kind: 'stored_value' as const, memberId: friend, amountFen: 6_520 },
    ]
    const quote = quoteCart(basis, cartOf({ lines: [cut], tenders }))
    expect([quote.needsProof, quote.payers.map((p) => p.needsProof)]).toEqual([null, [null, { kind: 'pin', amountFen: 6_520 }]])
    const stopped = group({}, companion(friend, topUpLotsOf(50_000, 0), { isStopped: true }))
    const hers = [{ kind: 'stored_value' as const, memberId: friend, amountFen: 6_520 }]
    expect(codeOf(() => quoteCart(stopped, cartOf({ lines: [cut], tenders: hers })))).toBe('spending_stopped')
  })
})

describe('a deposit of the bill’s member', () => {
  it('is pointed out where it could pay, and nowhere else', () => {
    const codes = (basis: Basis, lines: Record<string, unknown>[]) => quoteCart(basis, cartOf({ lines })).notices.map((n) => n.code)
    const basis = basisOf({ memberDepositsFen: 20_000 })
    expect(quoteCart(basis, cartOf({ lines: [cut] })).notices).toEqual([{ code: 'deposit_open', params: { fen: 20_000 } }])
    expect(codes(basis, [{ kind: 'top_up', amountFen: 50_000 }])).toEqual([])
    expect(codes(basisOf(), [cut])).toEqual([])
  })
})

describe('sharing a bill', () => {
  const payers = [idOf('member'), friend].map((memberId) => ({ memberId, guest: '', kind: 'stored_value' as const }))

  it('evenly gives the odd fen to the first, and says what somebody cannot pay', () => {
    const basis = group({ lots: topUpLotsOf(50_000, 0) }, companion(friend, topUpLotsOf(4_000, 0)))
    const three = [...payers, { memberId: null, guest: '小丽', kind: 'wechat' as const }]
    expect(splitBill(basis, cartOf({ lines: [cut, shampoo] }), { by: 'even', payers: three })).toEqual({
      totalFen: 19_880,
      shares: [
        { amountFen: 6_627, payableFen: 6_627, lineKeys: null },
        { amountFen: 6_627, payableFen: 4_000, lineKeys: null },
        { amountFen: 6_626, payableFen: 6_626, lineKeys: null },
      ],
      tenders: [
        { kind: 'stored_value', memberId: idOf('member'), amountFen: 6_627 },
        { kind: 'stored_value', memberId: friend, amountFen: 4_000 },
        { kind: 'wechat', amountFen: 6_626, reference: '' },
      ],
    })
  })

  it('by line gives everybody the own lines, and the rest to the first', () => {
    const basis = group({ lots: topUpLotsOf(50_000, 0) }, companion(friend, topUpLotsOf(50_000, 0)))
    const cart = cartOf({ lines: [cut, { ...cut, memberId: friend }, { ...shampoo, guest: '小丽' }] })
    const split = splitBill(basis, cart, { by: 'line', payers })
    expect(split.shares.map((s) => [s.amountFen, s.lineKeys])).toEqual([
      [11_520 + 8_360, ['0', '2']],
      [12_800, ['1']],
    ])
    const quote = quoteCart(basis, { ...cart, tenders: split.tenders })
    expect([quote.dueFen, paidBy(quote, idOf('member')), paidBy(quote, friend)]).toEqual([0, 19_880, 12_800])
  })

  it('lets somebody’s account pay for goods and services, as far as it may be charged, and in its turn behind stored value', () => {
    const company = { id: idOf('company'), isActive: true, limitFen: 9_000, owedFen: 0, owedHereFen: 0 }
    const basis = group({ lots: topUpLotsOf(50_000, 0), accounts: new Map([[company.id, company]]) })
    const boss = { memberId: null, guest: '老板', kind: 'on_account' as const, accountId: company.id }
    const tip = { kind: 'tip', amountFen: 12_000, staff: [{ staffId: idOf('amei'), role: 'performer' }] }
    // She pays half of each line, so that 57.60 of the cut are left for the account: behind it, it would have been promised all of it.
    const cart = cartOf({ lines: [cut, tip] })
    const split = splitBill(basis, cart, { by: 'even', payers: [boss, ...payers.slice(0, 1)] })
    expect(split.shares.map((s) => [s.amountFen, s.payableFen])).toEqual([
      [11_760, 5_760],
      [11_760, 11_760],
    ])
    expect(quoteCart(basis, { ...cart, tenders: split.tenders }).dueFen).toBe(6_000)
    const two = splitBill(basis, cartOf({ lines: [cut, { ...cut, guest: '老板' }] }), { by: 'line', payers: [...payers.slice(0, 1), boss] })
    expect(two.shares.map((s) => [s.payableFen, s.lineKeys])).toEqual([
      [11_520, ['0']],
      [9_000, ['1']],
    ])
    expect(two.tenders[1]).toEqual({ kind: 'on_account', accountId: company.id, amountFen: 9_000, lineKeys: ['1'] })
    const shut = group({ accounts: new Map([[company.id, { ...company, isActive: false }]]) })
    expect(codeOf(() => splitBill(shut, cart, { by: 'even', payers: [boss, ...payers.slice(0, 1)] }))).toBe('account_unfit')
  })

  it('of any bill adds up, is payable as proposed, and leaves open what nobody can pay', () => {
    const line = fc.record({
      kind: fc.constant('service'),
      itemId: fc.constantFrom(idOf('cut'), idOf('care')),
      quantity: fc.integer({ min: 1, max: 4 }),
      memberId: fc.constantFrom(undefined, friend),
    })
    const purse = fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 0, max: 9_000 }))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), purse, purse, fc.constantFrom('even', 'line'), (lines, own, hers, by) => {
        const basis = group({ lots: [...topUpLotsOf(...own), carePassOf(3)] }, companion(friend, topUpLotsOf(...hers)))
        const cart = cartOf({ lines })
        const split = splitBill(basis, cart, { by, payers })
        expect(sumFen(split.shares.map((s) => s.amountFen))).toBe(split.totalFen)
        const quote = quoteCart(basis, { ...cart, tenders: split.tenders })
        expect(quote.dueFen).toBe(split.totalFen - sumFen(split.shares.map((s) => s.payableFen)))
        for (const [index, share] of split.shares.entries())
          expect(quote.tenders.find((t) => t.kind === 'stored_value' && t.memberId === payers[index]?.memberId)?.amountFen ?? 0).toBe(
            share.payableFen,
          )
      }),
      { numRuns: 300 },
    )
  })
})

describe('any bill of several payers', () => {
  it('is paid line by line and tender by tender to the fen, each payer from the own lots alone', () => {
    const line = fc.record({
      kind: fc.constant('service'),
      itemId: fc.constantFrom(idOf('cut'), idOf('care')),
      quantity: fc.integer({ min: 1, max: 4 }),
      memberId: fc.constantFrom(undefined, friend, third),
    })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    const sizes = fc.tuple(fc.integer({ min: 1, max: 60_000 }), fc.integer({ min: 0, max: 9_000 }))
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 5 }),
        fc.tuple(sizes, sizes, sizes),
        fc.tuple(share, share, share),
        (lines, purses, shares) => {
          const lots = purses.map((p) => topUpLotsOf(...p))
          const basis = group(
            { lots: [...(lots[0] ?? []), carePassOf(4)], rounding: 'jiao' },
            companion(friend, lots[1] ?? []),
            companion(third, [...(lots[2] ?? []), carePassOf(2)]),
          )
          const ids = [idOf('member'), friend, third]
          const cart = cartOf({ lines, tenders: [] })
          const tenders = [{ kind: 'cash' as const, receivedFen: 900_000 }]
          let due = quoteCart(basis, cart).dueFen
          const stored = ids.flatMap((memberId, i) => {
            const most = Math.min(due, sumFen(purses[i] ?? []))
            const amountFen = Math.floor(most * (shares[i] ?? 0))
            due -= amountFen
            return amountFen > 0 ? [{ kind: 'stored_value' as const, memberId, amountFen }] : []
          })
          const quote = quoteCart(basis, { ...cart, tenders: [...stored, ...tenders] })
          expect(quote.dueFen).toBe(0)
          for (const l of quote.lines) expect(sumFen(l.allocations.map((a) => a.amountFen))).toBe(l.netFen)
          const owner = new Map<string, string>([
            ...basis.lots.map((l): [string, string] => [l.id, idOf('member')]),
            ...[...basis.companions].flatMap(([id, c]) => c.lots.map((l): [string, string] => [l.id, id])),
          ])
          for (const t of quote.tenders) {
            const parts = quote.lines.flatMap((l) => l.allocations).filter((a) => a.tenderOrdinal === t.ordinal)
            expect(sumFen(parts.map((a) => a.amountFen))).toBe(t.amountFen)
            for (const a of parts) expect(a.lotId === null ? null : owner.get(a.lotId)).toBe(t.memberId)
          }
          expect(sumFen(quote.tenders.map((t) => t.amountFen))).toBe(quote.totalFen)
        },
      ),
      { numRuns: 300 },
    )
  })
})
