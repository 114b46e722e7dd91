/** Reports as tables for a spreadsheet. */
import type { ReadCtx } from '../../platform/ctx.ts'
import type { SheetLanguage } from '../../platform/route-sheet.ts'
import { type Cell, MAX_SHEET_ROWS, type Sheet, type SheetColumn } from '../../platform/sheet.ts'
import { readStore } from '../settings/index.ts'
import type { Days } from './day/compare.ts'
import { type DayReport, definitionOf } from './day/definitions.ts'
import { dayFigures, dayRows, type FiguresQuery, type RowsQuery } from './day/figures.ts'
import { STORE_FIGURES, storeFigures } from './day/stores.ts'
import { type LiabilityLotsQuery, type LiabilityQuery, liabilityAt, liabilityLots } from './queries.ts'
import { nameIn, valueIn } from './sheet-words.ts'

/** One more than a sheet may hold, so that too many are noticed. */
const LIMIT = MAX_SHEET_ROWS + 1

/** The same reader, whose reports are those that may leave the house. */
export function forExport(ctx: ReadCtx): ReadCtx {
  const { actor } = ctx
  const can: typeof actor.can = (action, subject, scopeId) =>
    actor.can(action, subject, scopeId) && (subject !== 'Report' || actor.can('export', 'Report', scopeId))
  return { ...ctx, actor: { ...actor, can } }
}

function headOf(lang: SheetLanguage, report: string, name: string): string {
  // `discounts`, `visits` and `staff` are a report and a column each.
  if (name === 'discounts' || name === 'visits') return nameIn(lang, `${name}_count`)
  return nameIn(lang, name === 'staff' && report === 'staff' ? 'staffMember' : name)
}

function figureColumns(lang: SheetLanguage, report: string, figures: readonly string[]): SheetColumn[] {
  return figures.map((figure) => ({ title: headOf(lang, report, figure), kind: figure.endsWith('Fen') ? 'money' : 'count' }))
}

const textColumn = (title: string): SheetColumn => ({ title, kind: 'text' })
const fileName = (lang: SheetLanguage, report: string, { from, to }: Days) =>
  `${nameIn(lang, report)} ${from === to ? from : `${from}~${to}`}`
/** `2026-11-22 14:05`, as the clock in the store showed it. */
const localText = (at: string, zone: string) =>
  Temporal.Instant.from(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ')

type Worded = { key: Record<string, string | null>; labels: Record<string, string | null> }

function wordOf(lang: SheetLanguage, dim: string, { key, labels }: Worded): Cell {
  const value = key[dim] ?? null
  if (value === null) return null
  return dim in labels ? (labels[dim] ?? value) : valueIn(lang, dim, value)
}

export async function figuresSheet(ctx: ReadCtx, lang: SheetLanguage, report: DayReport, query: FiguresQuery): Promise<Sheet> {
  const { figures } = definitionOf(report)
  const { by, groups, totals } = await dayFigures(forExport(ctx), report, query)
  const total = [...by.map((_, i) => (i === 0 ? nameIn(lang, 'total') : null)), ...figures.map((f) => totals[f] ?? 0)]
  return {
    name: fileName(lang, report, query),
    columns: [...by.map((dim) => textColumn(headOf(lang, report, dim))), ...figureColumns(lang, report, figures)],
    rows: [...groups.map((g) => [...by.map((dim) => wordOf(lang, dim, g)), ...figures.map((f) => g.figures[f] ?? 0)]), total],
  }
}

export async function rowsSheet(
  ctx: ReadCtx,
  lang: SheetLanguage,
  report: DayReport,
  query: Omit<RowsQuery, 'limit' | 'cursor'>,
): Promise<Sheet> {
  const { figures, dims, hasText } = definitionOf(report)
  const { items } = await dayRows(forExport(ctx), report, { ...query, limit: LIMIT })
  const words = Object.keys(dims).filter((dim) => dim !== 'day')
  const heads = ['day', 'at', 'document', 'member', ...(hasText ? ['text'] : []), ...words]
  return {
    name: fileName(lang, report, query),
    columns: [...heads.map((head) => textColumn(headOf(lang, report, head))), ...figureColumns(lang, report, figures)],
    rows: items.map((row) => [
      row.businessDay,
      row.localTime,
      row.document.number,
      row.member?.number ?? null,
      ...(hasText ? [row.text === row.key.kind ? wordOf(lang, 'kind', row) : row.text] : []),
      ...words.map((dim) => wordOf(lang, dim, row)),
      ...figures.map((f) => row.figures[f] ?? 0),
    ]),
  }
}

export async function storesSheet(ctx: ReadCtx, lang: SheetLanguage, days: Days): Promise<Sheet> {
  const { rows, totals } = await storeFigures(forExport(ctx), days)
  return {
    name: fileName(lang, 'stores', days),
    columns: [textColumn(nameIn(lang, 'code')), textColumn(nameIn(lang, 'store')), ...figureColumns(lang, 'stores', STORE_FIGURES)],
    rows: [
      ...rows.map((row) => [row.code, row.name, ...STORE_FIGURES.map((f) => row[f])]),
      [nameIn(lang, 'total'), null, ...STORE_FIGURES.map((f) => totals[f])],
    ],
  }
}

export async function liabilitySheet(ctx: ReadCtx, lang: SheetLanguage, query: LiabilityQuery): Promise<Sheet> {
  const { rows, asOf, throughDay } = await liabilityAt(forExport(ctx), query)
  return {
    name: `${nameIn(lang, 'liability')} ${throughDay ?? asOf.slice(0, 10)}`,
    columns: [
      ...['store', 'kind', 'unit', 'age'].map((head) => textColumn(nameIn(lang, head))),
      ...figureColumns(lang, 'liability', ['lots', 'quantity', 'valueFen']),
    ],
    rows: rows.map((row) => [
      row.storeName,
      valueIn(lang, 'kind', row.kind),
      valueIn(lang, 'unit', row.unit),
      valueIn(lang, 'age', row.age),
      row.lots,
      // Fen among sessions and days: yuan, as the word beside it says.
      row.unit === 'fen' ? row.quantity / 100 : row.quantity,
      row.valueFen,
    ]),
  }
}

export async function lotsSheet(ctx: ReadCtx, lang: SheetLanguage, query: Omit<LiabilityLotsQuery, 'limit' | 'cursor'>): Promise<Sheet> {
  const { zone } = await readStore(ctx, query.storeId)
  const { items } = await liabilityLots(forExport(ctx), { ...query, limit: LIMIT })
  return {
    name: `${nameIn(lang, 'liability')} ${query.throughDay ?? (query.asOf ?? ctx.now).toString().slice(0, 10)}`,
    columns: [
      ...['member', 'text', 'kind', 'unit', 'since', 'until'].map((head) => textColumn(nameIn(lang, head))),
      ...figureColumns(lang, 'liability', ['remaining', 'valueFen']),
    ],
    rows: items.map((lot) => [
      lot.memberNumber,
      lot.name,
      valueIn(lang, 'kind', lot.kind),
      valueIn(lang, 'unit', lot.unit),
      localText(lot.createdAt, zone),
      lot.expiresOn,
      lot.unit === 'fen' ? lot.remaining / 100 : lot.remaining,
      lot.valueFen,
    ]),
  }
}
