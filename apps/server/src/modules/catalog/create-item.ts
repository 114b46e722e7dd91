import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { changeValues, fieldsOf } from '../fields/index.ts'
import { checkCategory, checkPass, checkTaken } from './checks.ts'
import { itemDetail } from './queries.ts'
import { type ItemDetail, type NewItemInput, newItem } from './schemas.ts'
import { bumpRevision, insertItems, insertPriceBook } from './store.ts'

const UNITS = { service: '次', product: '件', pass: '张', top_up: '笔' }

/**
 * Adds an item to the catalogue; a price given with it is published as a version of the price book.
 * @throws CodeTaken, BarcodeTaken, TierTaken, CategoryUnfit, PassUnfit, FieldsInvalid; Forbidden when a price is given without the right to publish one
 */
export async function createItem(ctx: WriteCtx, input: NewItemInput): Promise<ItemDetail> {
  const parsed = newItem.parse(input)
  const priceFen = parsed.kind === 'top_up' ? undefined : parsed.priceFen
  if (priceFen !== undefined) authorize(ctx, 'manage', 'Price')
  await bumpRevision(ctx)
  const id = newId()
  const categoryId = parsed.kind === 'top_up' ? null : parsed.categoryId
  const pass = parsed.kind === 'pass' ? parsed.pass : null
  const topUp = parsed.kind === 'top_up' ? parsed.topUp : null
  const barcodes = parsed.kind === 'product' ? parsed.barcodes : []
  await checkCategory(ctx, parsed.kind, categoryId)
  await checkPass(ctx, pass)
  const fields =
    parsed.kind === 'product' ? changeValues(ctx, await fieldsOf(ctx, 'product'), {}, parsed.fields, ctx.actor.id !== null) : {}
  const code = await checkTaken(ctx, { id, kind: parsed.kind, code: parsed.code ?? null, barcodes, amountFen: topUp?.amountFen ?? null })
  await insertItems(ctx, [
    {
      id,
      kind: parsed.kind,
      code,
      name: parsed.name,
      categoryId,
      unit: parsed.unit ?? UNITS[parsed.kind],
      note: parsed.note,
      isFavourite: parsed.isFavourite,
      sort: parsed.sort,
      minutes: parsed.kind === 'service' ? parsed.minutes : null,
      barcodes,
      pass,
      topUp,
      fields,
    },
  ])
  const version = priceFen === undefined ? null : await insertPriceBook(ctx, code, [{ itemId: id, storeId: null, amountFen: priceFen }])
  ctx.audit({
    action: 'item.create',
    subjectKind: 'Item',
    subjectId: id,
    detail: { kind: parsed.kind, code, ...(version === null ? {} : { priceFen, priceBookVersion: version }) },
  })
  return itemDetail(ctx, id)
}
