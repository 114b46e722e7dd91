/** Lots as they are, with where they came from and what is owed for them. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { Lot, LotKind, LotUnit } from './rules.ts'

/** A lot with where it came from and under which terms. */
export interface OwnedLot extends Lot {
  storeId: string
  createdAt: Temporal.Instant
  passItemId: string | null
  considerationFen: number
  termsId: string | null
  priceBookVersion: number | null
  originLotId: string | null
}

/** What is owed still for the pass a lot belongs to; looked up only for those that were sold part on account. */
const OWED = sql<number>`case when lot.is_part_paid
  then coalesce((select sum(r.open_fen) from receivable r where r.line_id = lot.grant_id), 0)::bigint else 0 end`.as('owed_fen')

/** The lots of a member that still hold something, or all of them. */
export async function readLots(ctx: ReadCtx, memberId: string, which: 'open' | 'all' = 'open'): Promise<OwnedLot[]> {
  let query = ctx.db.selectFrom('lot').selectAll().select(OWED).where('member_id', '=', memberId)
  if (which === 'open') query = query.where('remaining', '>', 0)
  const rows = await query.orderBy('created_at').orderBy('id').execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind as LotKind,
    unit: row.unit as LotUnit,
    grantId: row.grant_id,
    name: row.name,
    initial: row.initial,
    remaining: row.remaining,
    held: row.held,
    initialValueFen: row.initial_value_fen,
    valueFen: row.value_fen,
    serviceItemId: row.service_item_id,
    passItemId: row.pass_item_id,
    considerationFen: row.consideration_fen,
    startsOn: row.starts_on,
    expiresOn: row.expires_on,
    validityDays: row.validity_days,
    isFrozen: row.is_frozen,
    owedFen: row.owed_fen,
    createdAtMs: row.created_at.epochMilliseconds,
    createdAt: row.created_at,
    storeId: row.store_id,
    termsId: row.terms_id,
    priceBookVersion: row.price_book_version,
    originLotId: row.origin_lot_id,
  }))
}
