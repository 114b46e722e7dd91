/** Posting the refund of prepaid money: a document of its own that belongs to no single bill. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { documentNumber } from './rows.ts'
import { nextNumber } from './store.ts'

export type PayoutKind = 'cash' | 'wechat' | 'alipay' | 'bank_card' | 'bank_transfer'

export interface PrepaidRefundRows {
  id: string
  storeId: string
  storeCode: string
  businessDay: string
  /** The shift of the till the money was given back at. */
  shiftId: string
  memberId: string
  totalFen: number
  reasonCode: string
  note: string
  approvalId: string | null
  /** Why so much: what was owed, kept or paid above, gifts, interest; they add up to the total. */
  lines: { kind: 'lot_value' | 'result' | 'gift' | 'interest'; grantId: string | null; amountFen: number }[]
  lots: { lotId: string; grantId: string; quantity: number; valueFen: number }[]
  /** `on_account`: what of a pass was never paid is owed no more. */
  tenders: { tenderId: string | null; kind: PayoutKind | 'on_account'; amountFen: number; reason: string; reference: string }[]
}

/** Writes the document in one statement. Returns its number. */
export async function postPrepaidRefund(ctx: WriteCtx, refund: PrepaidRefundRows): Promise<string> {
  const running = await nextNumber(ctx, refund.storeId, refund.businessDay, 'prepaid_refund')
  const number = documentNumber(refund.storeCode, refund.businessDay, running, 'P')
  const lines = refund.lines.map((l, index) => ({
    id: newId(),
    ordinal: index + 1,
    kind: l.kind,
    grant_id: l.grantId,
    amount_fen: l.amountFen,
  }))
  const lots = refund.lots.map((l) => ({ lot_id: l.lotId, grant_id: l.grantId, quantity: l.quantity, value_fen: l.valueFen }))
  const tenders = refund.tenders.map((t) => ({
    id: newId(),
    tender_id: t.tenderId,
    kind: t.kind,
    amount_fen: t.amountFen,
    reason: t.reason,
    reference: t.reference,
  }))
  await sql`
    with header as (
      insert into refund (id, kind, ticket_id, number, store_id, business_day, member_id, total_fen, reason_code, note, refunded_by, approval_id, refunded_at, shift_id)
      values (${refund.id}, 'prepaid_refund', null, ${number}, ${refund.storeId}, ${refund.businessDay}, ${refund.memberId}, ${refund.totalFen},
        ${refund.reasonCode}, ${refund.note}, ${ctx.actor.id}, ${refund.approvalId}, ${ctx.now}, ${refund.shiftId})
    ), lines as (
      insert into prepaid_refund_line (refund_id, id, ordinal, kind, grant_id, amount_fen)
      select ${refund.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(id uuid, ordinal int, kind text, grant_id uuid, amount_fen bigint)
    ), lots as (
      insert into prepaid_refund_lot (refund_id, lot_id, grant_id, quantity, value_fen)
      select ${refund.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(lots)}::jsonb) as r(lot_id uuid, grant_id uuid, quantity bigint, value_fen bigint)
    )
    insert into refund_tender (refund_id, id, tender_id, kind, amount_fen, reason, reference)
    select ${refund.id}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(tenders)}::jsonb)
      as r(id uuid, tender_id uuid, kind text, amount_fen bigint, reason text, reference text)`.execute(ctx.db)
  return number
}
