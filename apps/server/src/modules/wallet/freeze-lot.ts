import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { addDays, businessDay, daysBetween } from '../../platform/time.ts'
import { LotAlreadyFrozen, LotInUse, LotNotFrozen } from './errors.ts'

async function lockLot(ctx: WriteCtx, lotId: string) {
  const lot = await ctx.db
    .selectFrom('lot')
    .innerJoin('store', 'store.id', 'lot.store_id')
    .select(['lot.id', 'lot.member_id', 'lot.store_id', 'lot.is_frozen', 'lot.held', 'lot.expires_on', 'store.zone', 'store.cutoff_hour'])
    .where('lot.id', '=', lotId)
    .forUpdate('lot')
    .executeTakeFirst()
  if (!lot) throw new NotFound()
  authorize(ctx, 'freeze', 'Lot', lot.store_id)
  return { ...lot, today: businessDay(ctx.now, lot.zone, lot.cutoff_hour) }
}

/** Freezes a lot: nothing can be taken from it, and its days stop counting, until it is thawed. */
export async function freezeLot(ctx: WriteCtx, input: { lotId: string; reason: string }): Promise<void> {
  const lot = await lockLot(ctx, input.lotId)
  if (lot.is_frozen) throw new LotAlreadyFrozen()
  if (lot.held > 0) throw new LotInUse({ held: lot.held })
  await ctx.db.updateTable('lot').set({ is_frozen: true }).where('id', '=', lot.id).execute()
  await ctx.db
    .insertInto('lot_freeze')
    .values({
      id: newId(),
      lot_id: lot.id,
      reason: input.reason,
      frozen_by: ctx.actor.id ?? '',
      frozen_at: ctx.now,
      frozen_on: lot.today,
    })
    .execute()
  ctx.audit({ action: 'lot.freeze', subjectKind: 'Lot', subjectId: lot.id, storeId: lot.store_id })
}

/** Thaws a lot and moves its last day by as many days as it lay frozen. */
export async function thawLot(ctx: WriteCtx, input: { lotId: string }): Promise<{ expiresOn: string | null }> {
  const lot = await lockLot(ctx, input.lotId)
  const freeze = await ctx.db
    .updateTable('lot_freeze')
    .set({ thawed_by: ctx.actor.id, thawed_at: ctx.now })
    .where('lot_id', '=', lot.id)
    .where('thawed_at', 'is', null)
    .returning('frozen_on')
    .executeTakeFirst()
  if (!freeze) throw new LotNotFrozen()
  const days = Math.max(0, daysBetween(freeze.frozen_on, lot.today))
  const expiresOn = lot.expires_on === null ? null : addDays(lot.expires_on, days)
  await ctx.db.updateTable('lot').set({ is_frozen: false, expires_on: expiresOn }).where('id', '=', lot.id).execute()
  ctx.audit({ action: 'lot.thaw', subjectKind: 'Lot', subjectId: lot.id, storeId: lot.store_id, detail: { days, expiresOn } })
  return { expiresOn }
}
