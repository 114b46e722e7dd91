/** What is read of the catalogue. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { fieldsOf, valuesSeenBy } from '../fields/index.ts'
import type { CategoryView, DeskCatalog, ItemDetail, ItemView, PriceBookView } from './schemas.ts'
import type { ItemKind } from './snapshot.ts'

/** An item with all that belongs to it, under the names of the wire. */
const columns = sql`
  i.id, i.kind, i.code, i.name, i.pinyin, i.initials, i.category_id as "categoryId", i.unit, i.note, i.is_favourite as "isFavourite",
  i.is_active as "isActive", i.sort, i.version, i.fields,
  (select s.minutes from service s where s.item_id = i.id) as minutes,
  (select coalesce(jsonb_agg(b.barcode order by b.barcode), '[]') from product_barcode b where b.item_id = i.id) as barcodes,
  (select jsonb_build_object('validityDays', p.validity_days, 'validityFrom', p.validity_from, 'isUnlimited', p.is_unlimited, 'components',
      (select jsonb_agg(jsonb_build_object('serviceItemId', c.service_item_id, 'serviceName', x.name, 'sessions', c.sessions,
        'giftedSessions', c.gifted_sessions) order by c.ordinal)
      from pass_component c join item x on x.id = c.service_item_id where c.item_id = p.item_id))
    from pass_plan p where p.item_id = i.id) as pass,
  (select jsonb_build_object('amountFen', t.amount_fen, 'bonusFen', t.bonus_fen, 'bonusMonths', t.bonus_months) from top_up_tier t where t.item_id = i.id) as "topUp",
  coalesce((select t.amount_fen from top_up_tier t where t.item_id = i.id),
    (select r.amount_fen from price r where r.item_id = i.id and r.store_id is null order by r.version desc limit 1)) as "brandPriceFen"`

type DeskRow = ItemView & { storePriceFen: number | null }

/** All that is on sale at a store, with the prices in force there. @throws NotFound when there is no such store */
export async function deskCatalog(ctx: ReadCtx, storeId: string): Promise<DeskCatalog> {
  const { rows } = await sql<{ revision: number; version: number; categories: CategoryView[]; items: DeskRow[] }>`
    select r.revision, (select coalesce(max(version), 0) from price_book) as version,
      (select coalesce(jsonb_agg(to_jsonb(c)), '[]') from (
        select id, kind, name, sort, is_active as "isActive", version from category where is_active order by kind, sort, name) c) as categories,
      (select coalesce(jsonb_agg(to_jsonb(d)), '[]') from (
        select ${columns}, (select p.amount_fen from price p where p.item_id = i.id and p.store_id = ${storeId}::uuid
          order by p.version desc limit 1) as "storePriceFen"
        from item i
        where i.is_active and not exists (select 1 from tier_withheld w where w.item_id = i.id and w.store_id = ${storeId}::uuid)
        order by i.sort, i.code) d) as items
    from catalog_revision r where exists (select 1 from store where id = ${storeId}::uuid)`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  const items = row.items.map(
    ({ note: _note, fields: _fields, isActive: _active, sort: _sort, version: _version, storePriceFen, ...item }) => ({
      ...item,
      priceFen: storePriceFen ?? item.brandPriceFen,
    }),
  )
  const tiers = items.flatMap((i) => (i.topUp ? [{ itemId: i.id, code: i.code, name: i.name, ...i.topUp }] : []))
  tiers.sort((a, b) => a.amountFen - b.amountFen)
  return { storeId, revision: row.revision, priceBookVersion: row.version, categories: row.categories, items, tiers }
}

export interface ItemFilter {
  kind?: ItemKind | undefined
  q?: string | undefined
  categoryId?: string | undefined
  active?: boolean | undefined
  limit: number
  cursor?: string | undefined
}

/** Items for those who keep the catalogue, by their order and code. `q` is part of a name, its letters, a code, or a barcode. */
export async function listItems(ctx: ReadCtx, filter: ItemFilter) {
  const after = decodeCursor(filter.cursor, 2)
  const part = filter.q ? `%${filter.q.normalize('NFKC').replaceAll(/[\\%_]/g, '\\$&')}%` : null
  const { rows } = await sql<ItemView>`
    select ${columns} from item i
    where (${filter.kind ?? null}::text is null or i.kind = ${filter.kind ?? null})
      and (${filter.categoryId ?? null}::uuid is null or i.category_id = ${filter.categoryId ?? null}::uuid)
      and (${filter.active ?? null}::boolean is null or i.is_active = ${filter.active ?? null}::boolean)
      and (${part}::text is null or i.name ilike ${part} or i.code ilike ${part} or i.pinyin ilike ${part} or i.initials ilike ${part}
        or exists (select 1 from product_barcode b where b.item_id = i.id and b.barcode = ${filter.q ?? null}))
      and (${after === null} or (i.sort, i.code) > (${Number(after?.[0] ?? 0)}::integer, ${String(after?.[1] ?? '')}))
    order by i.sort, i.code limit ${filter.limit + 1}`.execute(ctx.db)
  const fields = await fieldsOf(ctx, 'product')
  return toPage(
    rows,
    filter.limit,
    (row) => ({ ...row, fields: valuesSeenBy(ctx.actor, fields, row.fields) }),
    (row) => [row.sort, row.code],
  )
}

/** One item with its prices, past and in force. @throws NotFound */
export async function itemDetail(ctx: ReadCtx, itemId: string): Promise<ItemDetail> {
  const { rows } = await sql<ItemDetail>`
    select ${columns},
      (select coalesce(jsonb_agg(jsonb_build_object('version', p.version, 'storeId', p.store_id, 'amountFen', p.amount_fen, 'note', b.note,
          'publishedBy', b.published_by, 'publishedAt', to_char(b.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
          order by p.version desc, p.store_id nulls first), '[]')
        from price p join price_book b on b.version = p.version where p.item_id = i.id) as "priceHistory",
      (select coalesce(jsonb_agg(jsonb_build_object('storeId', s.store_id, 'amountFen', s.amount_fen) order by s.store_id), '[]') from (
        select distinct on (p.store_id) p.store_id, p.amount_fen from price p
        where p.item_id = i.id and p.store_id is not null order by p.store_id, p.version desc) s
        where s.amount_fen is not null) as "storePrices"
    from item i where i.id = ${itemId}::uuid`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  return { ...row, fields: valuesSeenBy(ctx.actor, await fieldsOf(ctx, 'product'), row.fields) }
}

export async function listCategories(ctx: ReadCtx): Promise<{ items: CategoryView[] }> {
  const { rows } = await sql<CategoryView>`
    select id, kind, name, sort, is_active as "isActive", version from category order by kind, sort, name`.execute(ctx.db)
  return { items: rows }
}

/** Versions of the price book, newest first. */
export async function listPriceBooks(ctx: ReadCtx, page: { limit: number; cursor?: string | undefined }) {
  const after = decodeCursor(page.cursor, 1)
  const { rows } = await sql<PriceBookView>`
    select b.version, b.note, b.published_by as "publishedBy",
      to_char(b.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "publishedAt",
      (select count(*) from price p where p.version = b.version) as "priceCount"
    from price_book b where (${after === null} or b.version < ${Number(after?.[0] ?? 0)}::integer)
    order by b.version desc limit ${page.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    page.limit,
    (row) => row,
    (row) => [row.version],
  )
}
