/** Members by what they spent or when they last came: the figures of last night. */
import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { listColumns, type RowOfList, statColumns, toRow } from './list-row.ts'
import { tokenOf } from './person.ts'
import type { Entry } from './search-tokens.ts'

/** A list of tokens shorter than this is sorted; of a longer one enough stand near the top of the order to find them by walking it. */
const SPARSE = 20_000
/** Before every day and below every sum: where those without a figure stand. */
const NO_DAY = '0001-01-01'

const ORDERS: Record<'spend' | 'lastVisit', { key: RawBuilder<unknown>; type: RawBuilder<unknown>; order: RawBuilder<unknown> }> = {
  spend: { key: sql`stat.spend_fen`, type: sql`bigint`, order: sql`stat.spend_fen desc, stat.member_no desc` },
  lastVisit: {
    key: sql`coalesce(stat.last_visit_on, ${sql.lit(NO_DAY)}::date)`,
    type: sql`date`,
    order: sql`coalesce(stat.last_visit_on, ${sql.lit(NO_DAY)}::date) desc, stat.member_no desc`,
  },
}

export async function bySort(
  ctx: ReadCtx,
  filter: { sort: 'spend' | 'lastVisit'; limit: number; cursor?: string | undefined },
  anyOf: readonly Entry[],
  allOf: readonly Entry[],
) {
  const { key, type, order } = ORDERS[filter.sort]
  const cursor = decodeCursor(filter.cursor, 2)
  const any = anyOf.map((e) => tokenOf(ctx.brand, e))
  const all = allOf.map((e) => tokenOf(ctx.brand, e))
  const source = await sourceOf(ctx, any, all)
  const after = cursor ? sql`and (${key}, stat.member_no) < (${cursor[0]}::${type}, ${Number(cursor[1])}::bigint)` : sql``
  const { rows } = await sql<RowOfList>`
    select ${listColumns}, ${statColumns}
    from ${source} join member m on m.member_no = stat.member_no join level l on l.id = m.level_id
    where m.merged_into_id is null and not m.is_anonymous ${after}
      and (cardinality(${any}::bigint[]) = 0 or exists (
        select 1 from member_token x where x.member_no = stat.member_no and x.token = any(${any}::bigint[])))
      and (select coalesce(bool_and(exists (select 1 from member_token x where x.token = r.token and x.member_no = stat.member_no)), true)
        from unnest(${all}::bigint[]) as r(token))
    order by ${order} limit ${filter.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    filter.limit,
    (row) => toRow(ctx, row),
    (row) => [filter.sort === 'spend' ? (row.stat_spend_fen ?? 0) : (row.stat_last_visit_on ?? NO_DAY), row.member_no],
  )
}

/** The figures to go through: all of them in order, or those of the shortest list that must hold, when one is short. */
async function sourceOf(ctx: ReadCtx, any: readonly string[], all: readonly string[]): Promise<RawBuilder<unknown>> {
  const groups = [...all.map((token) => [token]), ...(any.length > 0 ? [any] : [])]
  if (groups.length === 0) return sql`member_stat stat`
  const { rows } = await sql<{ ordinal: number }>`
    select g.ordinal from jsonb_array_elements(${JSON.stringify(groups)}::jsonb) with ordinality as g(tokens, ordinal)
    cross join lateral (
      select count(*) as n from (select 1 from jsonb_array_elements_text(g.tokens) as w(token)
        join member_token k on k.token = w.token::bigint limit ${SPARSE}) s) c
    where c.n < ${SPARSE} order by c.n limit 1`.execute(ctx.db)
  const shortest = rows[0] ? (groups[Number(rows[0].ordinal) - 1] ?? []) : null
  if (shortest === null) return sql`member_stat stat`
  return sql`(select distinct k.member_no from member_token k where k.token = any(${shortest}::bigint[])) hit
    join member_stat stat on stat.member_no = hit.member_no`
}
