/** Facts of prepaid refunds for pure tests: a top-up, a pass and an unlimited pass, and what was used of them. */
import { expect } from 'vitest'
import type { GrantFacts, GrantLot, GrantUse } from '../../src/modules/prepaid/facts.ts'
import type { Reason, RuleParams } from '../../src/modules/prepaid/rule-params.ts'
import { type Ask, type RuleSet, worksheetOf } from '../../src/modules/prepaid/worksheet.ts'
import { AppError } from '../../src/platform/errors.ts'

export const PARAMS: RuleParams = {
  coolingOffDays: 7,
  payOutDays: 5,
  wechatDays: 365,
  yearDays: 365,
  isBonusShared: true,
  interest: { merchant: 'lpr_1y', customer: 'deposit_1y', neutral: 'lpr_1y' },
  causes: {
    cooling_off: 'neutral',
    relocation: 'merchant',
    obligations_transferred: 'merchant',
    unlimited_not_deliverable: 'merchant',
    breach: 'merchant',
    merchant_closes: 'merchant',
    health: 'neutral',
    mistake: 'neutral',
    minor: 'neutral',
    customer_wish: 'customer',
    other: 'neutral',
  },
}

export const RULE: RuleSet = { id: 'rule', version: 1, effectiveFrom: '2025-05-01', source: '法释〔2025〕4号', params: PARAMS }

export function grantLotOf(fields: Partial<GrantLot> & { initial: number }): GrantLot {
  const spent = fields.spent ?? 0
  const remaining = fields.remaining ?? fields.initial - spent - (fields.lapsed ?? 0) - (fields.taken ?? 0) - (fields.transferred ?? 0)
  const unit = fields.unit ?? 'fen'
  return {
    id: `${fields.kind ?? 'principal'}-lot`,
    kind: 'principal',
    unit,
    name: '储值',
    initialValueFen: fields.initial,
    remaining,
    held: 0,
    isFrozen: false,
    valueFen: unit === 'fen' ? remaining : 0,
    considerationFen: 0,
    startsOn: '2026-05-01',
    expiresOn: null,
    spent,
    lapsed: 0,
    taken: 0,
    transferred: 0,
    ...fields,
  }
}

/** A line of a bill that the grant paid whole; `listFen` is its price before any discount. */
export function useOf(chargedFen: number, listFen = chargedFen, fields: Partial<GrantUse> = {}): GrantUse {
  return {
    ticketId: 'ticket',
    ticketNumber: '01-260601-0001',
    day: '2026-06-01',
    name: '剪发',
    sessions: 0,
    chargedFen,
    ordinaryFen: listFen,
    part: 1,
    whole: 1,
    ...fields,
  }
}

function grantOf(lots: readonly GrantLot[], uses: readonly GrantUse[], fields: Partial<GrantFacts>): GrantFacts {
  return {
    grantId: 'grant',
    name: '储值',
    ticketNumber: '01-260501-0001',
    paidOn: '2026-05-01',
    lots,
    uses,
    refundedBeforeFen: 0,
    owedFen: 0,
    agreedRateBp: null,
    rates: {
      lpr_1y: { id: 'lpr', rateBp: 300, from: '2025-05-20' },
      deposit_1y: { id: 'deposit', rateBp: 150, from: '2015-10-24' },
    },
    ...fields,
  }
}

/** Paid and bonus, used in their ratio. */
export function topUpGrantOf(
  paidFen: number,
  bonusFen: number,
  uses: readonly GrantUse[] = [],
  fields: Partial<GrantFacts> = {},
): GrantFacts {
  const spent = uses.reduce((a, u) => a + u.chargedFen, 0)
  const fromPrincipal = Math.floor((spent * paidFen) / (paidFen + bonusFen))
  const lots = [
    grantLotOf({ initial: paidFen, considerationFen: paidFen, spent: fromPrincipal }),
    ...(bonusFen > 0 ? [grantLotOf({ kind: 'bonus', initial: bonusFen, spent: spent - fromPrincipal })] : []),
  ]
  return grantOf(lots, uses, fields)
}

/** Ten sessions for 1980.00, 298.00 each when bought alone. */
export function passGrantOf(used: number, fields: Partial<GrantFacts> = {}): GrantFacts {
  const lot = grantLotOf({
    kind: 'pass',
    unit: 'session',
    initial: 10,
    initialValueFen: 198_000,
    considerationFen: 198_000,
    spent: used,
    valueFen: 19_800 * (10 - used),
  })
  return grantOf([lot], used === 0 ? [] : [useOf(19_800 * used, 29_800 * used, { sessions: used, name: '护理' })], fields)
}

/** 365 days for 3650.00, the last of them a year after the first. */
export function unlimitedGrantOf(expiresOn: string, fields: Partial<GrantFacts> = {}): GrantFacts {
  const lot = grantLotOf({
    kind: 'pass',
    unit: 'day',
    initial: 365,
    initialValueFen: 365_000,
    considerationFen: 365_000,
    valueFen: 365_000,
    expiresOn,
  })
  return grantOf([lot], [], fields)
}

export function askOf(fields: Partial<Ask> = {}): Ask {
  return {
    storeId: 'store',
    memberId: 'member',
    reasonCode: 'breach',
    rescindedOn: '2026-08-01',
    serviceStoppedOn: null,
    hadSameService: false,
    gifts: [],
    grants: [],
    ...fields,
  }
}

/** The worksheet of one grant, with its only line. */
export function sheetOf(grant: GrantFacts, fields: Partial<Ask> = {}, payOn = fields.rescindedOn ?? '2026-08-01') {
  const sheet = worksheetOf(RULE, [grant], askOf({ grants: [{ grantId: grant.grantId, portionFen: null }], ...fields }), payOn)
  const [line] = sheet.grants
  if (!line) throw new Error('a worksheet of one grant has one')
  return { ...sheet, line }
}

/** What is given back by M and by C, as both the chosen cause and the comparison say. */
export function byBoth(grant: GrantFacts): [number, number] {
  const due = (reasonCode: Reason) => {
    try {
      const { line } = sheetOf(grant, { reasonCode })
      expect(line.refundFen).toBe(reasonCode === 'breach' ? line.byCause.merchantFen : line.byCause.customerFen)
      return line.refundFen
    } catch (error) {
      if (error instanceof AppError && error.code === 'prepaid_nothing_due') return 0
      throw error
    }
  }
  return [due('breach'), due('customer_wish')]
}

/** Code and params of a refusal. */
export function refusal(run: () => unknown): [string, unknown] {
  try {
    run()
  } catch (error) {
    if (error instanceof AppError) return [error.code, error.params]
    throw error
  }
  throw new Error('it was not refused')
}
