/** Who used what of whom in a household, newest first. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { openMemberNames, recordsOf } from '../members/index.ts'
import type { HouseholdUse } from './schemas.ts'

type Row = Omit<HouseholdUse, 'at' | 'ownerName' | 'userName'> & { at: Temporal.Instant; atText: string }

/**
 * What the people of a household used of one another's, one row per bill, owner and user. Two statements whatever the length. Out of a
 * household goes only who is in it: what was used before somebody left stays in the owner's statement.
 * @throws NotFound
 */
export async function listUses(ctx: ReadCtx, householdId: string, query: { limit: number; cursor?: string | undefined }) {
  const cursor = decodeCursor(query.cursor, 2)
  const [at, id] = cursor === null ? [null, null] : [String(cursor[0]), String(cursor[1])]
  const { rows } = await sql<Row>`
    with people as (
      select record.id as member_id from household_member h join member record on record.id = any(${recordsOf(sql`h.member_id`)})
      where h.household_id = ${householdId}::uuid
    )
    select t.id::text || ':' || m.used_by::text as id, t.at, t.at::text as "atText", t.business_day as "businessDay", t.member_id as "ownerId",
      m.used_by as "userId", staff.name as by, coalesce(b.id, rb.id) as "ticketId", coalesce(r.number, b.number) as number, store.name as "storeName",
      coalesce(-sum(m.value_fen) filter (where lot.unit = 'fen'), 0)::bigint as "usedFen",
      coalesce(-sum(m.quantity) filter (where lot.unit = 'session'), 0)::bigint as "usedSessions"
    from people p join movement m on m.used_by = p.member_id
    join wallet_transaction t on t.id = m.transaction_id and t.member_id in (select member_id from people)
    join lot on lot.id = m.lot_id
    left join ticket b on t.source_kind = 'ticket' and b.id = t.source_id
    left join refund r on t.source_kind = 'refund' and r.id = t.source_id
    left join ticket rb on rb.id = r.ticket_id
    left join store on store.id = t.store_id
    left join staff on staff.id = t.actor_id
    where (${at}::timestamptz is null or (t.at, t.id::text || ':' || m.used_by::text) < (${at}::timestamptz, ${id}))
    group by t.id, m.used_by, staff.name, b.id, rb.id, r.number, store.name
    order by t.at desc, 1 desc limit ${query.limit + 1}`.execute(ctx.db)
  if (rows.length === 0) {
    const known = await ctx.db.selectFrom('household').select('id').where('id', '=', householdId).executeTakeFirst()
    if (!known) throw new NotFound()
  }
  const names = await openMemberNames(
    ctx,
    rows.flatMap((r) => [r.ownerId, r.userId]),
  )
  return toPage(
    rows,
    query.limit,
    ({ atText: _, at: instant, ...row }): HouseholdUse => ({
      ...row,
      at: instant.toString(),
      ownerName: names.get(row.ownerId)?.name ?? null,
      userName: names.get(row.userId)?.name ?? null,
    }),
    (row) => [row.atText, row.id],
  )
}
