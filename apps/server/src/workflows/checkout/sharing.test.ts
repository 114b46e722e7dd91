/** What a household shares, and what limits it. Pure. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { basisOf, carePassOf, cartOf, idOf, lotOf, topUpLotsOf } from '../../../test/factories/basis.ts'
import type { ShareCap } from '../../modules/households/index.ts'
import type { AppError } from '../../platform/errors.ts'
import { sumFen } from '../../platform/money.ts'
import type { Basis, BasisMember, Companion } from './basis.ts'
import { quoteCart } from './quote.ts'
import { sortSources, tightest } from './sharing.ts'

const [member, mother, father] = [idOf('member'), idOf('mother'), idOf('father')]
const cut = { kind: 'service', itemId: idOf('cut') }
const care = { kind: 'service', itemId: idOf('care') }
const person = (id: string): BasisMember => ({ ...(basisOf().member as BasisMember), id, serviceDiscountBp: 0 })
const cap = (fields: Partial<ShareCap> & { limit: number }): ShareCap => ({ unit: 'fen', period: 'day', whose: 'own', used: 0, ...fields })

/** Mother shares 300.00, 60.00 bonus and a pass of care; whose cart names her draws on her. */
function home(fields: Partial<Basis> = {}, drawn: string[] = [mother], share: 'own' | 'household' = 'household'): Basis {
  const owned = new Map<string, Companion & { share: 'own' | 'household' }>([
    [mother, { member: person(mother), lots: [...topUpLotsOf(30_000, 6_000), carePassOf(3)], share }],
    [father, { member: person(father), lots: topUpLotsOf(30_000, 0), share }],
  ])
  return basisOf({
    member: person(member),
    companions: new Map([...owned].filter(([id]) => drawn.includes(id))),
    offers: [...owned].flatMap(([id, c]) => (drawn.includes(id) ? [] : [c])),
    ...fields,
  })
}

const stored = (memberId: string, amountFen: number) => ({ kind: 'stored_value' as const, memberId, amountFen })
const problemOf = (run: () => unknown) => {
  try {
    run()
    return null
  } catch (error) {
    const { code, params } = error as AppError
    return { code, ...params }
  }
}

describe('the means of a household', () => {
  it('are offered and not taken, the own means first', () => {
    const quote = quoteCart(home({ lots: topUpLotsOf(5_000, 0) }, []), cartOf({ lines: [cut] }))
    expect(quote.tenders.map((t) => [t.memberId, t.amountFen])).toEqual([[member, 5_000]])
    expect(quote.dueFen).toBe(7_800)
    expect(quote.payers.map((p) => [p.memberId, p.spendableFen, p.share?.kind ?? null])).toEqual([
      [member, 5_000, null],
      [mother, 12_800, 'household'],
      [father, 12_800, 'household'],
    ])
    expect(quote.payers[1]?.after).toEqual(quote.payers[1]?.before)
    expect(quote.payers[1]?.share?.passes).toMatchObject([{ name: '护理十次卡', remaining: 3 }])
  })

  it('pay what is named, principal and bonus in their ratio, and a line by a pass', () => {
    const basis = home()
    const lotId = basis.companions.get(mother)?.lots[2]?.id ?? ''
    const lines = [cut, { ...care, pass: { lotId, memberId: mother } }]
    const quote = quoteCart(basis, cartOf({ lines, tenders: [stored(mother, 12_800)] }))
    expect(quote.dueFen).toBe(0)
    expect(quote.tenders.map((t) => [t.kind, t.memberId, t.amountFen])).toEqual([
      ['pass', mother, 19_800],
      ['stored_value', mother, 12_800],
    ])
    expect(quote.lines[0]?.allocations.map((a) => [a.lotKind, a.amountFen])).toEqual([
      ['principal', 10_667],
      ['bonus', 2_133],
    ])
  })

  it('are limited by whatever limit is the tightest, each told in its words', () => {
    const caps = [
      cap({ limit: 50_000, used: 1_000 }),
      cap({ period: 'month', limit: 20_000, used: 12_000 }),
      cap({ whose: 'all', limit: 9_000 }),
    ]
    expect(tightest(caps, 'fen')).toMatchObject({ period: 'month', left: 8_000 })
    expect(tightest(caps, 'session')).toBeNull()
    const quote = (fen: number) => quoteCart(home({ shareCaps: caps }), cartOf({ lines: [cut], tenders: [stored(mother, fen)] }))
    expect(quote(8_000).dueFen).toBe(4_800)
    expect(quote(8_000).payers[1]).toMatchObject({ spendableFen: 8_000, share: { leftFen: 8_000, leftSessions: null } })
    expect(problemOf(() => quote(8_001))).toEqual({
      code: 'household_limit',
      unit: 'fen',
      period: 'month',
      whose: 'own',
      limit: 20_000,
      used: 12_000,
      left: 8_000,
      wanted: 8_001,
    })
  })

  it('of two owners are under one limit', () => {
    const basis = home({ shareCaps: [cap({ limit: 10_000 })] }, [mother, father])
    const pay = (a: number, b: number) => quoteCart(basis, cartOf({ lines: [cut], tenders: [stored(mother, a), stored(father, b)] }))
    expect(pay(4_000, 6_000).dueFen).toBe(2_800)
    expect(problemOf(() => pay(4_000, 6_001))).toMatchObject({ code: 'household_limit', left: 6_000, wanted: 6_001 })
  })

  it('count sessions for themselves, and an unlimited pass is for its owner alone', () => {
    const basis = home({ shareCaps: [cap({ unit: 'session', limit: 3, used: 2 })] })
    const [, , pass] = basis.companions.get(mother)?.lots ?? []
    const line = (lotId: string, quantity: number) => cartOf({ lines: [{ ...care, quantity, pass: { lotId, memberId: mother } }] })
    expect(quoteCart(basis, line(pass?.id ?? '', 1)).dueFen).toBe(0)
    expect(problemOf(() => quoteCart(basis, line(pass?.id ?? '', 2)))).toMatchObject({ code: 'household_limit', unit: 'session', left: 1 })
    const year = lotOf({ kind: 'pass', unit: 'day', initial: 365, remaining: 300, serviceItemId: idOf('care'), expiresOn: '2027-06-30' })
    const withYear = home({ companions: new Map([[mother, { member: person(mother), lots: [year], share: 'household' as const }]]) })
    expect(problemOf(() => quoteCart(withYear, line(year.id, 1)))).toMatchObject({ code: 'lot_unusable', obstacle: 'not_shared' })
  })

  it('pay services and goods, and buy nothing that would belong to the user', () => {
    const pass = { kind: 'pass', itemId: idOf('careten') }
    const tip = { kind: 'tip', amountFen: 1_000, staff: [{ staffId: idOf('amei'), role: 'performer' }] }
    for (const line of [pass, tip])
      expect(problemOf(() => quoteCart(home(), cartOf({ lines: [line], tenders: [stored(mother, 1_000)] })))).toMatchObject({
        code: 'stored_value_insufficient',
        availableFen: 0,
      })
    expect(quoteCart(home({}, [mother], 'own'), cartOf({ lines: [pass], tenders: [stored(mother, 30_000)] })).dueFen).toBe(168_000)
  })

  it('take the PIN of whoever uses them, for own and shared means together', () => {
    const basis = home({
      lots: topUpLotsOf(10_000, 0),
      pinRule: { thresholdFen: 20_000, missing: 'allow' },
      member: { ...person(member), hasPin: true },
    })
    const pay = (fen: number) => quoteCart(basis, cartOf({ lines: [care], tenders: [stored(member, 10_000), stored(mother, fen)] }))
    expect(pay(10_000).needsProof).toBeNull()
    expect(pay(10_001).needsProof).toEqual({ kind: 'pin', amountFen: 20_001 })
    expect(pay(19_800).payers.map((p) => p.needsProof?.amountFen ?? null)).toEqual([29_800, null, null])
  })

  it('of an owner who stopped are refused, not taken as a treat', () => {
    const stopped = home({ companions: new Map([[mother, { member: person(mother), lots: topUpLotsOf(30_000, 0), share: 'stopped' }]]) })
    const pay = () => quoteCart(stopped, cartOf({ lines: [cut], tenders: [stored(mother, 100)] }))
    expect(problemOf(pay)).toEqual({ code: 'household_stopped', memberId: mother })
  })

  it('rest with a lost card of the owner', () => {
    const stopped = home({
      companions: new Map([[mother, { member: { ...person(mother), isStopped: true }, lots: [], share: 'household' }]]),
    })
    const pay = () => quoteCart(stopped, cartOf({ lines: [cut], tenders: [stored(mother, 100)] }))
    expect(problemOf(pay)).toMatchObject({ code: 'spending_stopped', memberId: mother })
  })
})

describe('a source', () => {
  it('pays when it is named, is offered when not, and is nobody’s to use while its owner is on the bill', () => {
    const of = (id: string, share: 'own' | 'household' | 'stopped' = 'household') => ({ member: person(id), lots: [], share })
    const all = [of(mother), of(father), of(idOf('older'), 'own'), of(idOf('aunt'), 'stopped')]
    const sorted = sortSources(all, new Set([mother, father]), new Set([father]))
    expect(sorted.drawn.map((d) => [d.member.id, d.share])).toEqual([[mother, 'household']])
    expect(sorted.offers.map((d) => [d.member.id, d.share])).toEqual([[idOf('older'), 'own']])
  })
})

describe('whatever two owners share', () => {
  it('what is taken never exceeds a limit nor what is owned, and the bill adds up', () => {
    const amount = fc.integer({ min: 0, max: 40_000 })
    fc.assert(
      fc.property(amount, amount, amount, amount, fc.integer({ min: 1, max: 5 }), (a, b, limit, used, quantity) => {
        const basis = home({ shareCaps: [cap({ limit, used }), cap({ whose: 'all', limit: 35_000, used: 0 })] }, [mother, father])
        const tenders = [stored(mother, a), stored(father, b)].filter((t) => t.amountFen > 0)
        const result = (() => {
          try {
            return quoteCart(basis, cartOf({ lines: [{ ...cut, quantity }], tenders }))
          } catch (error) {
            return (error as AppError).code
          }
        })()
        const left = Math.min(Math.max(0, limit - used), 35_000)
        const fits = a + b <= left && a <= 36_000 && b <= 30_000 && a + b <= 12_800 * quantity
        expect(typeof result === 'string').toBe(!fits)
        if (typeof result === 'string') return
        expect(sumFen(result.tenders.map((t) => t.amountFen)) + result.dueFen).toBe(12_800 * quantity)
      }),
      { numRuns: 500 },
    )
  })
})
