import type { WriteCtx } from '../../platform/ctx.ts'
import { InvalidInput, NotFound, VersionStale } from '../../platform/errors.ts'
import { changeValues, type FieldValues, fieldsOf } from '../fields/index.ts'
import { checkCategory, checkPass, checkTaken } from './checks.ts'
import { itemDetail } from './queries.ts'
import type { ItemDetail } from './schemas.ts'
import type { ItemKind } from './snapshot.ts'
import type { ItemChange } from './store.ts'
import { bumpRevision, updateItem as storeItem } from './store.ts'

/** What only one kind of item has. */
const KIND_OF_FIELD = { minutes: 'service', barcodes: 'product', fields: 'product', pass: 'pass', topUp: 'top_up' } as const

/**
 * Changes an item that was read at `version`. What was sold already keeps its own terms: lots and tickets hold snapshots.
 * @throws NotFound, VersionStale, CodeTaken, BarcodeTaken, TierTaken, CategoryUnfit, PassUnfit, FieldsInvalid
 */
export async function updateItem(ctx: WriteCtx, itemId: string, version: number, change: ItemChange): Promise<ItemDetail> {
  await bumpRevision(ctx)
  const item = await ctx.db.selectFrom('item').select(['kind', 'version', 'fields']).where('id', '=', itemId).executeTakeFirst()
  if (!item) throw new NotFound()
  if (item.version !== version) throw new VersionStale()
  const kind = item.kind as ItemKind
  refuseForeignFields(kind, change)
  await checkCategory(ctx, kind, change.categoryId ?? null)
  await checkPass(ctx, change.pass ?? null)
  const { code = null, barcodes = [], topUp } = change
  await checkTaken(ctx, { id: itemId, kind, code, barcodes, amountFen: topUp?.amountFen ?? null })
  const values = change.fields && changeValues(ctx, await fieldsOf(ctx, 'product'), item.fields as FieldValues, change.fields, false)
  if (!(await storeItem(ctx, itemId, version, { ...change, fields: values }))) throw new VersionStale()
  const fields = Object.keys(change).filter((field) => change[field as keyof ItemChange] !== undefined)
  ctx.audit({ action: 'item.update', subjectKind: 'Item', subjectId: itemId, detail: { fields } })
  return itemDetail(ctx, itemId)
}

function refuseForeignFields(kind: ItemKind, change: ItemChange): void {
  const foreign = Object.entries(KIND_OF_FIELD).filter(
    ([field, owner]) => owner !== kind && change[field as keyof ItemChange] !== undefined,
  )
  if (foreign.length === 0) return
  throw new InvalidInput(
    {},
    foreign.map(([path]) => ({ path, code: 'not_of_this_kind', message: `a ${kind} has no ${path}` })),
  )
}
