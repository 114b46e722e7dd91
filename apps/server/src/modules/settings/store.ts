/** SQL on the tables `store`, `brand_setting` and `role_limit`. */
import { type Selectable, sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { VersionStale } from '../../platform/errors.ts'
import type { Store as StoreTable } from '../../platform/schema.gen.ts'
import { RoleUnknown } from './errors.ts'
import type { RoleLimit, Rounding, SpendOrder, Store } from './rules.ts'

function toStore(row: Selectable<StoreTable>): Store {
  return {
    id: row.id,
    code: row.code,
    name: row.name,
    zone: row.zone,
    cutoffHour: row.cutoff_hour,
    address: row.address,
    phone: row.phone,
    rounding: row.rounding as Rounding,
    isActive: row.is_active,
    version: row.version,
  }
}

export async function findStore(ctx: ReadCtx, storeId: string): Promise<Store | null> {
  const row = await ctx.db.selectFrom('store').selectAll().where('id', '=', storeId).executeTakeFirst()
  return row ? toStore(row) : null
}

/** Stores by code; `ids` null for all. */
export async function findStores(
  ctx: ReadCtx,
  filter: { ids: readonly string[] | null; afterCode?: string | undefined; limit?: number | undefined },
): Promise<Store[]> {
  let query = ctx.db.selectFrom('store').selectAll().orderBy('code')
  if (filter.ids !== null) query = query.where(sql<boolean>`id = any(${filter.ids}::uuid[])`)
  if (filter.afterCode !== undefined) query = query.where('code', '>', filter.afterCode)
  if (filter.limit !== undefined) query = query.limit(filter.limit)
  return (await query.execute()).map(toStore)
}

export async function insertStore(ctx: WriteCtx, store: Omit<Store, 'isActive' | 'version'>): Promise<Store> {
  const row = await ctx.db
    .insertInto('store')
    .values({
      id: store.id,
      code: store.code,
      name: store.name,
      zone: store.zone,
      cutoff_hour: store.cutoffHour,
      address: store.address,
      phone: store.phone,
      rounding: store.rounding,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
  return toStore(row)
}

/** @throws VersionStale when the store is no longer at `version` */
export async function updateStore(ctx: WriteCtx, store: Store, version: number): Promise<Store> {
  const row = await ctx.db
    .updateTable('store')
    .set({
      code: store.code,
      name: store.name,
      zone: store.zone,
      cutoff_hour: store.cutoffHour,
      address: store.address,
      phone: store.phone,
      rounding: store.rounding,
      is_active: store.isActive,
      version: version + 1,
    })
    .where('id', '=', store.id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new VersionStale()
  return toStore(row)
}

export async function findBrandSetting(ctx: ReadCtx): Promise<{ spendOrder: SpendOrder; idleLockMinutes: number; version: number }> {
  const row = await ctx.db.selectFrom('brand_setting').select(['spend_order', 'idle_lock_minutes', 'version']).executeTakeFirstOrThrow()
  return { spendOrder: row.spend_order as SpendOrder, idleLockMinutes: row.idle_lock_minutes, version: row.version }
}

/** Moves the settings on by one version, which is also the lock of the role limits. @throws VersionStale */
export async function updateBrandSetting(
  ctx: WriteCtx,
  version: number,
  change: { spendOrder: SpendOrder | undefined; idleLockMinutes: number | undefined },
): Promise<void> {
  const row = await ctx.db
    .updateTable('brand_setting')
    .set({
      version: version + 1,
      ...(change.spendOrder === undefined ? {} : { spend_order: change.spendOrder }),
      ...(change.idleLockMinutes === undefined ? {} : { idle_lock_minutes: change.idleLockMinutes }),
    })
    .where('version', '=', version)
    .returning('version')
    .executeTakeFirst()
  if (!row) throw new VersionStale()
}

/** @throws RoleUnknown */
export async function upsertRoleLimits(ctx: WriteCtx, limits: readonly RoleLimit[]): Promise<void> {
  if (limits.length === 0) return
  await ctx.db
    .insertInto('role_limit')
    .values(limits.map((l) => ({ role: l.role, discount_bp: l.discountBp, refund_fen: l.refundFen })))
    .onConflict((c) =>
      c.column('role').doUpdateSet((eb) => ({ discount_bp: eb.ref('excluded.discount_bp'), refund_fen: eb.ref('excluded.refund_fen') })),
    )
    .execute()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'role_limit_role_fkey' ? new RoleUnknown() : error
    })
}
