/** The worksheet of a refund of prepaid money, as of now; nothing is written. */
import { limitsOf } from '../../modules/access/index.ts'
import {
  type Ask,
  coolingOffUntil,
  GrantUnknown,
  kindOf,
  REASONS,
  type RuleSet,
  ruleSetById,
  ruleSetOn,
  type Sheet,
  totalsOf,
  worksheetOf,
} from '../../modules/prepaid/index.ts'
import { readStore, type Store } from '../../modules/settings/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { sumFen } from '../../platform/money.ts'
import { addDays, businessDay, dateIn, type LocalDate } from '../../platform/time.ts'
import { type LoadedGrant, loadGrants } from './load-grants.ts'
import type { GrantChoices, QuoteBody, Quoted } from './schemas.ts'
import { cashPaid, planOf, type Way, waysOf } from './ways.ts'

export interface Worked {
  store: Store
  /** The date of the calendar, by which the law's periods run; the books' day may still be yesterday's. */
  today: LocalDate
  /** The day of the books the payout falls in. */
  businessDay: LocalDate
  rule: RuleSet
  sheet: Sheet
  grants: LoadedGrant[]
  ways: Way[]
  dueOn: LocalDate
}

/** What was asked over the wire, with the days it left open filled in. */
export function askOf(memberId: string, body: QuoteBody, today: LocalDate): Ask {
  const { storeId, grants, reasonCode, serviceStoppedOn, hadSameService, gifts } = body
  return { storeId, memberId, grants, reasonCode, serviceStoppedOn, hadSameService, gifts, rescindedOn: body.rescindedOn ?? today }
}

export async function todayAt(ctx: ReadCtx, storeId: string): Promise<{ store: Store; today: LocalDate }> {
  const store = await readStore(ctx, storeId)
  return { store, today: dateIn(ctx.now, store.zone) }
}

/**
 * Works the whole thing out, by the rules in force on the day the contract ended, or by those of an earlier request.
 * @throws GrantUnknown, RulesMissing and what the worksheet throws
 */
export async function workOut(ctx: ReadCtx, ask: Ask, ruleSetId: string | null): Promise<Worked> {
  const { store, today } = await todayAt(ctx, ask.storeId)
  const rule = ruleSetId === null ? await ruleSetOn(ctx, ask.rescindedOn) : await ruleSetById(ctx, ruleSetId)
  const grants = await loadGrants(
    ctx,
    ask.memberId,
    ask.grants.map((g) => g.grantId),
  )
  const unknown = ask.grants.find((g) => !grants.some((known) => known.grantId === g.grantId))
  if (unknown) throw new GrantUnknown({ grantId: unknown.grantId })
  const sheet = worksheetOf(rule, grants, ask, today)
  const ways = waysOf(grants, sheet.totalFen, rule.params.wechatDays, today)
  const day = businessDay(ctx.now, store.zone, store.cutoffHour)
  return { store, today, businessDay: day, rule, sheet, grants, ways, dueOn: addDays(today, rule.params.payOutDays) }
}

/** The worksheet with the ways to pay it, as the desk shows it. */
export async function quotePrepaidRefund(ctx: ReadCtx, memberId: string, body: QuoteBody): Promise<Quoted> {
  const { today } = await todayAt(ctx, body.storeId)
  return quotedOf(ctx, await workOut(ctx, askOf(memberId, body, today), null))
}

export async function quotedOf(ctx: ReadCtx, worked: Worked): Promise<Quoted> {
  const { sheet, ways, grants, dueOn } = worked
  return {
    sheet,
    ways,
    plan: planOf(ways, sheet.totalFen, cashPaid(grants)),
    dueOn,
    needsApproval: (await needsApproval(ctx, sheet)) ? { act: 'refund', fen: sheet.totalFen } : null,
  }
}

export async function needsApproval(ctx: ReadCtx, sheet: Sheet): Promise<boolean> {
  const { refundFen } = await limitsOf(ctx, sheet.storeId)
  return refundFen !== null && sheet.totalFen > refundFen
}

/** The top-ups and passes of a member that may be asked back, newest first, and the reasons there are. */
export async function listPrepaidGrants(ctx: ReadCtx, memberId: string, storeId: string): Promise<GrantChoices> {
  const { today } = await todayAt(ctx, storeId)
  const rule = await ruleSetOn(ctx, today)
  const grants = (await loadGrants(ctx, memberId, null)).filter((g) => g.isAlive && g.lots.some((l) => l.considerationFen > 0))
  return {
    items: grants.reverse().map((grant) => choiceOf(rule, grant, today)),
    reasons: REASONS.map((code) => ({ code, cause: rule.params.causes[code] })),
  }
}

function choiceOf(rule: RuleSet, grant: LoadedGrant, today: LocalDate): GrantChoices['items'][number] {
  const ask = {
    reasonCode: 'breach' as const,
    cause: 'merchant' as const,
    rescindedOn: today,
    payOn: today,
    serviceStoppedOn: null,
    hadSameService: false,
    portionFen: null,
  }
  const { paidFen, bonusFen, byCause } = totalsOf(rule.params, grant, ask)
  const left = (fen: number) => Math.max(0, fen - grant.refundedBeforeFen - grant.owedFen)
  const until = coolingOffUntil(rule.params, grant)
  return {
    grantId: grant.grantId,
    name: grant.name,
    kind: kindOf(grant),
    storeId: grant.storeId,
    ticketNumber: grant.ticketNumber,
    paidOn: grant.paidOn,
    paidFen: paidFen - grant.owedFen,
    owedFen: grant.owedFen,
    bonusFen,
    principalLeftFen: sumFen(grant.lots.filter((l) => l.kind === 'principal').map((l) => l.remaining)),
    lotValueFen: sumFen(grant.lots.map((l) => l.valueFen)),
    sessionsLeft: grant.lots.reduce((a, l) => a + (l.unit === 'session' ? l.remaining : 0), 0),
    usesCount: grant.uses.length,
    coolingOffUntil: until,
    isCoolingOff: today <= until,
    hadServiceBefore: grant.hadServiceBefore,
    byCause: { merchantFen: left(byCause.merchantFen), customerFen: left(byCause.customerFen) },
    isBlocked: grant.lots.some((l) => l.held > 0 || (l.isFrozen && l.remaining > 0)),
    openRequestId: grant.openRequestId,
  }
}
