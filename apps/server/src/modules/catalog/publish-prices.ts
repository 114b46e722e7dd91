import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { PriceUnfit } from './errors.ts'
import type { PriceBookView } from './schemas.ts'
import { bumpRevision, insertPriceBook, type PriceChange } from './store.ts'

/**
 * Publishes a new version of the price book, in force at once. A store's null falls back to the brand's price; the brand's price is never null.
 * @throws PriceUnfit when a change names an unknown item, a top-up, an unknown store, or takes the brand's price away
 */
export async function publishPrices(ctx: WriteCtx, input: { note: string; changes: readonly PriceChange[] }): Promise<PriceBookView> {
  await bumpRevision(ctx)
  if (input.changes.some((c) => c.storeId === null && c.amountFen === null)) throw new PriceUnfit({ reason: 'brand_price_missing' })
  const itemIds = [...new Set(input.changes.map((c) => c.itemId))]
  const storeIds = [...new Set(input.changes.flatMap((c) => c.storeId ?? []))]
  const { rows } = await sql<{ items: number; stores: number }>`
    select (select count(*) from item where id = any(${itemIds}) and kind <> 'top_up') as items,
      (select count(*) from store where id = any(${storeIds})) as stores`.execute(ctx.db)
  if (rows[0]?.items !== itemIds.length) throw new PriceUnfit({ reason: 'item' })
  if (rows[0]?.stores !== storeIds.length) throw new PriceUnfit({ reason: 'store' })
  const version = await insertPriceBook(ctx, input.note, input.changes)
  ctx.audit({ action: 'price_book.publish', subjectKind: 'PriceBook', subjectId: null, detail: { version, changes: input.changes } })
  return {
    version,
    note: input.note,
    publishedBy: ctx.actor.id,
    publishedAt: ctx.now.toString(),
    priceCount: input.changes.length,
  }
}
