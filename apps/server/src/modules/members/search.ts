/** Members found by token. */
import { sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { circlesOf } from '../fields/index.ts'
import { listColumns, type RowOfList, statColumns, toRow } from './list-row.ts'
import { tokenOf } from './person.ts'
import { parsePhone } from './phone.ts'
import type { MemberSort } from './schemas.ts'
import { classify, type Entry, fold } from './search-tokens.ts'
import { bySort } from './sorted-search.ts'

export interface MemberFilter {
  q?: string | undefined
  tag?: string | readonly string[] | undefined
  levelId?: string | undefined
  adviserId?: string | undefined
  /** Spent in the last year at least this much: one of SPEND_STEPS_FEN. */
  spendFromFen?: number | undefined
  sort?: MemberSort | undefined
  limit: number
  cursor?: string | undefined
}

/** The list under the desk's input, the list of members, and two for whoever asks by API. */
const PAGE_SIZES = [8, 20, 50, 100]

/** Whether somebody may look for whole phone numbers: those who may have one shown in full. */
function canFindByPhone(ctx: ReadCtx): boolean {
  return ctx.actor.can('reveal', 'Member')
}

/** What was typed, as tokens: whoever has any of the first and all of the second is meant. Null when nothing can be looked for. */
export function tokensOfSearch(ctx: ReadCtx, q: string): { anyOf: string[]; allOf: string[] } | null {
  const search = classify(q, canFindByPhone(ctx))
  const tokens = (entries: readonly Entry[]) => entries.map((entry) => tokenOf(ctx.brand, entry))
  return search && { anyOf: tokens(search.anyOf), allOf: tokens(search.allOf) }
}

/** Members, newest first or as asked; one walk along an index from its end that stops when the page is full. */
export async function searchMembers(ctx: ReadCtx, filter: MemberFilter) {
  // Who sees no money must not learn it from an order or a filter either.
  if (filter.spendFromFen !== undefined || filter.sort === 'spend') authorize(ctx, 'read', 'Wallet')
  const search = filter.q ? classify(filter.q, canFindByPhone(ctx), circlesOf(ctx.actor)) : { anyOf: [], allOf: [] }
  if (search === null) return { items: [], nextCursor: null }
  const allOf: Entry[] = [...search.allOf, ...filterEntries(filter)]
  if (filter.sort && filter.sort !== 'newest') return bySort(ctx, { ...filter, sort: filter.sort }, search.anyOf, allOf)
  const anyOf = search.anyOf.length > 0 ? search.anyOf : allOf.splice(-1)
  const before = Number(decodeCursor(filter.cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER)
  // Few sizes of pages, so that there are few texts to prepare.
  const wanted = PAGE_SIZES.find((size) => size >= filter.limit) ?? filter.limit
  const rows = anyOf.length > 0 ? await byTokens(ctx, anyOf, allOf, before, wanted + 1) : await newest(ctx, before, filter.limit + 1)
  const card = filter.q ? await cardNamed(ctx, filter.q) : null
  return toPage(
    rows,
    filter.limit,
    (row) => (card?.memberId === row.id ? { ...toRow(ctx, row), foundCard: { number: card.number, state: card.state } } : toRow(ctx, row)),
    (row) => [row.member_no],
  )
}

/** The card that bears the number which was typed; asked only where the text may be one and is no phone. */
async function cardNamed(ctx: ReadCtx, q: string): Promise<{ memberId: string; number: string; state: string } | null> {
  const number = fold(q).toUpperCase()
  if (!/^(?=.*[0-9])[0-9A-Z]{6,20}$/.test(number) || parsePhone(q) !== null) return null
  const { rows } = await sql<{ memberId: string; number: string; state: string }>`
    select coalesce(m.merged_into_id, m.id) as "memberId", c.number, c.state
    from member_card c join member m on m.id = c.member_id where c.number = ${number}`.execute(ctx.db)
  return rows[0] ?? null
}

function filterEntries(filter: MemberFilter): Entry[] {
  const entries: Entry[] = []
  if (filter.levelId) entries.push({ kind: 'level', value: filter.levelId })
  if (filter.adviserId) entries.push({ kind: 'adviser', value: filter.adviserId })
  if (filter.spendFromFen) entries.push({ kind: 'spend', value: String(filter.spendFromFen) })
  for (const value of [filter.tag ?? []].flat()) entries.push({ kind: 'tag', value })
  return entries
}

/** How far into each list one looks to tell which is the sparser. */
const LOOK_AHEAD = 500

/**
 * Members with any of some tokens and all of others. A list is walked from its newest member and left as soon as the page is full, so that
 * a search costs the same among a hundred members and among millions. Where several lists must agree the sparsest is walked and the others
 * are only asked: the sparsest is the one whose 500th member from here lies farthest back, or that has not so many.
 *
 * Planning this takes longer than running it. PostgreSQL keeps the plan of a prepared statement only when values would not promise a
 * better one, so limits are written into the text and sub-selects keep the values from the planner's eyes.
 */
export function tokenQuery(
  ctx: ReadCtx,
  anyOf: readonly Entry[],
  allOf: readonly Entry[],
  before: number,
  limit: number,
  perToken = limit,
) {
  const any = sql`(select ${anyOf.map((e) => tokenOf(ctx.brand, e))}::bigint[])`
  const all = sql`(select ${allOf.map((e) => tokenOf(ctx.brand, e))}::bigint[])`
  const below = sql`(select ${before}::bigint)`
  return sql<RowOfList>`
    select ${listColumns}, ${statColumns}
    from (
      select distinct f.member_no
      from unnest(${any}) as w(token)
      cross join lateral (
        select s.token from unnest(${all} || w.token) as s(token)
        order by case when cardinality(${all}) = 0 then 0 else coalesce(
          (select k.member_no from member_token k where k.token = s.token and k.member_no < ${below}
            order by k.member_no desc offset ${sql.lit(LOOK_AHEAD)} limit 1), 0) end
        limit 1) lead
      cross join lateral (
        select k.member_no from member_token k
        where k.token = lead.token and k.member_no < ${below}
          and (select coalesce(bool_and(exists (select 1 from member_token x where x.token = r.token and x.member_no = k.member_no)), true)
            from unnest(${all} || w.token) as r(token) where r.token <> lead.token)
        order by k.member_no desc limit ${sql.lit(perToken)}) f
      order by f.member_no desc limit ${sql.lit(limit)}) hit
    join member m on m.member_no = hit.member_no
    join level l on l.id = m.level_id
    left join member_stat stat on stat.member_no = m.member_no
    order by m.member_no desc`
}

async function byTokens(ctx: ReadCtx, anyOf: readonly Entry[], allOf: readonly Entry[], before: number, limit: number) {
  return (await tokenQuery(ctx, anyOf, allOf, before, limit).execute(ctx.db)).rows
}

async function newest(ctx: ReadCtx, before: number, limit: number): Promise<RowOfList[]> {
  const { rows } = await sql<RowOfList>`
    select ${listColumns}, ${statColumns} from (
      select * from member where member_no < ${before}::bigint and merged_into_id is null and not is_anonymous order by member_no desc limit ${limit}::integer) m
    join level l on l.id = m.level_id left join member_stat stat on stat.member_no = m.member_no order by m.member_no desc`.execute(ctx.db)
  return rows
}
