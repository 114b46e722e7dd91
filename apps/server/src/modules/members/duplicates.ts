/** Records that may be one person: those that share a phone, but for those somebody told apart. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { listColumns, type RowOfList, statColumns, toRow } from './list-row.ts'
import { openContact } from './person.ts'
import { fold } from './search-tokens.ts'

const MAX_IN_GROUP = 10

/** Groups of records with the same phone, the one with the newest record first. */
export async function listDuplicateGroups(ctx: ReadCtx, page: { limit: number; cursor?: string | undefined }) {
  const before = Number(decodeCursor(page.cursor, 1)?.[0] ?? Number.MAX_SAFE_INTEGER)
  const { rows } = await sql<RowOfList & { newest_no: number }>`
    with pile as (
      select phone_hash, max(member_no) as newest_no from member where phone_hash is not null and merged_into_id is null and person_key is not null
      group by phone_hash having count(*) > 1
    ), shown as (
      select p.newest_no, p.phone_hash from pile p
      where p.newest_no < ${before}::bigint and exists (
        select 1 from member a join member b on b.phone_hash = a.phone_hash and b.id > a.id and b.merged_into_id is null
        where a.phone_hash = p.phone_hash and a.merged_into_id is null
          and not exists (select 1 from member_distinct d where d.first_id = a.id and d.second_id = b.id))
      order by p.newest_no desc limit ${page.limit + 1}
    )
    select shown.newest_no, ${listColumns}, ${statColumns}
    from shown cross join lateral (
      select * from member x where x.phone_hash = shown.phone_hash and x.merged_into_id is null order by x.member_no desc limit ${MAX_IN_GROUP}) m
    join level l on l.id = m.level_id left join member_stat stat on stat.member_no = m.member_no
    order by shown.newest_no desc, m.member_no desc`.execute(ctx.db)
  const groups = [...Map.groupBy(rows, (row) => row.newest_no)]
  return toPage(
    groups,
    page.limit,
    ([, members]) => ({ sameName: isSameName(ctx, members), members: members.map((row) => toRow(ctx, row)) }),
    ([newestNo]) => [newestNo],
  )
}

function isSameName(ctx: ReadCtx, rows: readonly RowOfList[]): boolean {
  return new Set(rows.map((row) => fold(openContact(ctx.brand, row).name ?? ''))).size === 1
}
