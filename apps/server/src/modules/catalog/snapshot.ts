/**
 * The catalogue as the till prices by it: everything that can be sold, kept in memory per brand and read anew only when its
 * revision has changed. Checkout reads the revision together with its other facts and asks for the snapshot of that revision.
 */
import { sql } from 'kysely'
import type { Brand, ReadCtx } from '../../platform/ctx.ts'
import type { TopUpTerms } from './schemas.ts'

export type ItemKind = 'service' | 'product' | 'pass' | 'top_up'

export interface SellableItem {
  id: string
  kind: ItemKind
  code: string
  name: string
  categoryId: string | null
  unit: string
  isActive: boolean
  /** Null when no price was ever published. Of a top-up: its amount. */
  brandPriceFen: number | null
  /** Prices in force of stores that differ from the brand's. */
  storePricesFen: ReadonlyMap<string, number>
  pass: PassTerms | null
  topUp: TopUpTerms | null
  /** Stores that do not offer it; top-ups only. */
  withheldAt: ReadonlySet<string>
}

export interface PassTerms {
  validityDays: number | null
  validityFrom: 'sale' | 'first_use'
  isUnlimited: boolean
  /** In their order; of an unlimited pass the sessions are 0. */
  components: { serviceItemId: string; ordinal: number; sessions: number; giftedSessions: number }[]
}

export interface CatalogSnapshot {
  revision: number
  priceBookVersion: number
  items: ReadonlyMap<string, SellableItem>
  /** Active and inactive top-ups, smallest amount first. */
  tiers: readonly SellableItem[]
}

interface ItemRow {
  id: string
  kind: ItemKind
  code: string
  name: string
  category_id: string | null
  unit: string
  is_active: boolean
  validity_days: number | null
  validity_from: 'sale' | 'first_use' | null
  is_unlimited: boolean | null
  amount_fen: number | null
  bonus_fen: number | null
  bonus_months: number | null
  withheld_at: string[]
}

interface SnapshotRow {
  revision: number
  price_book_version: number
  items: ItemRow[]
  prices: { item_id: string; store_id: string | null; amount_fen: number | null }[]
  components: { item_id: string; service_item_id: string; ordinal: number; sessions: number; gifted_sessions: number }[]
}

const kept = new WeakMap<Brand, CatalogSnapshot>()

/**
 * The catalogue at `revision`. Should it have moved on since the caller read its revision, the newer one is returned, and its own
 * `revision` says so.
 */
export async function catalogAt(ctx: ReadCtx, revision: number): Promise<CatalogSnapshot> {
  const known = kept.get(ctx.brand)
  if (known?.revision === revision) return known
  const loaded = await load(ctx)
  kept.set(ctx.brand, loaded)
  return loaded
}

/** One statement, so that revision and content are of the same moment. */
async function load(ctx: ReadCtx): Promise<CatalogSnapshot> {
  const { rows } = await sql<SnapshotRow>`
    select r.revision,
      (select coalesce(max(version), 0) from price_book) as price_book_version,
      (select coalesce(jsonb_agg(to_jsonb(i)), '[]') from (
        select i.id, i.kind, i.code, i.name, i.category_id, i.unit, i.is_active,
          p.validity_days, p.validity_from, p.is_unlimited, t.amount_fen, t.bonus_fen, t.bonus_months,
          (select coalesce(jsonb_agg(w.store_id), '[]') from tier_withheld w where w.item_id = i.id) as withheld_at
        from item i left join pass_plan p on p.item_id = i.id left join top_up_tier t on t.item_id = i.id
        order by i.sort, i.code) i) as items,
      (select coalesce(jsonb_agg(to_jsonb(p)), '[]') from (
        select distinct on (item_id, store_id) item_id, store_id, amount_fen
        from price order by item_id, store_id, version desc) p) as prices,
      (select coalesce(jsonb_agg(to_jsonb(c) order by c.item_id, c.ordinal), '[]') from pass_component c) as components
    from catalog_revision r`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('the brand has no catalogue revision')
  return toSnapshot(row)
}

function toSnapshot(row: SnapshotRow): CatalogSnapshot {
  const brandPrices = new Map<string, number>()
  const storePrices = new Map<string, Map<string, number>>()
  for (const price of row.prices) {
    // A store's null falls back to the brand's price.
    if (price.amount_fen === null) continue
    if (price.store_id === null) brandPrices.set(price.item_id, price.amount_fen)
    else mapOf(storePrices, price.item_id).set(price.store_id, price.amount_fen)
  }
  const components = Map.groupBy(row.components, (c) => c.item_id)
  const items = new Map<string, SellableItem>()
  for (const item of row.items) {
    const parts = components.get(item.id) ?? []
    items.set(item.id, toItem(item, parts, brandPrices.get(item.id) ?? null, storePrices.get(item.id) ?? new Map()))
  }
  const tiers = [...items.values()].filter((i) => i.topUp !== null)
  tiers.sort((a, b) => (a.topUp?.amountFen ?? 0) - (b.topUp?.amountFen ?? 0))
  return { revision: row.revision, priceBookVersion: row.price_book_version, items, tiers }
}

function toItem(
  row: ItemRow,
  components: SnapshotRow['components'],
  brandPriceFen: number | null,
  storePricesFen: ReadonlyMap<string, number>,
): SellableItem {
  const topUp =
    row.amount_fen === null ? null : { amountFen: row.amount_fen, bonusFen: row.bonus_fen ?? 0, bonusMonths: row.bonus_months ?? 1 }
  const pass: PassTerms | null =
    row.kind === 'pass'
      ? {
          validityDays: row.validity_days,
          validityFrom: row.validity_from ?? 'sale',
          isUnlimited: row.is_unlimited ?? false,
          components: components.map((c) => ({
            serviceItemId: c.service_item_id,
            ordinal: c.ordinal,
            sessions: c.sessions,
            giftedSessions: c.gifted_sessions,
          })),
        }
      : null
  return {
    id: row.id,
    kind: row.kind,
    code: row.code,
    name: row.name,
    categoryId: row.category_id,
    unit: row.unit,
    isActive: row.is_active,
    brandPriceFen: topUp === null ? brandPriceFen : topUp.amountFen,
    storePricesFen,
    pass,
    topUp,
    withheldAt: new Set(row.withheld_at),
  }
}

function mapOf(maps: Map<string, Map<string, number>>, key: string): Map<string, number> {
  const known = maps.get(key)
  if (known) return known
  const made = new Map<string, number>()
  maps.set(key, made)
  return made
}
