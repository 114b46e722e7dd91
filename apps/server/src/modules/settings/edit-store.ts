import { isDeepStrictEqual } from 'node:util'
import type { WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { Forbidden } from '../../platform/errors.ts'
import type { NewStore } from './create-store.ts'
import { StoreCodeTaken } from './errors.ts'
import { readStore } from './queries.ts'
import type { Store } from './rules.ts'
import { updateStore } from './store.ts'

export type StoreChange = { [K in keyof NewStore]?: NewStore[K] | undefined } & { isActive?: boolean | undefined }

/** What moves business days or the list of stores is the brand's to decide, not the store's. */
const BRAND_WIDE = ['code', 'zone', 'cutoffHour', 'isActive'] as const

/** Edits a store. @throws NotFound, Forbidden, VersionStale, StoreCodeTaken */
export async function editStore(ctx: WriteCtx, input: { storeId: string; version: number; change: StoreChange }): Promise<Store> {
  const before = await readStore(ctx, input.storeId)
  const given = Object.entries(input.change).filter(([, value]) => value !== undefined)
  const after: Store = { ...before, ...Object.fromEntries(given) }
  const changed = given
    .map(([field]) => field)
    .filter((field) => !isDeepStrictEqual(before[field as keyof Store], after[field as keyof Store]))
  if (ctx.actor.scopes !== 'all' && BRAND_WIDE.some((field) => changed.includes(field))) {
    throw new Forbidden({ action: 'manage', subject: 'Store' })
  }
  const store = await updateStore(ctx, after, input.version).catch((error: unknown) => {
    throw violatedConstraint(error) === 'store_code_key' ? new StoreCodeTaken({ code: after.code }) : error
  })
  ctx.audit({ action: 'store.edit', subjectKind: 'Store', subjectId: store.id, storeId: store.id, detail: { fields: changed } })
  return store
}
