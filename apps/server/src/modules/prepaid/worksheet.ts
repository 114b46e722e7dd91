/**
 * What is due when prepaid money is given back by law. Pure: facts and rules in, every line of the worksheet out.
 *
 * M, not the customer's cause: paid − ⌊Σcharged × paid ⁄ (paid + bonus)⌋. C, the customer's cause: max(0, paid − ⌊Σlist⌋). T, unlimited:
 * ⌈paid × remaining days ⁄ total days⌉. Within the cooling-off days: all, less what was served at the price charged. Everything is added up
 * first and rounded once, in the customer's favour. Of a pass that was not wholly paid the formula takes the whole price, and what was never
 * paid of it is set off. What was refunded before comes off what the formula gives over the grant's whole life.
 */
import { scale, sumFen } from '../../platform/money.ts'
import { addDays, type LocalDate } from '../../platform/time.ts'
import { CoolingOffUnavailable, HistoryUnclear, NothingDue, PrepaidBlocked, RescissionDayInvalid } from './errors.ts'
import { type GrantAsk, type GrantFacts, kindOf } from './facts.ts'
import { entitled, interestOf, totalsOf } from './formulas.ts'
import { everythingLeft, portionOf } from './portion.ts'
import type { Reason, RuleParams } from './rule-params.ts'
import type { Gift, GrantSheet, Sheet } from './schemas.ts'

export interface RuleSet {
  id: string
  version: number
  effectiveFrom: LocalDate
  source: string
  params: RuleParams
}

export interface Ask {
  storeId: string
  memberId: string
  reasonCode: Reason
  rescindedOn: LocalDate
  serviceStoppedOn: LocalDate | null
  hadSameService: boolean
  gifts: readonly Gift[]
  grants: readonly { grantId: string; portionFen: number | null }[]
}

/**
 * The whole worksheet, as of the day on which the money is to be paid.
 * @throws RescissionDayInvalid, CoolingOffUnavailable, PrepaidBlocked, HistoryUnclear, PartialNotClean, NothingDue
 */
export function worksheetOf(rule: RuleSet, facts: readonly GrantFacts[], ask: Ask, payOn: LocalDate): Sheet {
  const cause = rule.params.causes[ask.reasonCode]
  if (ask.rescindedOn > payOn || (ask.serviceStoppedOn !== null && ask.serviceStoppedOn > ask.rescindedOn))
    throw new RescissionDayInvalid({})
  const grants = facts.map((grant) => {
    const portionFen = ask.grants.find((g) => g.grantId === grant.grantId)?.portionFen ?? null
    return grantSheet(rule.params, grant, { ...ask, cause, payOn, portionFen })
  })
  const refundFen = sumFen(grants.map((g) => g.refundFen))
  const unpaidFen = sumFen(grants.map((g) => g.unpaidFen ?? 0))
  const giftFen = Math.min(refundFen - unpaidFen, sumFen(ask.gifts.map((g) => g.deductFen)))
  const interestFen = sumFen(grants.map((g) => g.interest.amountFen))
  return {
    format: 1,
    storeId: ask.storeId,
    memberId: ask.memberId,
    reasonCode: ask.reasonCode,
    cause,
    rescindedOn: ask.rescindedOn,
    serviceStoppedOn: ask.serviceStoppedOn,
    hadSameService: ask.hadSameService,
    payOn,
    rule: { id: rule.id, version: rule.version, effectiveFrom: rule.effectiveFrom, source: rule.source, params: rule.params },
    grants,
    gifts: ask.gifts.map((g) => ({ name: g.name, valueFen: g.valueFen, deductFen: g.deductFen, reason: g.reason })),
    refundFen,
    ...(unpaidFen > 0 ? { unpaidFen } : {}),
    giftFen,
    interestFen,
    lotValueFen: sumFen(grants.map((g) => g.lotValueFen)),
    resultFen: sumFen(grants.map((g) => g.resultFen)),
    totalFen: refundFen - unpaidFen - giftFen + interestFen,
  }
}

/** One top-up or pass. @throws as `worksheetOf` */
export function grantSheet(params: RuleParams, grant: GrantFacts, ask: GrantAsk): GrantSheet {
  refuseUnclear(params, grant, ask)
  const totals = totalsOf(params, grant, ask)
  const found = entitled(params, grant, ask, totals)
  // Nobody owes for what is given back: of a pass that was not wholly paid, the rest of the price is owed no more, whatever the formula gives.
  const leftFen = Math.max(grant.owedFen, found.entitledFen - grant.refundedBeforeFen, 0)
  const portion = portionOf(grant, leftFen, ask.portionFen)
  const refundFen = portion?.refundFen ?? leftFen
  if (refundFen === 0) throw new NothingDue({ grantId: grant.grantId, byCause: totals.byCause })
  const lots = portion?.lots ?? everythingLeft(grant)
  const lotValueFen = sumFen(lots.map((l) => l.valueFen))
  return {
    grantId: grant.grantId,
    name: grant.name,
    kind: kindOf(grant),
    ticketNumber: grant.ticketNumber,
    paidOn: grant.paidOn,
    paidFen: totals.paidFen,
    bonusFen: totals.bonusFen,
    coolingOffUntil: coolingOffUntil(params, grant),
    uses: grant.uses.map((u) => ({
      ticketId: u.ticketId,
      ticketNumber: u.ticketNumber,
      day: u.day,
      name: u.name,
      sessions: u.sessions,
      chargedFen: u.chargedFen,
      listFen: u.whole === 0 ? 0 : scale(u.ordinaryFen, u.part, u.whole),
    })),
    chargedFen: totals.chargedFen,
    listFen: totals.listFen,
    ...found,
    refundedBeforeFen: grant.refundedBeforeFen,
    ...(grant.owedFen > 0 ? { unpaidFen: grant.owedFen } : {}),
    portion: portion === null ? null : { portionFen: portion.portionFen, ofFen: portion.ofFen },
    refundFen,
    byCause: totals.byCause,
    interest: interestOf(params, grant, ask, refundFen - grant.owedFen),
    lots,
    lotValueFen,
    resultFen: refundFen - lotValueFen,
  }
}

/** The last day of the cooling-off right: the day of payment does not count. */
export function coolingOffUntil(params: RuleParams, grant: Pick<GrantFacts, 'paidOn'>): LocalDate {
  return addDays(grant.paidOn, params.coolingOffDays)
}

function refuseUnclear(params: RuleParams, grant: GrantFacts, ask: GrantAsk): void {
  const { grantId, paidOn } = grant
  if (ask.rescindedOn < paidOn) throw new RescissionDayInvalid({ grantId, paidOn })
  if (ask.serviceStoppedOn !== null && ask.serviceStoppedOn < paidOn) throw new RescissionDayInvalid({ grantId, paidOn })
  const blocked = grant.lots.find((l) => l.held > 0 || (l.isFrozen && l.remaining > 0))
  if (blocked) throw new PrepaidBlocked({ grantId, lotId: blocked.id, held: blocked.held, isFrozen: blocked.isFrozen })
  const unclear = grant.lots.find((l) => l.initial - l.remaining !== l.spent + l.lapsed + l.taken + l.transferred)
  if (unclear) throw new HistoryUnclear({ grantId, lotId: unclear.id })
  if (ask.reasonCode !== 'cooling_off') return
  const until = coolingOffUntil(params, grant)
  if (ask.rescindedOn > until) throw new CoolingOffUnavailable({ grantId, why: 'late', until })
  if (ask.hadSameService) throw new CoolingOffUnavailable({ grantId, why: 'same_service' })
}
