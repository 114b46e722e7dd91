/** Posting a refund or void: a new document beside the ticket, which stays as it was. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { documentNumber, type TenderKind } from './rows.ts'
import { nextNumber } from './store.ts'

export interface RefundRows {
  id: string
  kind: 'refund' | 'void'
  ticketId: string
  storeId: string
  storeCode: string
  businessDay: string
  /** The shift of the till the money was given back at. */
  shiftId: string
  memberId: string | null
  totalFen: number
  reasonCode: string
  note: string
  approvalId: string | null
  tenders: { id: string; tenderId: string; kind: TenderKind; amountFen: number; reason: string }[]
  lines: {
    id: string
    lineId: string
    quantity: number
    netFen: number
    restock: boolean
    allocations: { id: string; refundTenderId: string; allocationId: string; lotId: string | null; quantity: number; amountFen: number }[]
    shares: { id: string; shareId: string; staffId: string; role: string; amountFen: number }[]
  }[]
}

/** Links a refund and a sale that are two sides of one exchange. */
export async function noteExchange(
  ctx: WriteCtx,
  exchange: { id: string; refundId: string; ticketId: string; creditFen: number },
): Promise<void> {
  const { id, refundId, ticketId, creditFen } = exchange
  await ctx.db.insertInto('exchange').values({ id, refund_id: refundId, ticket_id: ticketId, credit_fen: creditFen }).execute()
}

/** Writes the document and counts it on the ticket. Returns its number. */
export async function postRefund(ctx: WriteCtx, refund: RefundRows): Promise<string> {
  const running = await nextNumber(ctx, refund.storeId, refund.businessDay, 'refund')
  const number = documentNumber(refund.storeCode, refund.businessDay, running, 'R')
  const { lines, tenders, ...header } = refund
  const lineRows = lines.map((l) => ({ id: l.id, line_id: l.lineId, quantity: l.quantity, net_fen: l.netFen, restock: l.restock }))
  const tenderRows = tenders.map((t) => ({ id: t.id, tender_id: t.tenderId, kind: t.kind, amount_fen: t.amountFen, reason: t.reason }))
  const allocationRows = lines.flatMap((l) =>
    l.allocations.map((a) => ({
      id: a.id,
      refund_line_id: l.id,
      refund_tender_id: a.refundTenderId,
      allocation_id: a.allocationId,
      lot_id: a.lotId,
      quantity: a.quantity,
      amount_fen: a.amountFen,
    })),
  )
  const shareRows = lines.flatMap((l) =>
    l.shares.map((s) => ({
      id: s.id,
      refund_line_id: l.id,
      share_id: s.shareId,
      staff_id: s.staffId,
      role: s.role,
      amount_fen: s.amountFen,
    })),
  )
  await sql`
    with header as (
      insert into refund (id, kind, ticket_id, number, store_id, business_day, member_id, total_fen, reason_code, note, refunded_by, approval_id, refunded_at, shift_id)
      values (${header.id}, ${header.kind}, ${header.ticketId}, ${number}, ${header.storeId}, ${header.businessDay}, ${header.memberId}, ${header.totalFen},
        ${header.reasonCode}, ${header.note}, ${ctx.actor.id}, ${header.approvalId}, ${ctx.now}, ${header.shiftId})
    ), counted as (
      update ticket set refunded_fen = refunded_fen + ${header.totalFen}, version = version + 1,
        state = case when ${header.kind} = 'void' then 'voided' else state end
      where id = ${header.ticketId}
    ), lines as (
      insert into refund_line (refund_id, id, line_id, quantity, net_fen, restock)
      select ${header.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(lineRows)}::jsonb) as r(id uuid, line_id uuid, quantity int, net_fen bigint, restock boolean)
    ), tenders as (
      insert into refund_tender (refund_id, id, tender_id, kind, amount_fen, reason)
      select ${header.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(tenderRows)}::jsonb) as r(id uuid, tender_id uuid, kind text, amount_fen bigint, reason text)
    ), allocations as (
      insert into refund_allocation (refund_id, id, refund_line_id, refund_tender_id, allocation_id, lot_id, quantity, amount_fen)
      select ${header.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(allocationRows)}::jsonb)
        as r(id uuid, refund_line_id uuid, refund_tender_id uuid, allocation_id uuid, lot_id uuid, quantity bigint, amount_fen bigint)
    )
    insert into refund_share (refund_id, id, refund_line_id, share_id, staff_id, role, amount_fen)
    select ${header.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(shareRows)}::jsonb)
      as r(id uuid, refund_line_id uuid, share_id uuid, staff_id uuid, role text, amount_fen bigint)`.execute(ctx.db)
  return number
}
