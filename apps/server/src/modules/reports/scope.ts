import { authorize, type ReadCtx } from '../../platform/ctx.ts'

/** The stores to report on: the one that is named, or those whose reports the actor may read; null is all of them. @throws NotFound, Forbidden */
export function storesOf(ctx: ReadCtx, storeId: string | undefined): readonly string[] | null {
  authorize(ctx, 'read', 'Report', storeId)
  if (storeId !== undefined) return [storeId]
  return ctx.actor.scopes === 'all' ? null : ctx.actor.scopes.filter((id) => ctx.actor.can('read', 'Report', id))
}
