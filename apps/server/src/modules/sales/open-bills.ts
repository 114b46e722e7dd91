/** What stands in the way of closing a drawer: bills that are not finished. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'

export interface OpenBill {
  id: string
  label: string
  lineCount: number
  openedByName: string
  openedAt: string
}

/** Held bills of one till, or of the whole store. A bill that names no till is held at the store's first one. */
export async function openBills(ctx: ReadCtx, at: { storeId: string; tillId: string | null }): Promise<OpenBill[]> {
  const { rows } = await sql<Omit<OpenBill, 'openedAt'> & { opened_at: Temporal.Instant }>`
    select t.id, t.hold_label as label, jsonb_array_length(t.cart->'lines') as "lineCount", staff.name as "openedByName", t.opened_at
    from ticket t join staff on staff.id = t.opened_by
    where t.store_id = ${at.storeId} and t.state = 'held' and (${at.tillId}::uuid is null or ${at.tillId}::uuid = coalesce((t.cart->>'tillId')::uuid,
      (select till.id from till where till.store_id = t.store_id and till.is_active order by till.ordinal limit 1)))
    order by t.opened_at`.execute(ctx.db)
  return rows.map(({ opened_at, ...bill }) => ({ ...bill, openedAt: opened_at.toString() }))
}
