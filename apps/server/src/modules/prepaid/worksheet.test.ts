import { describe, expect, it } from 'vitest'
import {
  askOf,
  byBoth,
  grantLotOf,
  PARAMS,
  passGrantOf,
  RULE,
  refusal,
  sheetOf,
  topUpGrantOf,
  unlimitedGrantOf,
  useOf,
} from '../../../test/factories/prepaid.ts'
import { addMonths } from '../../platform/time.ts'
import type { GrantFacts } from './facts.ts'
import type { Reason } from './rule-params.ts'
import { type Ask, worksheetOf } from './worksheet.ts'

describe('a top-up of 1000.00 with 200.00 bonus', () => {
  it('used for 128.00 and 232.00 at list price gives 700.00 (M) or 640.00 (C)', () => {
    expect(byBoth(topUpGrantOf(100_000, 20_000, [useOf(12_800), useOf(23_200)]))).toEqual([70_000, 64_000])
  })

  it('used for a 300.00 service charged 240.00 gives 800.00 (M) or 700.00 (C)', () => {
    expect(byBoth(topUpGrantOf(100_000, 20_000, [useOf(24_000, 30_000)]))).toEqual([80_000, 70_000])
  })

  it('is added up before it is rounded: two uses of 128.00 and 232.00 never give 700.01', () => {
    const perLine = 100_000 - Math.floor((12_800 * 5) / 6) - Math.floor((23_200 * 5) / 6)
    expect(perLine).toBe(70_001)
    expect(sheetOf(topUpGrantOf(100_000, 20_000, [useOf(12_800), useOf(23_200)])).totalFen).toBe(70_000)
  })

  it('keeps the fraction of a fen for the customer', () => {
    expect(sheetOf(topUpGrantOf(100_000, 20_000, [useOf(101)])).line).toMatchObject({ consumedFen: 84, refundFen: 99_916 })
    // A third of a line of 1.00, three times: exact until it is added up.
    const thirds = [useOf(34, 100, { part: 1, whole: 3 }), useOf(33, 100, { part: 1, whole: 3 })]
    expect(sheetOf(topUpGrantOf(100_000, 0, thirds), { reasonCode: 'customer_wish' }).line).toMatchObject({
      listFen: 66,
      refundFen: 99_934,
    })
  })

  it('shares what is given back with the bonus that had come, not with what was still to come', () => {
    // 240.00 in twelve months: three parts had come by the day the contract ended. 300.00 were used of 1060.00 given.
    const grant = topUpGrantOf(100_000, 0, [useOf(30_000)])
    const parts = Array.from({ length: 12 }, (_, month) =>
      grantLotOf({ id: `bonus-${month}`, kind: 'bonus', initial: 2_000, startsOn: addMonths(grant.paidOn, month) }),
    )
    const sheet = sheetOf({ ...grant, lots: [...grant.lots, ...parts] }, { rescindedOn: '2026-07-15' })
    expect(sheet.line).toMatchObject({ paidFen: 100_000, bonusFen: 6_000, refundFen: 100_000 - Math.floor((30_000 * 100) / 106) })
    // Come or not, all of it leaves the wallet.
    expect(sheet.line.lots).toHaveLength(13)
  })

  it('is wholly given back by C to nobody who used more than was paid: the bonus is never a debt', () => {
    expect(byBoth(topUpGrantOf(100_000, 20_000, [useOf(110_000)]))).toEqual([8_334, 0])
    const [code, params] = refusal(() => sheetOf(topUpGrantOf(100_000, 20_000, [useOf(110_000)]), { reasonCode: 'customer_wish' }))
    expect([code, params]).toEqual(['prepaid_nothing_due', { grantId: 'grant', byCause: { merchantFen: 8_334, customerFen: 0 } }])
  })

  it('shows what the shop keeps, or pays above what the lots were worth', () => {
    const { line } = sheetOf(topUpGrantOf(100_000, 20_000, [useOf(36_000)]))
    expect([line.lotValueFen, line.resultFen]).toEqual([84_000, -14_000])
    const dear = topUpGrantOf(100_000, 0, [useOf(50_000, 40_000)])
    expect(sheetOf(dear, { reasonCode: 'customer_wish' }).line).toMatchObject({ lotValueFen: 50_000, refundFen: 60_000, resultFen: 10_000 })
  })
})

describe('ten sessions for 1980.00, 298.00 each alone', () => {
  it.each([
    [4, 118_800, 78_800],
    [6, 79_200, 19_200],
    [7, 59_400, 0],
  ])('with %i used gives %i (M) or %i (C)', (used, merchantFen, customerFen) => {
    expect(byBoth(passGrantOf(used))).toEqual([merchantFen, customerFen])
  })

  it('never charges the excess: seven at 298.00 are 2086.00, and nothing is owed to the shop', () => {
    const { byCause, listFen } = sheetOf(passGrantOf(7)).line
    expect([listFen, byCause.customerFen]).toEqual([208_600, 0])
  })
})

describe('365 days for 3650.00', () => {
  const daysLeft = unlimitedGrantOf('2027-04-22')

  it('with 265 days left gives 2650.00, whoever is the cause', () => {
    expect(sheetOf(daysLeft).line).toMatchObject({
      formula: 'T',
      days: { from: '2026-08-01', remaining: 265, total: 365 },
      refundFen: 265_000,
    })
    expect(sheetOf(daysLeft, { reasonCode: 'customer_wish' }).line.refundFen).toBe(265_000)
  })

  it('counts from the day on which the shop stopped serving: 285 days left give 2850.00', () => {
    const stopped = { serviceStoppedOn: '2026-07-12' }
    expect(sheetOf(daysLeft, { ...stopped, reasonCode: 'merchant_closes' }).line).toMatchObject({
      days: { remaining: 285 },
      refundFen: 285_000,
    })
    expect(sheetOf(daysLeft, { ...stopped, reasonCode: 'customer_wish' }).line.refundFen).toBe(265_000)
  })

  it('rounds up, and gives nothing once the term is over', () => {
    const lot = grantLotOf({
      kind: 'pass',
      unit: 'day',
      initial: 7,
      initialValueFen: 1000,
      considerationFen: 1000,
      expiresOn: '2026-08-03',
    })
    expect(sheetOf({ ...daysLeft, lots: [lot] }).line).toMatchObject({ days: { remaining: 3, total: 7 }, refundFen: 429 })
    expect(refusal(() => sheetOf(unlimitedGrantOf('2026-07-31')))[0]).toBe('prepaid_nothing_due')
  })

  it('that begins with the first visit is whole until then', () => {
    expect(sheetOf({ ...daysLeft, lots: daysLeft.lots.map((l) => ({ ...l, expiresOn: null })) }).line.refundFen).toBe(365_000)
  })
})

describe('the cooling-off right', () => {
  const within = { reasonCode: 'cooling_off' as const, rescindedOn: '2026-05-08' }

  it('gives everything back within seven days, unused, without interest', () => {
    const sheet = sheetOf(topUpGrantOf(100_000, 20_000), within, '2026-05-13')
    expect(sheet.line).toMatchObject({ formula: 'cooling_off', coolingOffUntil: '2026-05-08', refundFen: 100_000 })
    expect([sheet.line.interest.basis, sheet.totalFen]).toEqual(['none', 100_000])
  })

  it('takes off what was served, at the price charged', () => {
    expect(sheetOf(topUpGrantOf(100_000, 20_000, [useOf(24_000, 30_000)]), within).totalFen).toBe(76_000)
    expect(sheetOf(passGrantOf(2), within).totalFen).toBe(158_400)
    const visited = { ...unlimitedGrantOf('2027-04-30'), uses: [useOf(0, 0)] }
    expect(sheetOf(visited, within).line).toMatchObject({ formula: 'T', days: { remaining: 358 } })
  })

  it('is over on the eighth day, and was never there for a service known before', () => {
    const grant = topUpGrantOf(100_000, 0)
    expect(refusal(() => sheetOf(grant, { ...within, rescindedOn: '2026-05-09' }))).toEqual([
      'cooling_off_unavailable',
      { grantId: 'grant', why: 'late', until: '2026-05-08' },
    ])
    expect(refusal(() => sheetOf(grant, { ...within, hadSameService: true }))[1]).toMatchObject({ why: 'same_service' })
  })
})

describe('interest', () => {
  const used = topUpGrantOf(100_000, 20_000, [useOf(36_000)])

  it('on 700.00 for 30 days at 3.0 % is 1.73; on 640.00 at 1.5 % it is 0.79', () => {
    const merchant = sheetOf(used, {}, '2026-08-31')
    expect([merchant.line.interest, merchant.totalFen]).toEqual([
      { basis: 'lpr_1y', rateBp: 300, rateId: 'lpr', rateFrom: '2025-05-20', days: 30, amountFen: 173 },
      70_173,
    ])
    const customer = sheetOf(used, { reasonCode: 'customer_wish' }, '2026-08-31')
    expect([customer.line.interest.basis, customer.line.interest.amountFen, customer.totalFen]).toEqual(['deposit_1y', 79, 64_079])
  })

  it('follows the contract where that names a rate, and is refused where none is known', () => {
    expect(sheetOf({ ...used, agreedRateBp: 600 }, {}, '2026-08-31').line.interest).toMatchObject({ basis: 'agreed', amountFen: 345 })
    expect(refusal(() => sheetOf({ ...used, rates: {} }))).toEqual(['interest_rate_missing', { kind: 'lpr_1y', paidOn: '2026-05-01' }])
  })
})

describe('gifts', () => {
  it('are listed and take nothing off by themselves; a deduction never makes a debt', () => {
    const grant = topUpGrantOf(10_000, 0)
    const gift = { name: '吹风机', valueFen: 29_900, deductFen: 0, reason: '' }
    expect(sheetOf(grant, { gifts: [gift] })).toMatchObject({ giftFen: 0, totalFen: 10_000, gifts: [gift] })
    expect(sheetOf(grant, { gifts: [{ ...gift, deductFen: 29_900, reason: '未拆封不退' }] })).toMatchObject({
      giftFen: 10_000,
      totalFen: 0,
    })
  })
})

describe('what cannot be computed is refused', () => {
  const [principal] = topUpGrantOf(100_000, 0).lots
  const withLot = (fields: object): GrantFacts => ({ ...topUpGrantOf(100_000, 0), lots: principal ? [{ ...principal, ...fields }] : [] })

  it('frozen, promised, or with a movement nobody explains', () => {
    expect(refusal(() => sheetOf(withLot({ isFrozen: true })))[0]).toBe('prepaid_blocked')
    expect(refusal(() => sheetOf(withLot({ held: 1 })))[0]).toBe('prepaid_blocked')
    expect(refusal(() => sheetOf(withLot({ remaining: 90_000 })))[0]).toBe('prepaid_history_unclear')
  })

  it('ended before it was paid, after today, or served after its end', () => {
    const grant = topUpGrantOf(100_000, 0)
    expect(refusal(() => sheetOf(grant, { rescindedOn: '2026-04-30' }))[0]).toBe('rescission_day_invalid')
    expect(refusal(() => sheetOf(grant, { rescindedOn: '2026-08-02' }, '2026-08-01'))[0]).toBe('rescission_day_invalid')
    expect(refusal(() => sheetOf(grant, { serviceStoppedOn: '2026-08-02' }))[0]).toBe('rescission_day_invalid')
    expect(refusal(() => sheetOf(grant, { serviceStoppedOn: '2026-04-01' }))[0]).toBe('rescission_day_invalid')
  })
})

describe('a part of a top-up', () => {
  const part = (grant: GrantFacts, portionFen: number, fields: Partial<Ask> = {}) =>
    sheetOf(grant, { grants: [{ grantId: 'grant', portionFen }], ...fields }).line

  it('gives the same share of what is due, and takes the same share of the bonus', () => {
    const line = part(topUpGrantOf(100_000, 20_000, [useOf(36_000)]), 35_000)
    expect(line).toMatchObject({ portion: { portionFen: 35_000, ofFen: 70_000 }, refundFen: 35_000, lotValueFen: 42_000 })
    expect(line.lots.map((l) => [l.kind, l.quantity])).toEqual([
      ['principal', 35_000],
      ['bonus', 7_000],
    ])
  })

  it('is refused with the step that would be clean, beyond what is left, and for passes', () => {
    const grant = topUpGrantOf(100_000, 20_000)
    expect(refusal(() => part(grant, 12_344))).toEqual(['prepaid_partial_not_clean', { grantId: 'grant', ofFen: 100_000, stepFen: 5 }])
    expect(refusal(() => part(grant, 100_001))[0]).toBe('prepaid_partial_not_clean')
    expect(refusal(() => part(passGrantOf(0), 1))[0]).toBe('prepaid_partial_not_clean')
    expect(part(grant, 100_000).portion).toBeNull()
  })
})

describe('a rule set', () => {
  it('decides whose cause a reason is, and whether bonus bears its share', () => {
    const grant = topUpGrantOf(100_000, 20_000, [useOf(36_000)])
    const strict = { ...RULE, params: { ...PARAMS, isBonusShared: false, causes: { ...PARAMS.causes, health: 'customer' as const } } }
    const of = (reasonCode: Reason) => worksheetOf(strict, [grant], askOf({ reasonCode }), '2026-08-01')
    expect([of('breach').totalFen, of('health').cause, of('health').grants[0]?.formula]).toEqual([64_000, 'customer', 'C'])
  })
})
