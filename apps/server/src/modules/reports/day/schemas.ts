import { z } from 'zod'
import { pageOf, pageQuery } from '../../../platform/pages.ts'
import { COMPARISONS, lengthOf, MAX_DAYS } from './compare.ts'
import { DAY_REPORT_NAMES } from './definitions.ts'

const fen = z.number().int()

export const reportParams = z.object({ report: z.enum(DAY_REPORT_NAMES) })

/** A JSON object of words, as a group's `key` has them: `{"tender":"cash"}`. */
const is = z
  .string()
  .max(2_000)
  .transform((text, context) => {
    const parsed = z.record(z.string().max(40), z.string().max(200).nullable()).safeParse(jsonOf(text))
    if (parsed.success) return parsed.data
    context.addIssue({ code: 'custom', message: 'not a JSON object of words' })
    return z.NEVER
  })
  .optional()

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

export const spanFields = { storeId: z.uuid().optional(), from: z.iso.date(), to: z.iso.date() }

/** One day up to a leap year. */
export const isSpan = (query: { from: string; to: string }) => query.from <= query.to && lengthOf(query) <= MAX_DAYS
export const spanRule = { path: ['to'], message: `at most ${MAX_DAYS} days, and not before from` }

export const figuresFields = {
  ...spanFields,
  /** Words to group by, with commas; empty for the sums alone. The report's own when left out. */
  by: z
    .string()
    .max(200)
    .transform((text) => text.split(',').filter((word) => word !== ''))
    .optional(),
  is,
}
export const figuresQuery = z.object({ ...figuresFields, compare: z.enum(COMPARISONS).optional() }).refine(isSpan, spanRule)

export const rowsFields = {
  ...spanFields,
  is,
  /** Only the rows that count in this figure. */
  figure: z.string().max(40).optional(),
}
export const rowsQuery = z.object({ ...pageQuery, ...rowsFields }).refine(isSpan, spanRule)

const days = z.object({ from: z.string(), to: z.string() })
const figures = z.record(z.string(), fen)
const key = z.record(z.string(), z.string().nullable())

export const dayReport = z
  .object({
    report: z.enum(DAY_REPORT_NAMES),
    ...days.shape,
    /** The days it is compared with. */
    compared: days.nullable(),
    by: z.array(z.string()),
    groups: z.array(
      z
        .object({ key, /** Names behind the ids of `key`. */ labels: key, figures, before: figures.nullable() })
        .meta({ id: 'DayReportGroup' }),
    ),
    totals: figures,
    totalsBefore: figures.nullable(),
  })
  .meta({ id: 'DayReport' })

export const dayReportRows = pageOf(
  z
    .object({
      id: z.string(),
      businessDay: z.string(),
      at: z.string(),
      /** In the zone of the store: `2026-11-22 14:05`. */
      localTime: z.string(),
      document: z.object({ kind: z.string(), id: z.string(), number: z.string().nullable() }),
      member: z.object({ id: z.string(), number: z.string() }).nullable(),
      /** The line, or the note. */
      text: z.string(),
      key,
      labels: key,
      figures,
    })
    .meta({ id: 'DayReportRow' }),
)

export const storesQuery = z.object({ from: z.iso.date(), to: z.iso.date() }).refine(isSpan, spanRule)

const storeFigures = {
  /** Money that came in, refunds taken off. */
  takingsFen: fen,
  /** What was performed or handed over, however it was paid. */
  consumptionFen: fen,
  visits: fen,
  prepaidSoldFen: fen,
  /** Of what this store sold, wherever it was used. */
  prepaidUsedFen: fen,
  /** At the end of the last day. */
  prepaidLeftFen: fen,
  /** Refunds and voids. */
  refundFen: fen,
  discountFen: fen,
}

export const storesReport = z
  .object({
    ...days.shape,
    rows: z.array(
      z
        .object({
          storeId: z.string(),
          code: z.string(),
          name: z.string(),
          ...storeFigures,
          /** Shifts that are open now, whatever days are asked about. */
          openShifts: z.number().int(),
          /** The oldest day one of them belongs to: before today, somebody forgot to hand over. */
          openSince: z.string().nullable(),
        })
        .meta({ id: 'StoreFigures' }),
    ),
    totals: z.object(storeFigures),
  })
  .meta({ id: 'StoresReport' })
