import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import type { Settings, Store } from './rules.ts'
import { findBrandSetting, findRoleLimits, findStore, findStores } from './store.ts'

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
  const { spendOrder, version } = await findBrandSetting(ctx)
  return { spendOrder, version, roleLimits: await findRoleLimits(ctx) }
}
