/** Lists of refunds and voids. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'

interface RefundQuery {
  storeId: string
  shiftId?: string | undefined
  day?: string | undefined
  limit: number
  cursor?: string | undefined
}

interface Row {
  id: string
  kind: string
  number: string
  ticketId: string
  ticketNumber: string
  totalFen: number
  cashFen: number
  reasonCode: string
  refundedByName: string
  refunded_at: Temporal.Instant
}

/** Refunds and voids of a store, newest first. */
export async function listRefunds(ctx: ReadCtx, query: RefundQuery) {
  const cursor = decodeCursor(query.cursor, 2)
  const { rows } = await sql<Row>`
    select r.id, r.kind, r.number, r.ticket_id as "ticketId", t.number as "ticketNumber", r.total_fen as "totalFen", r.reason_code as "reasonCode",
      coalesce((select sum(e.amount_fen) from refund_tender e where e.refund_id = r.id and e.kind = 'cash'), 0)::bigint as "cashFen",
      staff.name as "refundedByName", r.refunded_at
    from refund r join ticket t on t.id = r.ticket_id join staff on staff.id = r.refunded_by
    where r.store_id = ${query.storeId} and (${query.shiftId ?? null}::uuid is null or r.shift_id = ${query.shiftId ?? null}::uuid)
      and (${query.day ?? null}::date is null or r.business_day = ${query.day ?? null}::date)
      and (${cursor?.[0] ?? null}::timestamptz is null or (r.refunded_at, r.id) < (${cursor?.[0] ?? null}::timestamptz, ${cursor?.[1] ?? null}::uuid))
    order by r.refunded_at desc, r.id desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    ({ refunded_at, ...row }) => ({ ...row, refundedAt: refunded_at.toString() }),
    (r) => [r.refunded_at.toString(), r.id],
  )
}
