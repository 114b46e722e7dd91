/** What the pages of reports ask for: each report of a day, of one store and of all, the rows behind a figure, what is owed. */
import { dayReports } from '../apps/console/src/features/reports/day-reports.ts'
import { DAY_REPORT_NAMES, type DayReport } from '../apps/server/src/modules/reports/day/definitions.ts'
import { dayFigures, dayRows } from '../apps/server/src/modules/reports/day/figures.ts'
import { storeFigures } from '../apps/server/src/modules/reports/day/stores.ts'
import { AGE_NAMES, liabilityAt, liabilityLots } from '../apps/server/src/modules/reports/index.ts'
import { depositsAt, receivableRows, receivablesAt } from '../apps/server/src/modules/reports/owed.ts'
import { type ReadCtx, system } from '../apps/server/src/platform/ctx.ts'
import { type Runtime, readCtx } from '../apps/server/src/platform/runtime.ts'
import { addDays } from '../apps/server/src/platform/time.ts'
import { runtimeOver } from './checkout-shop.ts'

export interface Side {
  label: string
  runtime: Runtime
  ctx: ReadCtx
  storeIds: string[]
  lastDay: string
}

/** Prepares the `n`-th way to put a question; what it returns is timed. */
export type Question = (side: Side, n: number) => Promise<() => Promise<unknown>>

export async function openSide(url: string, slug: string, label: string, lastDay: string): Promise<Side> {
  const runtime = runtimeOver(url)
  runtime.clock.setTo(Temporal.Instant.from(`${lastDay}T22:00:00+08:00`))
  const brand = await runtime.brands.bySlug(slug)
  if (!brand) throw new Error('the brand is missing')
  const ctx = readCtx(runtime, brand, system)
  const stores = await ctx.db.selectFrom('store').select('id').orderBy('code').execute()
  return { label, runtime, ctx, storeIds: stores.map((s) => s.id), lastDay }
}

const pick = <T>(list: readonly T[], n: number): T => list[n % list.length] as T
const storeOf = (side: Side, n: number) => pick(side.storeIds, n * 7)
/** One of the last so many days: a week is what is looked at every day, a month what is looked at now and then. */
const lately = (side: Side, n: number, days: number) => addDays(side.lastDay, -(n % days))
/** A day of the last year. */
const dayOf = (side: Side, n: number) => addDays(side.lastDay, -((n * 53) % 365))
const endOf = (day: string) => Temporal.Instant.from(`${day}T23:59:59+08:00`)

/** As the page groups it, every second time beside the days before. */
const grouped = (report: DayReport, n: number) => ({
  by: pick(dayReports[report].by, n).split(','),
  compare: n % 2 === 0 ? undefined : ('previous' as const),
})

function figures(report: DayReport, days: number, isOne: boolean): Question {
  return async (side, n) => {
    const to = dayOf(side, n)
    const query = { storeId: isOne ? storeOf(side, n) : undefined, from: addDays(to, 1 - days), to, ...grouped(report, n) }
    return () => dayFigures(side.ctx, report, query)
  }
}

/** The page of rows behind the largest figure of a store's day. */
function rows(report: DayReport): Question {
  return async (side, n) => {
    const span = { storeId: storeOf(side, n), from: dayOf(side, n), to: dayOf(side, n) }
    const { groups } = await dayFigures(side.ctx, report, { ...span, by: grouped(report, n).by })
    const query = { ...span, is: groups[0]?.key ?? {}, figure: dayReports[report].figures[0], limit: 50 }
    return () => dayRows(side.ctx, report, query)
  }
}

const KINDS = ['principal', 'bonus', 'pass'] as const

/** The page of lots behind a figure, now or at the end of one of the last days. */
function lots(days: number | null): Question {
  return async (side, n) => {
    const asOf = days === null ? undefined : endOf(addDays(lately(side, n, days), -1))
    const query = { storeId: storeOf(side, n), kind: pick(KINDS, n), age: pick([undefined, ...AGE_NAMES], n), asOf, limit: 50 }
    return () => liabilityLots(side.ctx, query)
  }
}

/** All stores side by side, on one of the last days. */
function stores(days: number): Question {
  return async (side, n) => {
    const day = lately(side, n, days)
    return () => storeFigures(side.ctx, { from: day, to: day })
  }
}

/** What was left of prepaid money at the end of one of the last days: the tiles above the prepaid report. */
function prepaidLeft(days: number): Question {
  return async (side, n) => () => liabilityAt(side.ctx, { storeId: storeOf(side, n), throughDay: lately(side, n, days) })
}

const WEEK = 7
const MONTH = 30

const perReport = (suffix: string, make: (report: DayReport) => Question) =>
  Object.fromEntries(DAY_REPORT_NAMES.map((report) => [`${report}${suffix}`, make(report)]))

/** What is looked at every day. */
export const questions: Record<string, Question> = {
  ...perReport('', (report) => figures(report, 1, true)),
  ...perReport('AllStores', (report) => figures(report, 1, false)),
  ...perReport('Rows', rows),
  stores: stores(WEEK),
  prepaidLeft: prepaidLeft(WEEK),
  liability: async (side, n) => () => liabilityAt(side.ctx, { storeId: storeOf(side, n) }),
  liabilityYesterday: async (side, n) => () => liabilityAt(side.ctx, { storeId: storeOf(side, n), asOf: endOf(addDays(side.lastDay, -1)) }),
  liabilityLots: lots(null),
  liabilityLotsEarlier: lots(WEEK),
  receivables: async (side, n) => () => receivablesAt(side.ctx, { storeId: n % 2 === 0 ? storeOf(side, n) : undefined }),
  receivablesRows: async (side, n) => () => receivableRows(side.ctx, { storeId: storeOf(side, n), limit: 50 }),
  deposits: async (side, n) => () => depositsAt(side.ctx, { storeId: n % 2 === 0 ? storeOf(side, n) : undefined }),
}

/** What the whole chain owes: every open lot is read, so it grows with them. */
export const chainQuestions: Record<string, Question> = { liabilityAllStores: async (side) => () => liabilityAt(side.ctx, {}) }

/** What is looked at now and then; for information. */
export const monthQuestions: Record<string, Question> = {
  ...perReport('Month', (report) => figures(report, 30, true)),
  ...perReport('MonthAllStores', (report) => figures(report, 30, false)),
  storesMonthAgo: stores(MONTH),
  prepaidLeftMonthAgo: prepaidLeft(MONTH),
  liabilityLotsMonthAgo: lots(MONTH),
  liabilityLastYear: async (side, n) => () =>
    liabilityAt(side.ctx, { storeId: storeOf(side, n), asOf: endOf(addDays(side.lastDay, -365)) }),
}
