/** The formulas themselves; see `worksheet.ts` for what they are called in law. Pure. */
import { scale, scaleDown, sumFen, sumShares } from '../../platform/money.ts'
import { daysBetween } from '../../platform/time.ts'
import { RateMissing } from './errors.ts'
import { type GrantAsk, type GrantFacts, type GrantLot, kindOf } from './facts.ts'
import type { RuleParams } from './rule-params.ts'
import type { GrantSheet } from './schemas.ts'

export interface Totals {
  paidFen: number
  bonusFen: number
  chargedFen: number
  listFen: number
  byCause: { merchantFen: number; customerFen: number }
}

type Entitled = Pick<GrantSheet, 'formula' | 'consumedFen' | 'days' | 'entitledFen'>

/** What was paid, given and used, added up; what went to another member by transfer is theirs. */
export function totalsOf(params: RuleParams, grant: GrantFacts, ask: GrantAsk): Totals {
  const paidFen = sumFen(grant.lots.map(paidFor))
  // What had not come yet when the contract ended was never given: it lapses, and bears no share.
  const given = grant.lots.filter((l) => l.kind === 'bonus' && l.startsOn <= ask.rescindedOn)
  const bonusFen = sumFen(given.map((l) => l.initial - l.transferred))
  const chargedFen = sumFen(grant.uses.map((u) => u.chargedFen))
  const listFen = sumShares(
    grant.uses.filter((u) => u.whole > 0).map((u) => ({ amountFen: u.ordinaryFen, numerator: u.part, denominator: u.whole })),
    'down',
  )
  const totals = { paidFen, bonusFen, chargedFen, listFen }
  const of = (cause: 'merchant' | 'customer') =>
    kindOf(grant) === 'unlimited' ? byTime(grant, { ...ask, cause }).entitledFen : byUse(params, cause, totals).entitledFen
  return { ...totals, byCause: { merchantFen: of('merchant'), customerFen: of('customer') } }
}

/** What was paid for it, less what a transfer took along at the price paid. */
function paidFor(lot: GrantLot): number {
  return lot.considerationFen - scale(lot.considerationFen, lot.transferred, lot.initial)
}

/** What the law gives over the whole life of the grant, before what was given back earlier. */
export function entitled(params: RuleParams, grant: GrantFacts, ask: GrantAsk, totals: Totals): Entitled {
  const isUnlimited = kindOf(grant) === 'unlimited'
  const isUsed = grant.uses.length > 0
  if (ask.reasonCode === 'cooling_off' && !(isUnlimited && isUsed))
    return {
      formula: 'cooling_off',
      consumedFen: totals.chargedFen,
      days: null,
      entitledFen: Math.max(0, totals.paidFen - totals.chargedFen),
    }
  return isUnlimited ? byTime(grant, ask) : byUse(params, ask.cause, totals)
}

function byUse(params: RuleParams, cause: GrantAsk['cause'], totals: Omit<Totals, 'byCause'>): Entitled {
  const { paidFen, bonusFen, chargedFen, listFen } = totals
  const isShared = params.isBonusShared && paidFen + bonusFen > 0
  const borneFen = isShared ? scaleDown(chargedFen, paidFen, paidFen + bonusFen) : chargedFen
  const consumedFen = cause === 'customer' ? listFen : borneFen
  return { formula: cause === 'customer' ? 'C' : 'M', consumedFen, days: null, entitledFen: Math.max(0, paidFen - consumedFen) }
}

/** From the day the contract ended, or the earlier one on which the shop stopped serving. That day still counts as one that is left. */
function byTime(grant: GrantFacts, ask: GrantAsk): Entitled {
  const from = ask.cause === 'merchant' ? (ask.serviceStoppedOn ?? ask.rescindedOn) : ask.rescindedOn
  const lots = grant.lots.filter((l) => l.unit === 'day')
  const remainingOf = (lot: GrantLot) =>
    lot.expiresOn === null ? lot.initial : Math.max(0, Math.min(lot.initial, daysBetween(from, lot.expiresOn) + 1))
  const entitledFen = sumShares(
    lots.map((l) => ({ amountFen: paidFor(l), numerator: remainingOf(l), denominator: l.initial })),
    'up',
  )
  const first = lots[0]
  return {
    formula: 'T',
    consumedFen: sumFen(lots.map(paidFor)) - entitledFen,
    days: first === undefined ? null : { from, remaining: remainingOf(first), total: first.initial },
    entitledFen,
  }
}

/** Interest on what is given back, from the day the contract ended, half up to the fen. The cooling-off right gives the principal alone. */
export function interestOf(params: RuleParams, grant: GrantFacts, ask: GrantAsk, refundFen: number): GrantSheet['interest'] {
  if (ask.reasonCode === 'cooling_off') return { basis: 'none', rateBp: 0, rateId: null, rateFrom: null, days: 0, amountFen: 0 }
  const days = Math.max(0, daysBetween(ask.rescindedOn, ask.payOn))
  const amount = (rateBp: number) => scale(refundFen, rateBp * days, 10_000 * params.yearDays)
  if (grant.agreedRateBp !== null) {
    const rateBp = grant.agreedRateBp
    return { basis: 'agreed', rateBp, rateId: null, rateFrom: grant.paidOn, days, amountFen: amount(rateBp) }
  }
  const kind = params.interest[ask.cause]
  const rate = grant.rates[kind]
  if (!rate) throw new RateMissing({ kind, paidOn: grant.paidOn })
  return { basis: kind, rateBp: rate.rateBp, rateId: rate.id, rateFrom: rate.from, days, amountFen: amount(rate.rateBp) }
}
