/** SQL and locks on the settlement's own tables. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { methodOf, openEntries } from './entries.ts'
import { type Directed, firstDayOf, type Method, type Month, monthAfter, monthOf, type StatementBody, statementHash } from './rules.ts'

/** Takes the lock under which months are closed and methods chosen. Returns the last locked month. */
export async function lockHead(ctx: WriteCtx): Promise<Month | null> {
  const row = await ctx.db
    .selectFrom('settlement_head')
    .select('last_locked_month')
    .where('id', '=', 1)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return row.last_locked_month === null ? null : monthOf(row.last_locked_month)
}

export async function upsertMethod(ctx: WriteCtx, month: Month, method: Method): Promise<void> {
  const row = { method, chosen_by: ctx.actor.id, chosen_at: ctx.now }
  await ctx.db
    .insertInto('settlement_method')
    .values({ effective_month: firstDayOf(month), ...row })
    .onConflict((c) => c.column('effective_month').doUpdateSet(row))
    .execute()
}

/**
 * Locks every open month through `month`, with all movements that are committed by now. One that commits later, whatever its business
 * day, is in no entry yet and so belongs to the next open month: no moment lies between.
 */
export async function insertMonths(ctx: WriteCtx, last: Month | null, month: Month): Promise<void> {
  const before = firstDayOf(monthAfter(month))
  const first = last === null ? null : firstDayOf(monthAfter(last))
  // One statement, so that months and movements are of the same moment.
  await sql`
    with o as materialized (${openEntries(before)}), made_month as (
      insert into settlement_month (month, method, locked_by, locked_at)
      select s.month, ${methodOf(sql`s.month`)}, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz
      from (select g::date as month from generate_series(
        coalesce(${first}::date, (select min(month) from o), ${firstDayOf(month)}::date), ${firstDayOf(month)}::date, interval '1 month') g) s
    )
    insert into settlement_entry (transaction_id, ordinal, month, issuer_id, performer_id, value_fen, owed_fen)
    select transaction_id, ordinal, month, issuer_id, performer_id, value_fen, owed_fen from o`.execute(ctx.db)
  await ctx.db
    .updateTable('settlement_head')
    .set({ last_locked_month: firstDayOf(month) })
    .where('id', '=', 1)
    .execute()
}

/** What the months after `last` hold now that they are locked, one row for each direction of a pair, with the seal of its movements. */
export async function lockedSums(ctx: WriteCtx, last: Month | null): Promise<(Directed & { method: Method; entriesHash: string })[]> {
  const { rows } = await sql<Directed & { method: Method; entriesHash: string }>`
    select to_char(e.month, 'YYYY-MM') as month, s.method, e.issuer_id as "issuerId", e.performer_id as "performerId", count(*)::int as movements,
      sum(e.value_fen)::bigint as "valueFen", sum(e.owed_fen)::bigint as "owedFen", ${entriesHash} as "entriesHash"
    from settlement_entry e join settlement_month s on s.month = e.month
    where ${last === null ? null : firstDayOf(last)}::date is null or e.month > ${last === null ? null : firstDayOf(last)}::date
    group by e.month, s.method, e.issuer_id, e.performer_id`.execute(ctx.db)
  return rows
}

/** Over the movements of one direction in the order of their ids. */
export const entriesHash = sql`encode(sha256(string_agg(e.transaction_id || ':' || e.ordinal || ':' || e.value_fen || ':' || e.owed_fen, ','
  order by e.transaction_id, e.ordinal)::bytea), 'hex')`

export async function insertStatements(ctx: WriteCtx, bodies: readonly StatementBody[]): Promise<void> {
  if (bodies.length === 0) return
  const rows = bodies.map((body) => ({
    month: firstDayOf(body.month),
    a: body.storeAId,
    b: body.storeBId,
    body,
    hash: statementHash(body).toString('hex'),
  }))
  await sql`
    insert into settlement_statement (month, store_a_id, store_b_id, body, hash)
    select month, a, b, body, decode(hash, 'hex')
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(month date, a uuid, b uuid, body jsonb, hash text)`.execute(ctx.db)
}
