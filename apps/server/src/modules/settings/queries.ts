import { sql } from 'kysely'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { ROLES, type RoleLimit, type Settings, type Store } from './rules.ts'
import { findBrandSetting, findProfiles, findStore, findStores } from './store.ts'

/** A store in the actor's sight; closed ones too, see `isActive`. @throws NotFound when there is none, or not for this actor */
export async function readStore(ctx: ReadCtx, storeId: string): Promise<Store> {
  const store = inScope(ctx.actor, storeId) ? await findStore(ctx, storeId) : null
  if (!store) throw new NotFound()
  return store
}

/** The stores in the actor's sight, by code. */
export function listStores(ctx: ReadCtx, page: { afterCode?: string; limit?: number } = {}): Promise<Store[]> {
  return findStores(ctx, { ids: ctx.actor.scopes === 'all' ? null : ctx.actor.scopes, ...page })
}

/** What the brand chose for all its stores. */
export async function readSettings(ctx: ReadCtx): Promise<Settings> {
  return { ...(await findBrandSetting(ctx)), profiles: await findProfiles(ctx), roleLimits: await findRoleLimits(ctx) }
}

/** What each role may do alone, the built-in ones first, then the brand's own with their names. */
async function findRoleLimits(ctx: ReadCtx): Promise<(RoleLimit & { name: string | null })[]> {
  const { rows } = await sql<RoleLimit & { name: string | null }>`
    select r.key as role, r.name, l.discount_bp as "discountBp", l.refund_fen as "refundFen"
    from role r join role_limit l on l.role = r.key
    order by array_position(${ROLES}::text[], r.key), r.name`.execute(ctx.db)
  return rows
}
