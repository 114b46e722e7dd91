/** SQL and locks on the tables of receivables. */
import { type RawBuilder, sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { recordsOf } from '../members/index.ts'
import { PassUsed } from './errors.ts'

/** A tender on account, under its own id. */
export interface NewCharge {
  tenderId: string
  accountId: string
  ticketId: string
  storeId: string
  businessDay: string
  amountFen: number
  /** The line whose pass is owed for; null for goods and services. */
  lineId: string | null
}

/** A settlement line: what it pays of an account, or of one debt of it. */
export interface Settlement {
  lineId: string
  accountId: string
  /** Null: the oldest first. */
  debtId: string | null
  amountFen: number
}

/**
 * Locks accounts, companies before members and each in the order of their ids, until the transaction ends: nobody's debts change meanwhile. A member's account is made the
 * first time it is asked for, and is that of the record theirs was merged into; an id that is neither a member nor a company locks nothing.
 */
export async function lockAccounts(ctx: WriteCtx, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return
  // One statement, so that what is sent behind it is read under the locks. The conflict's update takes the lock of a row that exists.
  await sql`
    with members as (
      insert into credit_account (id, member_id, created_at)
      select distinct coalesce(merged_into_id, id) as id, coalesce(merged_into_id, id), ${ctx.now}::timestamptz from member
      where id = any(${accountIds}::uuid[]) order by id
      on conflict (id) do update set member_id = excluded.member_id
    )
    select id from credit_account where id = any(${accountIds}::uuid[]) and member_id is null order by id for update`.execute(ctx.db)
}

/** Whose account bears a debt now: the record it was made for, or the one that was merged into. */
export function accountOf(accountId: RawBuilder<unknown>): RawBuilder<string> {
  return sql`coalesce((select merged_into_id from member where member.id = ${accountId}), ${accountId})`
}

/** Before two records become one: the account of the one that stays is there to bear what the other owes, and nobody's debts change meanwhile. */
export async function joinAccounts(ctx: WriteCtx, survivorId: string, mergedId: string): Promise<void> {
  const owing = await ctx.db.selectFrom('credit_account').select('id').where('id', '=', mergedId).executeTakeFirst()
  if (owing) await lockAccounts(ctx, [survivorId, mergedId])
}

export async function chargeAccounts(ctx: WriteCtx, charges: readonly NewCharge[]): Promise<void> {
  if (charges.length === 0) return
  const rows = charges.map((c) => ({
    id: c.tenderId,
    account_id: c.accountId,
    ticket_id: c.ticketId,
    store_id: c.storeId,
    business_day: c.businessDay,
    amount_fen: c.amountFen,
    line_id: c.lineId,
  }))
  await sql`
    with c as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(id uuid, account_id uuid, ticket_id uuid, store_id uuid, business_day date, amount_fen bigint, line_id uuid)
    ), made as (
      insert into receivable (id, account_id, ticket_id, store_id, business_day, amount_fen, open_fen, charged_at, line_id)
      select id, account_id, ticket_id, store_id, business_day, amount_fen, amount_fen, ${ctx.now}::timestamptz, line_id from c
    )
    insert into receivable_movement (id, receivable_id, kind, amount_fen, source_kind, source_id, actor_id, at)
    select gen_random_uuid(), id, 'charged', amount_fen, 'ticket', ticket_id, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz from c`.execute(
    ctx.db,
  )
}

/** Pays debts of locked accounts in this store: the one that is named, or the oldest first. */
export async function settleAccounts(ctx: WriteCtx, ticket: { id: string; storeId: string }, lines: readonly Settlement[]): Promise<void> {
  if (lines.length === 0) return
  const rows = lines.map((l) => ({ line_id: l.lineId, account_id: l.accountId, debt_id: l.debtId, amount_fen: l.amountFen }))
  const parts = sql`
    select id as receivable_id, line_id, -least(open_fen, amount_fen - before)::bigint as fen from (
      select r.id, w.line_id, w.amount_fen, r.open_fen,
        sum(r.open_fen) over (partition by w.line_id order by r.charged_at, r.id) - r.open_fen as before
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(line_id uuid, account_id uuid, debt_id uuid, amount_fen bigint)
      join receivable r on r.account_id = any(${recordsOf(sql`w.account_id`)}) and r.store_id = ${ticket.storeId}::uuid and r.open_fen > 0 and (w.debt_id is null or r.id = w.debt_id)
    ) x where before < amount_fen`
  await move(ctx, 'settled', { kind: 'ticket', id: ticket.id }, parts)
}

/** A settlement is taken back: what it paid last is owed again first. */
export async function reopenSettled(
  ctx: WriteCtx,
  refundId: string,
  lines: readonly { lineId: string; amountFen: number }[],
): Promise<void> {
  if (lines.length === 0) return
  const rows = lines.map((l) => ({ line_id: l.lineId, amount_fen: l.amountFen }))
  const parts = sql`
    select receivable_id, line_id, least(paid, amount_fen - before)::bigint as fen from (
      select s.*, sum(s.paid) over (partition by s.line_id order by r.charged_at desc, r.id desc) - s.paid as before
      from (
        select m.receivable_id, m.line_id, w.amount_fen, -sum(m.amount_fen) as paid
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as w(line_id uuid, amount_fen bigint)
        join receivable_movement m on m.line_id = w.line_id
        group by m.receivable_id, m.line_id, w.amount_fen having sum(m.amount_fen) < 0
      ) s join receivable r on r.id = s.receivable_id
    ) x where before < amount_fen`
  await move(ctx, 'reopened', { kind: 'refund', id: refundId }, parts)
}

/**
 * A settlement may be taken back only while the sessions it paid for are there still: what is left of a pass is worth what is owed for it. Asked
 * behind the reopening, under the locks of the wallets.
 * @throws PassUsed
 */
export async function refuseUncovered(ctx: WriteCtx, lines: readonly { lineId: string }[]): Promise<void> {
  if (lines.length === 0) return
  const { rows } = await sql<{ openFen: number; valueFen: number }>`
    select r.open_fen as "openFen", coalesce(sum(lot.value_fen), 0)::bigint as "valueFen"
    from receivable r left join lot on lot.grant_id = r.line_id
    where r.line_id is not null and r.id in (select receivable_id from receivable_movement where line_id = any(${lines.map((l) => l.lineId)}::uuid[]))
    group by r.id having r.open_fen > coalesce(sum(lot.value_fen), 0)`.execute(ctx.db)
  if (rows[0]) throw new PassUsed(rows[0])
}

/** What was sold on account is taken back: less is owed. */
export async function reduceReceivables(
  ctx: WriteCtx,
  refundId: string,
  parts: readonly { receivableId: string; amountFen: number }[],
): Promise<void> {
  if (parts.length === 0) return
  const rows = parts.map((p) => ({ receivable_id: p.receivableId, fen: -p.amountFen }))
  await move(
    ctx,
    'reduced',
    { kind: 'refund', id: refundId },
    sql`select receivable_id, null::uuid as line_id, fen from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(receivable_id uuid, fen bigint)`,
  )
}

/** Moves debts by parts `(receivable_id, line_id, fen)`; the table's CHECK is the last word. */
async function move(
  ctx: WriteCtx,
  kind: 'settled' | 'reopened' | 'reduced',
  source: { kind: 'ticket' | 'refund'; id: string },
  parts: RawBuilder<unknown>,
): Promise<void> {
  await sql`
    with parts as (${parts}), noted as (
      insert into receivable_movement (id, receivable_id, kind, amount_fen, source_kind, source_id, line_id, actor_id, at)
      select gen_random_uuid(), receivable_id, ${kind}, fen, ${source.kind}, ${source.id}::uuid, line_id, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz
      from parts
    )
    update receivable set open_fen = receivable.open_fen + p.fen
    from (select receivable_id, sum(fen)::bigint as fen from parts group by receivable_id) p where receivable.id = p.receivable_id`.execute(
    ctx.db,
  )
}
