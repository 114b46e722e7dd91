import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { TierUnknown } from './errors.ts'
import { bumpRevision } from './store.ts'

export interface OfferedTier {
  itemId: string
  code: string
  name: string
  amountFen: number
  bonusFen: number
  isActive: boolean
  isOffered: boolean
}

/** Every top-up tier of the brand and whether a store offers it, smallest first. */
export async function storeTiers(ctx: ReadCtx, storeId: string): Promise<{ items: OfferedTier[] }> {
  const { rows } = await sql<OfferedTier>`
    select i.id as "itemId", i.code, i.name, t.amount_fen as "amountFen", t.bonus_fen as "bonusFen", i.is_active as "isActive",
      not exists (select 1 from tier_withheld w where w.item_id = i.id and w.store_id = ${storeId}::uuid) as "isOffered"
    from top_up_tier t join item i on i.id = t.item_id order by t.amount_fen`.execute(ctx.db)
  return { items: rows }
}

/** Says which tiers a store does not offer: these, and no others. A free amount earns no bonus of such a tier there. @throws TierUnknown */
export async function withholdTiers(ctx: WriteCtx, storeId: string, itemIds: readonly string[]): Promise<{ items: OfferedTier[] }> {
  await bumpRevision(ctx)
  const ids = [...new Set(itemIds)]
  const { rows } = await sql<{ known: number }>`
    select count(*)::int as known from top_up_tier where item_id = any(${ids}::uuid[])`.execute(ctx.db)
  if (rows[0]?.known !== ids.length) throw new TierUnknown()
  await sql`
    with gone as (
      delete from tier_withheld where store_id = ${storeId}::uuid and item_id <> all(${ids}::uuid[])
    )
    insert into tier_withheld (item_id, store_id) select id, ${storeId}::uuid from unnest(${ids}::uuid[]) as id on conflict do nothing`.execute(
    ctx.db,
  )
  ctx.audit({ action: 'store.withhold_tiers', subjectKind: 'Store', subjectId: storeId, storeId, detail: { itemIds: ids } })
  return storeTiers(ctx, storeId)
}
