import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumFen } from '../../platform/money.ts'
import { passLots, topUpLots } from './grants.ts'
import {
  availableOf,
  balancesOf,
  choosePass,
  elapsedDays,
  type Lot,
  obstacleOf,
  type SpendOrder,
  spendableFen,
  splitPassValue,
  takeMoney,
  takeSessions,
  withoutParts,
} from './rules.ts'

const TODAY = '2026-11-22'
let made = 0

function lotOf(fields: Partial<Lot>): Lot {
  made += 1
  const remaining = fields.remaining ?? fields.initial ?? 1000
  const initial = fields.initial ?? remaining
  return {
    id: `lot-${String(made).padStart(4, '0')}`,
    kind: 'principal',
    unit: 'fen',
    grantId: `grant-${made}`,
    name: '',
    initial,
    remaining,
    held: 0,
    initialValueFen: initial,
    valueFen: remaining,
    serviceItemId: null,
    startsOn: '2026-01-01',
    expiresOn: null,
    validityDays: null,
    isFrozen: false,
    priceBookVersion: null,
    owedFen: 0,
    createdAtMs: made,
    ...fields,
  }
}

function topUp(principal: number, bonus: number, fields: Partial<Lot> = {}): Lot[] {
  made += 1
  const grantId = `top-up-${made}`
  return [lotOf({ grantId, remaining: principal, ...fields }), lotOf({ grantId, kind: 'bonus', remaining: bonus, ...fields })]
}

const taken = (lots: readonly Lot[], parts: ReturnType<typeof takeMoney>) =>
  lots.map((l) => sumFen(parts.filter((p) => p.lotId === l.id).map((p) => p.quantity)))

describe('order of use (P10)', () => {
  it('proportional: each deduction takes principal and bonus of a top-up in their ratio', () => {
    const lots = topUp(100_000, 20_000)
    expect(taken(lots, takeMoney(lots, 36_000, 'proportional', TODAY, true))).toEqual([30_000, 6_000])
    expect(taken(lots, takeMoney(lots, 1, 'proportional', TODAY, true))).toEqual([1, 0])
  })

  it('principal first and bonus first empty one kind before the other', () => {
    const lots = topUp(100_000, 15_000)
    expect(taken(lots, takeMoney(lots, 110_000, 'principal_first', TODAY, true))).toEqual([100_000, 10_000])
    expect(taken(lots, takeMoney(lots, 20_000, 'bonus_first', TODAY, true))).toEqual([5_000, 15_000])
  })

  it('uses what expires first, then what is oldest', () => {
    const older = topUp(100, 0)
    const expiring = topUp(100, 0, { expiresOn: '2026-12-01' })
    const lots = [...older, ...expiring]
    expect(taken(lots, takeMoney(lots, 150, 'proportional', TODAY, true))).toEqual([50, 0, 100, 0])
  })

  it('leaves bonus alone where bonus may not be used, and never touches frozen, expired, held or future lots', () => {
    const lots = [
      lotOf({ remaining: 100, isFrozen: true }),
      lotOf({ remaining: 100, expiresOn: '2026-11-21' }),
      lotOf({ remaining: 100, startsOn: '2026-11-23' }),
      lotOf({ remaining: 100, held: 70 }),
      lotOf({ remaining: 100, kind: 'bonus' }),
      lotOf({ remaining: 100, kind: 'rebate' }),
    ]
    expect(spendableFen(lots, TODAY, false)).toBe(30)
    expect(spendableFen(lots, TODAY, true)).toBe(130)
    expect(taken(lots, takeMoney(lots, 999, 'bonus_first', TODAY, true))).toEqual([0, 0, 0, 30, 100, 0])
    expect(lots.map((l) => obstacleOf(l, TODAY))).toEqual(['frozen', 'expired', 'not_started', null, null, null])
  })

  it('takes exactly what is asked, or all there is, and never more than a lot has', () => {
    const order = fc.constantFrom<SpendOrder>('proportional', 'principal_first', 'bonus_first')
    const groups = fc.array(fc.tuple(fc.nat(5000), fc.nat(5000)), { maxLength: 6 })
    fc.assert(
      fc.property(groups, fc.nat(40_000), order, fc.boolean(), (amounts, amount, spendOrder, allowBonus) => {
        const lots = amounts.flatMap(([p, b]) => topUp(p, b))
        const parts = takeMoney(lots, amount, spendOrder, TODAY, allowBonus)
        expect(sumFen(parts.map((p) => p.quantity))).toBe(Math.min(amount, spendableFen(lots, TODAY, allowBonus)))
        for (const lot of lots) expect(taken([lot], parts)[0]).toBeLessThanOrEqual(availableOf(lot))
        expect(parts.every((p) => p.quantity > 0)).toBe(true)
      }),
    )
  })
})

describe('sessions', () => {
  const pass = (fields: Partial<Lot>) => lotOf({ kind: 'pass', unit: 'session', serviceItemId: 'cut', ...fields })

  it('are worth the whole-fen share of the price, the odd fen with the last one', () => {
    const lot = pass({ initial: 3, remaining: 3, initialValueFen: 1000, valueFen: 1000 })
    expect(takeSessions(lot, 1)).toMatchObject({ quantity: 1, valueFen: 333 })
    expect(takeSessions(lot, 3)).toMatchObject({ quantity: 3, valueFen: 1000 })
    expect(takeSessions({ ...lot, remaining: 1, valueFen: 334 }, 1)).toMatchObject({ quantity: 1, valueFen: 334 })
  })

  it('add up to the price however they are taken and given back', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(500_000), fc.array(fc.boolean(), { maxLength: 80 }), (sessions, price, steps) => {
        let lot = pass({ initial: sessions, remaining: sessions, initialValueFen: price, valueFen: price })
        const used: number[] = []
        for (const back of steps) {
          const last = back ? used.pop() : undefined
          if (last !== undefined) lot = { ...lot, remaining: lot.remaining + 1, valueFen: lot.valueFen + last }
          else if (lot.remaining > 0) {
            const part = takeSessions(lot, 1)
            used.push(part.valueFen)
            lot = { ...lot, remaining: lot.remaining - 1, valueFen: lot.valueFen - part.valueFen }
          }
          expect(lot.valueFen + sumFen(used)).toBe(price)
          expect(lot.valueFen).toBeGreaterThanOrEqual(0)
          if (lot.remaining === 0) expect(lot.valueFen).toBe(0)
        }
      }),
    )
  })

  it('come from an unlimited pass, then the earliest to expire, then the one with the fewest left', () => {
    const few = pass({ initial: 10, remaining: 2, expiresOn: '2027-01-01' })
    const many = pass({ initial: 10, remaining: 9, expiresOn: '2027-01-01' })
    const soon = pass({ initial: 10, remaining: 9, expiresOn: '2026-12-01' })
    const endless = pass({ initial: 10, remaining: 10 })
    const unlimited = pass({ unit: 'day', initial: 365, remaining: 300, expiresOn: '2027-06-01' })
    expect(choosePass([endless, many, few], 'cut', 1, TODAY)).toBe(few)
    expect(choosePass([few, soon], 'cut', 1, TODAY)).toBe(soon)
    expect(choosePass([soon, unlimited], 'cut', 1, TODAY)).toBe(unlimited)
    expect(choosePass([few], 'cut', 3, TODAY)).toBeNull()
    expect(choosePass([few], 'colour', 1, TODAY)).toBeNull()
    expect(choosePass([{ ...few, held: 1 }], 'cut', 2, TODAY)).toBeNull()
  })
})

describe('a pass', () => {
  it('of 10 sessions for 1980.00 is worth 198.00 a session; gifted sessions carry value too', () => {
    const basis = { lineId: 'line', name: '护理十次卡', startsOn: TODAY, termsId: null, priceBookVersion: 1 }
    const plan = { itemId: 'plan', validityDays: 365, validityFrom: 'sale' as const, isUnlimited: false }
    const [lot] = passLots(basis, 198_000, {
      ...plan,
      components: [{ serviceItemId: 'care', name: '护理', sessions: 10, giftedSessions: 0, unitPriceFen: 29_800 }],
    })
    expect(lot).toMatchObject({ initial: 10, initialValueFen: 198_000, startsOn: TODAY, expiresOn: '2027-11-21', unit: 'session' })
    const [gifted] = passLots(basis, 198_000, {
      ...plan,
      components: [{ serviceItemId: 'care', name: '护理', sessions: 10, giftedSessions: 1, unitPriceFen: 29_800 }],
    })
    expect(gifted).toMatchObject({ initial: 11, initialValueFen: 198_000 })
  })

  it('of several services splits its price by what they cost alone', () => {
    expect(
      splitPassValue(100_000, [
        { sessions: 5, giftedSessions: 0, unitPriceFen: 10_000 },
        { sessions: 4, giftedSessions: 1, unitPriceFen: 30_000 },
      ]),
    ).toEqual([25_000, 75_000])
    expect(
      sumFen(
        splitPassValue(99_999, [
          { sessions: 1, giftedSessions: 0, unitPriceFen: 1 },
          { sessions: 1, giftedSessions: 0, unitPriceFen: 1 },
        ]),
      ),
    ).toBe(99_999)
  })

  it('without limit holds days, which time takes: 365 days for 3650.00, 265 left are worth 2650.00', () => {
    const lot = lotOf({
      kind: 'pass',
      unit: 'day',
      initial: 365,
      remaining: 365,
      initialValueFen: 365_000,
      valueFen: 365_000,
      startsOn: '2026-01-01',
      expiresOn: '2026-12-31',
    })
    const gone = elapsedDays(lot, '2026-04-11')
    expect(gone).toMatchObject({ quantity: 100, valueFen: 100_000 })
    expect(elapsedDays({ ...lot, remaining: 265, valueFen: 265_000 }, '2026-04-11').quantity).toBe(0)
    expect(elapsedDays(lot, '2027-01-01')).toMatchObject({ quantity: 365, valueFen: 365_000 })
    expect(elapsedDays(lot, '2026-01-01').quantity).toBe(0)
  })
})

/** A sale of today, as far as what it grants is concerned. */
const basis = { lineId: 'line', name: '充1000送150', startsOn: TODAY, termsId: 't', priceBookVersion: 3 }

describe('balances', () => {
  it('are sums of lots; what is expired does not count, what is frozen is still owned', () => {
    const lots = [
      ...topUp(100_000, 15_000),
      lotOf({
        kind: 'pass',
        unit: 'session',
        initial: 10,
        remaining: 9,
        initialValueFen: 198_000,
        valueFen: 178_200,
        isFrozen: true,
        expiresOn: '2026-01-01',
      }),
      lotOf({ remaining: 5, expiresOn: '2026-11-21' }),
    ]
    expect(balancesOf(lots, TODAY)).toEqual({
      principalFen: 100_000,
      bonusFen: 15_000,
      bonusLaterFen: 0,
      rebateFen: 0,
      points: 0,
      passSessions: 9,
      passValueFen: 178_200,
    })
  })

  it('fall by what is taken', () => {
    const lots = topUp(100, 50)
    const parts = takeMoney(lots, 60, 'proportional', TODAY, true)
    expect(balancesOf(withoutParts(lots, parts), TODAY)).toMatchObject({ principalFen: 60, bonusFen: 30 })
  })

  it('start from a top-up as paid principal and promised bonus', () => {
    expect(topUpLots(basis, 100_000, 15_000).map((l) => [l.kind, l.initial, l.considerationFen, l.grantId])).toEqual([
      ['principal', 100_000, 100_000, 'line'],
      ['bonus', 15_000, 0, 'line'],
    ])
    expect(topUpLots(basis, 30_000, 0)).toHaveLength(1)
  })

  it('bring a bonus month by month when it is promised so: 240 in 12 parts of 20, the first at once', () => {
    const lots = topUpLots({ ...basis, startsOn: '2026-01-31' }, 100_000, 24_000, 12)
    const bonus = lots.filter((l) => l.kind === 'bonus')
    expect(bonus.map((l) => l.initial)).toEqual(Array.from({ length: 12 }, () => 2_000))
    // The day of the top-up, and the last day of a month that has no 31st.
    expect(bonus.slice(0, 4).map((l) => l.startsOn)).toEqual(['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'])
    const owned = lots.map((l) => lotOf({ ...l, remaining: l.initial }))
    expect(balancesOf(owned, '2026-03-30')).toMatchObject({ principalFen: 100_000, bonusFen: 4_000, bonusLaterFen: 20_000 })
    expect(spendableFen(owned, '2026-03-30', true)).toBe(104_000)
    expect(balancesOf(owned, '2026-12-31')).toMatchObject({ bonusFen: 24_000, bonusLaterFen: 0 })
  })

  it('lose no fen to the months: the odd ones come first', () => {
    const parts = topUpLots(basis, 100_000, 100, 3).filter((l) => l.kind === 'bonus')
    expect(parts.map((l) => l.initial)).toEqual([34, 33, 33])
    // More months than fen: nothing comes in the months that have none.
    expect(topUpLots(basis, 100_000, 2, 36).filter((l) => l.kind === 'bonus')).toHaveLength(2)
  })
})
