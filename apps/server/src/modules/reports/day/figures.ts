/** Reports of a day or a range of days: sums of their rows by any of their words, and the rows behind each sum. */
import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx } from '../../../platform/ctx.ts'
import { InvalidInput } from '../../../platform/errors.ts'
import { decodeCursor, toPage } from '../../../platform/pages.ts'
import { ReportTooLarge } from '../errors.ts'
import { storesOf } from '../scope.ts'
import { type Comparison, comparedWith, type Days } from './compare.ts'
import { type DayReport, type Definition, definitionOf, type Named } from './definitions.ts'
import type { Span } from './facts.ts'

export interface FiguresQuery extends Days {
  storeId?: string | undefined
  by?: readonly string[] | undefined
  is?: Readonly<Record<string, string | null>> | undefined
  compare?: Comparison | undefined
}

export type Figures = Record<string, number>

/** Everything of one kind: the values it has in common, in words where they are ids, and its sums. */
export interface Group {
  key: Record<string, string | null>
  labels: Record<string, string | null>
  figures: Figures
  /** The same in the days it is compared with; null when nothing is compared. */
  before: Figures | null
}

/** More groups than this are nothing to look at. */
export const MAX_GROUPS = 5_000

/** The sums of a report. @throws NotFound, Forbidden, InvalidInput, ReportTooLarge */
export async function dayFigures(ctx: ReadCtx, report: DayReport, query: FiguresQuery) {
  const definition = definitionOf(report)
  const by = query.by ?? definition.by
  for (const dim of by) known(definition, dim, 'by')
  const stores = storesOf(ctx, query.storeId)
  const days = { from: query.from, to: query.to }
  const compared = query.compare === undefined ? null : comparedWith(days, query.compare)
  const sums = (span: Days) => groupsOf(ctx, definition, { stores, ...span }, by, query.is ?? {})
  const [now, before] = await Promise.all([sums(days), compared === null ? null : sums(compared)])
  const groups = before === null ? now : merged(definition, now, before)
  return {
    report,
    ...days,
    compared,
    by: [...by],
    groups,
    totals: totalsOf(
      definition,
      groups.map((g) => g.figures),
    ),
    totalsBefore:
      before === null
        ? null
        : totalsOf(
            definition,
            before.map((g) => g.figures),
          ),
  }
}

async function groupsOf(
  ctx: ReadCtx,
  definition: Definition,
  span: Span,
  by: readonly string[],
  is: Readonly<Record<string, string | null>>,
): Promise<Group[]> {
  const columns = by.map((dim) => sql`f.${sql.ref(dim)}::text as ${sql.ref(dim)}`)
  const sums = definition.figures.map((figure) => sql`coalesce(sum(f.${sql.ref(figure)}), 0)::bigint as ${sql.ref(figure)}`)
  const groups = by.length === 0 ? sql`` : sql`group by ${sql.join(by.map((dim) => sql`f.${sql.ref(dim)}`))}`
  const order = by.includes('day') ? sql`g.day,` : sql``
  const first = sql.ref(`g.${definition.figures[0]}`)
  const { rows } = await sql<Record<string, string | number | null>>`
    with g as (
      select ${sql.join([...columns, ...sums])} from (${definition.facts(span)}) f where ${chosen(definition, is)} ${groups}
    )
    select g.* ${labels(definition, by, 'g')} from g
    order by ${order} ${first} desc ${by.length === 0 ? sql`` : sql`, ${sql.join(by.map((dim) => sql.ref(`g.${dim}`)))}`}
    limit ${sql.lit(MAX_GROUPS + 1)}`.execute(ctx.db)
  if (rows.length > MAX_GROUPS) throw new ReportTooLarge({ limit: MAX_GROUPS })
  return rows.map((row) => ({ ...wordsOf(definition, by, row), figures: pick(definition.figures, row), before: null }))
}

export interface RowsQuery extends Days {
  storeId?: string | undefined
  is?: Readonly<Record<string, string | null>> | undefined
  /** Only rows that this figure counts. */
  figure?: string | undefined
  limit: number
  cursor?: string | undefined
}

type RawRow = Record<string, string | number | null> & {
  day: string
  at: Temporal.Instant
  localTime: string
  rowKey: string
  docKind: string
  docId: string
  docNumber: string | null
  memberId: string | null
  memberNumber: string | null
}

/** The rows behind a figure, newest first. @throws NotFound, Forbidden, InvalidInput */
export async function dayRows(ctx: ReadCtx, report: DayReport, query: RowsQuery) {
  const definition = definitionOf(report)
  const span = { stores: storesOf(ctx, query.storeId), from: query.from, to: query.to }
  const [day, at, rowKey] = decodeCursor(query.cursor, 3) ?? []
  const after = day === undefined ? sql`true` : sql`(f.day, f.at, f."rowKey") < (${day}::date, ${at}::timestamptz, ${rowKey}::text)`
  const counted = query.figure === undefined ? sql`true` : sql`f.${sql.ref(known(definition, query.figure, 'figure'))} <> 0`
  const dims = Object.keys(definition.dims)
  const { rows } = await sql<RawRow>`
    with f as (
      select f.* from (${definition.facts(span)}) f where ${chosen(definition, query.is ?? {})} and ${counted} and ${after}
      order by f.day desc, f.at desc, f."rowKey" desc limit ${query.limit + 1}::int
    )
    select f.*, (select number from member where id = f."memberId") as "memberNumber",
      to_char(f.at at time zone (select zone from store where id = f.store::uuid), 'YYYY-MM-DD HH24:MI') as "localTime" ${labels(definition, dims, 'f')}
    from f order by f.day desc, f.at desc, f."rowKey" desc`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (row) => toRow(definition, dims, row),
    (row) => [row.day, row.at.toString(), row.rowKey],
  )
}

function toRow(definition: Definition, dims: readonly string[], row: RawRow) {
  return {
    id: row.rowKey,
    businessDay: row.day,
    at: row.at.toString(),
    localTime: row.localTime,
    document: { kind: row.docKind, id: row.docId, number: row.docNumber },
    member: row.memberId === null ? null : { id: row.memberId, number: row.memberNumber ?? '' },
    text: definition.hasText ? String(row.what ?? '') : '',
    ...wordsOf(definition, dims, row),
    figures: pick(definition.figures, row),
  }
}

/** What rows are chosen by: each word as it stands in a group's key. */
function chosen(definition: Definition, is: Readonly<Record<string, string | null>>): RawBuilder<unknown> {
  const conditions = Object.entries(is).map(
    ([dim, value]) => sql`f.${sql.ref(known(definition, dim, 'is'))}::text is not distinct from ${value}::text`,
  )
  return conditions.length === 0 ? sql`true` : sql.join(conditions, sql` and `)
}

/** @throws InvalidInput when the report has no such word or figure: nothing else becomes a column's name */
function known(definition: Definition, name: string, path: 'by' | 'is' | 'figure'): string {
  const names = path === 'figure' ? definition.figures : Object.keys(definition.dims)
  if (names.includes(name)) return name
  throw new InvalidInput({}, [{ path: `query.${path}`, code: 'invalid', message: `this report has no ${name}` }])
}

/** Names behind ids, looked up for what is shown, never for what is added up. */
function labels(definition: Definition, dims: readonly string[], from: 'f' | 'g'): RawBuilder<unknown> {
  const named = dims.flatMap((dim) => {
    const table: Named = definition.dims[dim] ?? null
    if (table === null) return []
    return [sql`(select name from ${sql.table(table)} where id = ${sql.ref(`${from}.${dim}`)}::uuid) as ${sql.ref(`${dim}Label`)}`]
  })
  return named.length === 0 ? sql`` : sql`, ${sql.join(named)}`
}

function wordsOf(definition: Definition, dims: readonly string[], row: Record<string, unknown>): Pick<Group, 'key' | 'labels'> {
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  const named = dims.filter((dim) => definition.dims[dim] !== null)
  return {
    key: Object.fromEntries(dims.map((dim) => [dim, text(row[dim])])),
    labels: Object.fromEntries(named.map((dim) => [dim, text(row[`${dim}Label`])])),
  }
}

function pick(figures: readonly string[], row: Record<string, unknown>): Figures {
  return Object.fromEntries(figures.map((figure) => [figure, Number(row[figure])]))
}

function totalsOf(definition: Definition, all: readonly Figures[]): Figures {
  return Object.fromEntries(definition.figures.map((figure) => [figure, all.reduce((sum, f) => sum + (f[figure] ?? 0), 0)]))
}

/** Groups of both spans side by side; what only one of them has is zero in the other. Days are other days, so they have nothing beside them. */
function merged(definition: Definition, now: readonly Group[], before: readonly Group[]): Group[] {
  if (now.some((group) => 'day' in group.key)) return [...now]
  const zero = Object.fromEntries(definition.figures.map((figure) => [figure, 0]))
  const keyOf = (group: Group) => JSON.stringify(group.key)
  const earlier = new Map(before.map((group) => [keyOf(group), group]))
  const both = now.map((group) => ({ ...group, before: earlier.get(keyOf(group))?.figures ?? zero }))
  const seen = new Set(now.map(keyOf))
  const gone = before.filter((group) => !('day' in group.key) && !seen.has(keyOf(group)))
  return [...both, ...gone.map((group) => ({ ...group, figures: zero, before: group.figures }))]
}
