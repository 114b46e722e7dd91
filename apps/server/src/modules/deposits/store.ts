/** SQL and locks on the tables of deposits. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { contactTokens } from '../members/index.ts'
import { type Contact, sealContact } from './contact.ts'

/** A deposit as the line of a ticket took it; its id is that line's. */
export interface NewDeposit {
  id: string
  ticketId: string
  storeId: string
  memberId: string | null
  kind: 'advance' | 'earnest'
  purpose: string
  dueOn: string | null
  contractFen: number | null
  contact: Contact | null
  amountFen: number
  businessDay: string
}

export interface DepositMove {
  depositId: string
  kind: 'used' | 'restored' | 'refunded'
  /** Signed: what is used or refunded is negative. */
  amountFen: number
}

/** Locks deposits in the order of their ids, until the transaction ends. */
export async function lockDeposits(ctx: WriteCtx, depositIds: readonly string[]): Promise<void> {
  if (depositIds.length === 0) return
  await sql`select id from deposit where id = any(${depositIds}::uuid[]) order by id for update`.execute(ctx.db)
}

/** Writes new deposits with the movement that made them. */
export async function takeDeposits(ctx: WriteCtx, deposits: readonly NewDeposit[]): Promise<void> {
  if (deposits.length === 0) return
  await ctx.db
    .insertInto('deposit')
    .values(
      deposits.map((d) => ({
        id: d.id,
        ticket_id: d.ticketId,
        store_id: d.storeId,
        member_id: d.memberId,
        kind: d.kind,
        purpose: d.purpose,
        due_on: d.dueOn,
        contract_fen: d.contractFen,
        ...(d.contact === null ? {} : sealContact(ctx.brand, d.id, d.contact)),
        // As text: they are 64 bits wide.
        contact_tokens: sql<number[]>`${d.contact === null ? [] : contactTokens(ctx.brand, d.contact)}::bigint[]`,
        amount_fen: d.amountFen,
        open_fen: d.amountFen,
        business_day: d.businessDay,
        taken_by: ctx.actor.id,
        taken_at: ctx.now,
      })),
    )
    .execute()
  await ctx.db
    .insertInto('deposit_movement')
    .values(
      deposits.map((d) => ({
        id: newId(),
        deposit_id: d.id,
        kind: 'taken',
        amount_fen: d.amountFen,
        source_kind: 'ticket',
        source_id: d.ticketId,
        actor_id: ctx.actor.id,
        at: ctx.now,
      })),
    )
    .execute()
}

/** Moves deposits that are locked; the table's CHECK is the last word: none below zero, none above what was taken. */
export async function moveDeposits(
  ctx: WriteCtx,
  source: { kind: 'ticket' | 'refund'; id: string },
  moves: readonly DepositMove[],
): Promise<void> {
  if (moves.length === 0) return
  const rows = moves.map((m) => ({ id: newId(), deposit_id: m.depositId, kind: m.kind, amount_fen: m.amountFen }))
  await sql`
    with m as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, deposit_id uuid, kind text, amount_fen bigint)
    ), noted as (
      insert into deposit_movement (id, deposit_id, kind, amount_fen, source_kind, source_id, actor_id, at)
      select id, deposit_id, kind, amount_fen, ${source.kind}, ${source.id}::uuid, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz from m
    )
    update deposit set open_fen = deposit.open_fen + s.fen
    from (select deposit_id, sum(amount_fen)::bigint as fen from m group by deposit_id) s where deposit.id = s.deposit_id`.execute(ctx.db)
}
