/** The notice of a transfer: a document with a number, both parties, the reason, and what moved. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import type { LocalDate } from '../../platform/time.ts'

export interface TransferNotice {
  id: string
  kind: 'whole' | 'part' | 'claim'
  storeId: string
  businessDay: LocalDate
  fromMemberId: string
  toMemberId: string
  cardId: string | null
  termsId: string | null
  reason: string
  noticedAt: Temporal.Instant
  lines: readonly { fromLotId: string; toLotId: string; quantity: number; valueFen: number }[]
}

/** Posts the notice under the next number of store and day, `T01-261122-0001`, in one statement. Returns the number. */
export async function postNotice(ctx: WriteCtx, notice: TransferNotice): Promise<string> {
  const lines = notice.lines.map((l, index) => ({
    ordinal: index + 1,
    from_lot_id: l.fromLotId,
    to_lot_id: l.toLotId,
    quantity: l.quantity,
    value_fen: l.valueFen,
  }))
  const valueFen = notice.lines.reduce((sum, l) => sum + l.valueFen, 0)
  const { rows } = await sql<{ number: string }>`
    with running as (
      insert into transfer_counter as c (store_id, business_day, last) values (${notice.storeId}::uuid, ${notice.businessDay}::date, 1)
      on conflict (store_id, business_day) do update set last = c.last + 1 returning last
    ), notice as (
      insert into transfer (id, kind, number, store_id, business_day, from_member_id, to_member_id, card_id, terms_id, reason, value_fen, noticed_at,
        recorded_by, recorded_at)
      select ${notice.id}::uuid, ${notice.kind}, 'T' || store.code || '-' || to_char(${notice.businessDay}::date, 'YYMMDD') || '-' || lpad(running.last::text, 4, '0'),
        store.id, ${notice.businessDay}::date, ${notice.fromMemberId}::uuid, ${notice.toMemberId}::uuid, ${notice.cardId}::uuid, ${notice.termsId}::uuid,
        ${notice.reason}, ${valueFen}::bigint, ${notice.noticedAt}::timestamptz, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz
      from store cross join running where store.id = ${notice.storeId}::uuid
      returning number
    ), lines as (
      insert into transfer_line (transfer_id, ordinal, from_lot_id, to_lot_id, quantity, value_fen)
      select ${notice.id}::uuid, r.ordinal, r.from_lot_id, r.to_lot_id, r.quantity, r.value_fen
      from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as r(ordinal int, from_lot_id uuid, to_lot_id uuid, quantity bigint, value_fen bigint)
    )
    select number from notice`.execute(ctx.db)
  const number = rows[0]?.number
  if (number === undefined) throw new Error('a notice needs its store')
  return number
}
