import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { eanCheckDigit, nextCode, type PassInput } from './rules.ts'
import type { ItemKind } from './snapshot.ts'
import { bumpRevision, insertCategories, insertItems, insertPriceBook, type NewCategory, type NewItem, type PriceChange } from './store.ts'
import { beauty } from './trades/beauty.ts'
import { hair } from './trades/hair.ts'
import { nail } from './trades/nail.ts'
import { spa } from './trades/spa.ts'
import type { PassRow, Trade, TradeCatalog } from './trades/trade-catalog.ts'

export const TRADES: Readonly<Record<Trade, TradeCatalog>> = { hair, beauty, nail, spa }

/**
 * Fills an empty catalogue with what a shop of the trade usually sells: categories, services, products, passes, top-ups, and their prices
 * as the first price book; five statements. A catalogue that holds anything already is left as it is.
 * @param storeId where it was asked for; only the audit trail tells
 */
export async function seedTradeCatalog(ctx: WriteCtx, trade: Trade, storeId: string): Promise<{ items: number }> {
  await bumpRevision(ctx)
  const some = await ctx.db.selectFrom('item').select('id').limit(1).executeTakeFirst()
  const plan = some ? { categories: [], items: [], prices: [] } : planOf(trade)
  if (plan.items.length > 0) {
    await insertCategories(ctx, plan.categories)
    await insertItems(ctx, plan.items)
    await insertPriceBook(ctx, trade, plan.prices)
  }
  ctx.audit({ action: 'catalog.seed', subjectKind: 'Catalog', subjectId: null, storeId, detail: { trade, items: plan.items.length } })
  return { items: plan.items.length }
}

/** The rows of a trade's catalogue. Exported for its test: no database, but new ids every time. */
export function planOf(trade: Trade): { categories: NewCategory[]; items: NewItem[]; prices: PriceChange[] } {
  const catalog = TRADES[trade]
  const plan = { categories: [] as NewCategory[], items: [] as NewItem[], prices: [] as PriceChange[] }
  const categoryOf = (kind: NewCategory['kind'], name: string) => {
    const known = plan.categories.find((c) => c.kind === kind && c.name === name)
    if (known) return known.id
    const made = { id: newId(), kind, name, sort: plan.categories.length + 1 }
    plan.categories.push(made)
    return made.id
  }
  const add = (kind: ItemKind, item: Partial<NewItem> & { name: string; unit: string }, yuan: number | null) => {
    const ofKind = plan.items.filter((i) => i.kind === kind).length
    const made: NewItem = { ...BLANK, ...item, kind, id: newId(), code: nextCode(kind, ofKind), sort: plan.items.length + 1 }
    plan.items.push(made)
    if (yuan !== null) plan.prices.push({ itemId: made.id, storeId: null, amountFen: yuan * 100 })
    return made
  }
  for (const [category, rows] of Object.entries(catalog.services)) {
    const categoryId = categoryOf('service', category)
    for (const [name, minutes, yuan, favourite] of rows) {
      add('service', { name, unit: '次', categoryId, minutes, isFavourite: favourite !== undefined }, yuan)
    }
  }
  for (const [category, rows] of Object.entries(catalog.products)) {
    const categoryId = categoryOf('product', category)
    for (const [name, yuan, unit, favourite] of rows) {
      const barcodes = [barcodeOf(trade, plan.items.length)]
      add('product', { name, unit, categoryId, barcodes, isFavourite: favourite !== undefined }, yuan)
    }
  }
  const serviceIds = new Map(plan.items.flatMap((i) => (i.kind === 'service' ? [[i.name, i.id] as const] : [])))
  for (const row of catalog.passes) {
    add('pass', { name: row.name, unit: '张', categoryId: categoryOf('pass', row.category), pass: passOf(row, serviceIds) }, row.yuan)
  }
  for (const [paid, bonus] of catalog.tiers) {
    const topUp = { amountFen: paid * 100, bonusFen: bonus * 100, bonusMonths: 1 }
    add('top_up', { name: `充${paid}送${bonus}`, unit: '笔', topUp, isFavourite: true }, null)
  }
  return plan
}

const BLANK = { categoryId: null, note: '', isFavourite: false, minutes: null, barcodes: [], pass: null, topUp: null }

function passOf(row: PassRow, serviceIds: ReadonlyMap<string, string>): PassInput {
  return {
    validityDays: row.validityDays,
    validityFrom: row.validityFrom ?? 'sale',
    isUnlimited: row.isUnlimited ?? false,
    components: row.components.map(([service, sessions, giftedSessions = 0]) => {
      const serviceItemId = serviceIds.get(service)
      if (serviceItemId === undefined) throw new Error(`the pass ${row.name} names a service the catalogue does not have: ${service}`)
      return { serviceItemId, sessions, giftedSessions }
    }),
  }
}

/** An EAN-13 of the range kept for a shop's own use (20…29), so that it never meets a barcode printed by a maker. */
function barcodeOf(trade: Trade, index: number): string {
  const twelve = `20${Object.keys(TRADES).indexOf(trade) + 1}${String(index).padStart(9, '0')}`
  return twelve + eanCheckDigit(twelve)
}
