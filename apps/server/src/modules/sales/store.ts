/** SQL and locks on the tables of sales. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { TicketClosed } from './errors.ts'
import { numberPrefix, type PostedTicket, type TicketRows } from './rows.ts'

/** What a second posting of one bill runs into; which of them first is the database's choice. */
const SAME_TICKET = new Set(['ticket_pkey', 'ticket_line_ticket_id_ordinal_key', 'tender_ticket_id_ordinal_key'])

/** Locks a bill that exists; null for a new one (its primary key then refuses a second writer, see `postTicket`). */
export async function lockTicket(ctx: WriteCtx, ticketId: string) {
  const row = await ctx.db
    .selectFrom('ticket')
    .select(['id', 'state', 'store_id', 'version', 'last_by', 'taken_session', 'taken_at'])
    .where('id', '=', ticketId)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return null
  return {
    id: row.id,
    state: row.state,
    storeId: row.store_id,
    version: row.version,
    lastBy: row.last_by,
    taken: row.taken_at === null ? null : { sessionId: row.taken_session, at: row.taken_at },
  }
}

export type LockedTicket = NonNullable<Awaited<ReturnType<typeof lockTicket>>>

/** The members a bill concerns beside its own. */
export async function noteCompanions(ctx: WriteCtx, ticketId: string, memberIds: readonly string[]): Promise<void> {
  if (memberIds.length === 0) return
  await ctx.db
    .insertInto('ticket_companion')
    .values(memberIds.map((memberId) => ({ ticket_id: ticketId, member_id: memberId })))
    .execute()
}

/** The next number of a store's day for a refund or void; the row stays locked until the transaction ends, so numbers have no gaps. */
export async function nextNumber(
  ctx: WriteCtx,
  storeId: string,
  businessDay: string,
  kind: 'ticket' | 'refund' | 'prepaid_refund',
): Promise<number> {
  const row = await ctx.db
    .insertInto('document_counter')
    .values({ store_id: storeId, business_day: businessDay, kind, last: 1 })
    .onConflict((c) => c.columns(['store_id', 'business_day', 'kind']).doUpdateSet((eb) => ({ last: eb('document_counter.last', '+', 1) })))
    .returning('last')
    .executeTakeFirstOrThrow()
  return row.last
}

/**
 * Posts a completed ticket with all its rows in one statement, the number of the day among them: the counter's row stays locked until the
 * transaction ends, so numbers have no gaps.
 * @throws TicketClosed when another till posted the same new bill a moment before
 */
export async function postTicket(ctx: WriteCtx, ticket: TicketRows, wasHeld: boolean): Promise<PostedTicket> {
  const t = {
    id: ticket.id,
    store_id: ticket.storeId,
    member_id: ticket.memberId,
    business_day: ticket.businessDay,
    shift_id: ticket.shiftId,
    price_book_version: ticket.priceBookVersion,
    list_fen: ticket.listFen,
    discount_fen: ticket.discountFen,
    rounding_fen: ticket.roundingFen,
    total_fen: ticket.totalFen,
    note: ticket.note,
  }
  const lines = ticket.lines
  const header = wasHeld
    ? sql`
      update ticket set state = 'completed', cart = null, taken_session = null, taken_at = null, number = r.number, member_id = r.member_id, business_day = r.business_day,
        price_book_version = r.price_book_version, list_fen = r.list_fen, discount_fen = r.discount_fen, rounding_fen = r.rounding_fen,
        total_fen = r.total_fen, note = r.note, shift_id = r.shift_id, completed_by = ${ctx.actor.id}::uuid, completed_at = ${ctx.now}::timestamptz, version = version + 1
      from r where ticket.id = r.id`
    : sql`
      insert into ticket (id, store_id, state, number, member_id, business_day, price_book_version, list_fen, discount_fen, rounding_fen, total_fen, note,
        shift_id, opened_by, opened_at, completed_by, completed_at)
      select r.id, r.store_id, 'completed', r.number, r.member_id, r.business_day, r.price_book_version, r.list_fen, r.discount_fen, r.rounding_fen, r.total_fen, r.note,
        r.shift_id, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz from r`
  const { rows } = await sql<{ number: string }>`
    with n as (
      insert into document_counter (store_id, business_day, kind, last) values (${ticket.storeId}, ${ticket.businessDay}, 'ticket', 1)
      on conflict (store_id, business_day, kind) do update set last = document_counter.last + 1
      returning last
    ), r as (
      select t.*, ${numberPrefix(ticket.storeCode, ticket.businessDay, '')} || lpad(n.last::text, greatest(4, length(n.last::text)), '0') as number
      from n cross join jsonb_to_record(${JSON.stringify(t)}::jsonb) as t(id uuid, store_id uuid, member_id uuid, business_day date, shift_id uuid,
        price_book_version int, list_fen bigint, discount_fen bigint, rounding_fen bigint, total_fen bigint, note text)
    ), header as (${header}
    ), lines as (
      insert into ticket_line (ticket_id, id, ordinal, kind, item_id, name, quantity, unit_list_fen, list_fen, net_fen, bonus_fen, member_id, guest)
      select ${ticket.id}::uuid, l.* from jsonb_to_recordset(${JSON.stringify(lines.map(lineRow))}::jsonb)
        as l(id uuid, ordinal int, kind text, item_id uuid, name text, quantity int, unit_list_fen bigint, list_fen bigint, net_fen bigint, bonus_fen bigint,
          member_id uuid, guest text)
    ), adjustments as (
      insert into line_adjustment (ticket_id, id, line_id, ordinal, kind, amount_fen, params, source_id, approval_id)
      select ${ticket.id}::uuid, a.* from jsonb_to_recordset(${JSON.stringify(lines.flatMap(adjustmentRows))}::jsonb)
        as a(id uuid, line_id uuid, ordinal int, kind text, amount_fen bigint, params jsonb, source_id uuid, approval_id uuid)
    ), tenders as (
      insert into tender (ticket_id, id, ordinal, kind, amount_fen, received_fen, change_fen, reference, member_id, payer_id, source_id, origin_kind)
      select ${ticket.id}::uuid, t.* from jsonb_to_recordset(${JSON.stringify(ticket.tenders.map(tenderRow))}::jsonb)
        as t(id uuid, ordinal int, kind text, amount_fen bigint, received_fen bigint, change_fen bigint, reference text,
          member_id uuid, payer_id uuid, source_id uuid, origin_kind text)
    ), allocations as (
      insert into allocation (ticket_id, id, line_id, ordinal, tender_id, lot_id, quantity, amount_fen)
      select ${ticket.id}::uuid, a.* from jsonb_to_recordset(${JSON.stringify(lines.flatMap(allocationRows))}::jsonb)
        as a(id uuid, line_id uuid, ordinal int, tender_id uuid, lot_id uuid, quantity bigint, amount_fen bigint)
    ), shares as (
      insert into staff_share (ticket_id, id, line_id, ordinal, staff_id, role, share_bp, amount_fen, is_requested)
      select ${ticket.id}::uuid, s.* from jsonb_to_recordset(${JSON.stringify(lines.flatMap(shareRows))}::jsonb)
        as s(id uuid, line_id uuid, ordinal int, staff_id uuid, role text, share_bp int, amount_fen bigint, is_requested boolean)
    )
    select number from r`
    .execute(ctx.db)
    .catch((error: unknown) => {
      throw SAME_TICKET.has(violatedConstraint(error) ?? '') ? new TicketClosed({ ticketId: ticket.id }) : error
    })
  return { id: ticket.id, number: rows[0]?.number ?? '', totalFen: ticket.totalFen }
}

type Line = TicketRows['lines'][number]

function lineRow(l: Line) {
  return {
    id: l.id,
    ordinal: l.ordinal,
    kind: l.kind,
    item_id: l.itemId,
    name: l.name,
    quantity: l.quantity,
    unit_list_fen: l.unitListFen,
    list_fen: l.listFen,
    net_fen: l.netFen,
    bonus_fen: l.bonusFen,
    member_id: l.memberId,
    guest: l.guest,
  }
}

function adjustmentRows(l: Line) {
  return l.adjustments.map((a) => ({
    id: a.id,
    line_id: l.id,
    ordinal: a.ordinal,
    kind: a.kind,
    amount_fen: a.amountFen,
    params: a.params,
    source_id: a.sourceId,
    approval_id: a.approvalId,
  }))
}

function tenderRow(t: TicketRows['tenders'][number]) {
  return {
    id: t.id,
    ordinal: t.ordinal,
    kind: t.kind,
    amount_fen: t.amountFen,
    received_fen: t.receivedFen,
    change_fen: t.changeFen,
    reference: t.reference,
    member_id: t.memberId,
    payer_id: t.payerId,
    source_id: t.sourceId,
    origin_kind: t.originKind,
  }
}

function allocationRows(l: Line) {
  return l.allocations.map((a, index) => ({
    id: a.id,
    line_id: l.id,
    ordinal: index + 1,
    tender_id: a.tenderId,
    lot_id: a.lotId,
    quantity: a.quantity,
    amount_fen: a.amountFen,
  }))
}

function shareRows(l: Line) {
  return l.shares.map((s, index) => ({
    id: s.id,
    line_id: l.id,
    ordinal: index + 1,
    staff_id: s.staffId,
    role: s.role,
    share_bp: s.shareBp,
    amount_fen: s.amountFen,
    is_requested: s.isRequested,
  }))
}
