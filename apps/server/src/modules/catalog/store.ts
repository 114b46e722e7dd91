/** SQL on the catalogue's own tables. Every write first takes the revision's row, so that writers of the catalogue take turns. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { FieldValueChanges, FieldValues } from '../fields/index.ts'
import { CODE_PREFIX, lettersOf, type PassInput } from './rules.ts'
import type { TopUpTerms } from './schemas.ts'
import type { ItemKind } from './snapshot.ts'

/** Marks the catalogue as changed and holds its lock until the transaction ends. First statement of every verb here. */
export async function bumpRevision(ctx: WriteCtx): Promise<number> {
  const { revision } = await ctx.db
    .updateTable('catalog_revision')
    .set({ revision: sql<number>`nextval('catalog_revision_seq')` })
    .returning('revision')
    .executeTakeFirstOrThrow()
  return revision
}

export interface NewItem {
  id: string
  kind: ItemKind
  code: string
  name: string
  categoryId: string | null
  unit: string
  note: string
  isFavourite: boolean
  sort: number
  minutes: number | null
  barcodes: readonly string[]
  pass: PassInput | null
  topUp: TopUpTerms | null
  fields?: FieldValues
}

/** Inserts items of any kinds with all that belongs to them, in one statement. */
export async function insertItems(ctx: WriteCtx, items: readonly NewItem[]): Promise<void> {
  const rows = items.map((i) => ({
    ...lettersOf(i.name),
    id: i.id,
    kind: i.kind,
    code: i.code,
    name: i.name,
    category_id: i.categoryId,
    unit: i.unit,
    note: i.note,
    is_favourite: i.isFavourite,
    sort: i.sort,
    minutes: i.minutes,
    fields: i.fields ?? {},
  }))
  const parts = partsOf(items)
  await sql`
    with item_row as (
      insert into item (id, kind, code, name, pinyin, initials, category_id, unit, note, is_favourite, sort, fields, created_at)
      select id, kind, code, name, pinyin, initials, category_id, unit, note, is_favourite, sort, fields, ${ctx.now}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, kind text, code text, name text, pinyin text,
        initials text, category_id uuid, unit text, note text, is_favourite boolean, sort integer, fields jsonb)
    ), service_row as (
      insert into service (item_id, minutes)
      select id, minutes from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, minutes integer) where minutes is not null
    ), ${insertParts(parts)}
    select 1`.execute(ctx.db)
}

interface Parts {
  barcodes: { barcode: string; item_id: string }[]
  plans: { item_id: string; validity_days: number | null; validity_from: string; is_unlimited: boolean }[]
  components: { item_id: string; service_item_id: string; ordinal: number; sessions: number; gifted_sessions: number }[]
  tiers: { item_id: string; amount_fen: number; bonus_fen: number; bonus_months: number }[]
}

function partsOf(items: readonly Pick<NewItem, 'id' | 'barcodes' | 'pass' | 'topUp'>[]): Parts {
  return {
    barcodes: items.flatMap((i) => i.barcodes.map((barcode) => ({ barcode, item_id: i.id }))),
    plans: items.flatMap((i) =>
      i.pass
        ? [{ item_id: i.id, validity_days: i.pass.validityDays, validity_from: i.pass.validityFrom, is_unlimited: i.pass.isUnlimited }]
        : [],
    ),
    components: items.flatMap((i) =>
      (i.pass?.components ?? []).map((c, ordinal) => ({
        item_id: i.id,
        service_item_id: c.serviceItemId,
        ordinal,
        sessions: c.sessions,
        gifted_sessions: c.giftedSessions,
      })),
    ),
    tiers: items.flatMap(({ id, topUp }) =>
      topUp ? [{ item_id: id, amount_fen: topUp.amountFen, bonus_fen: topUp.bonusFen, bonus_months: topUp.bonusMonths }] : [],
    ),
  }
}

/** Common table expressions that insert what belongs to items. Foreign keys are checked at the end of the statement. */
function insertParts(parts: Parts) {
  return sql`barcode_row as (
      insert into product_barcode (barcode, item_id)
      select barcode, item_id from jsonb_to_recordset(${JSON.stringify(parts.barcodes)}::jsonb) as r(barcode text, item_id uuid)
    ), plan_row as (
      insert into pass_plan (item_id, validity_days, validity_from, is_unlimited)
      select item_id, validity_days, validity_from, is_unlimited from jsonb_to_recordset(${JSON.stringify(parts.plans)}::jsonb)
        as r(item_id uuid, validity_days integer, validity_from text, is_unlimited boolean)
      on conflict (item_id) do update set validity_days = excluded.validity_days, validity_from = excluded.validity_from,
        is_unlimited = excluded.is_unlimited
    ), component_row as (
      insert into pass_component (item_id, service_item_id, ordinal, sessions, gifted_sessions)
      select item_id, service_item_id, ordinal, sessions, gifted_sessions
      from jsonb_to_recordset(${JSON.stringify(parts.components)}::jsonb)
        as r(item_id uuid, service_item_id uuid, ordinal integer, sessions integer, gifted_sessions integer)
    ), tier_row as (
      insert into top_up_tier (item_id, amount_fen, bonus_fen, bonus_months)
      select item_id, amount_fen, bonus_fen, bonus_months from jsonb_to_recordset(${JSON.stringify(parts.tiers)}::jsonb)
        as r(item_id uuid, amount_fen bigint, bonus_fen bigint, bonus_months smallint)
      on conflict (item_id) do update set amount_fen = excluded.amount_fen, bonus_fen = excluded.bonus_fen, bonus_months = excluded.bonus_months
    )`
}

export interface ItemChange {
  code?: string | undefined
  name?: string | undefined
  categoryId?: string | null | undefined
  unit?: string | undefined
  note?: string | undefined
  isFavourite?: boolean | undefined
  isActive?: boolean | undefined
  sort?: number | undefined
  minutes?: number | undefined
  barcodes?: readonly string[] | undefined
  pass?: PassInput | undefined
  topUp?: TopUpTerms | undefined
  fields?: FieldValueChanges | undefined
}

/** Changes an item of exactly this version; false when there is none. */
export async function updateItem(
  ctx: WriteCtx,
  id: string,
  version: number,
  change: Omit<ItemChange, 'fields'> & { fields?: FieldValues | undefined },
): Promise<boolean> {
  const letters = change.name === undefined ? {} : lettersOf(change.name)
  const { numUpdatedRows } = await ctx.db
    .updateTable('item')
    .set({
      ...letters,
      code: change.code,
      name: change.name,
      category_id: change.categoryId,
      unit: change.unit,
      note: change.note,
      is_favourite: change.isFavourite,
      is_active: change.isActive,
      sort: change.sort,
      ...(change.fields === undefined ? {} : { fields: JSON.stringify(change.fields) }),
      version: version + 1,
    })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return false
  if (change.minutes !== undefined) await ctx.db.updateTable('service').set({ minutes: change.minutes }).where('item_id', '=', id).execute()
  await replaceParts(ctx, id, change)
  return true
}

/** Barcodes and components are replaced as a whole. */
async function replaceParts(ctx: WriteCtx, id: string, change: Pick<ItemChange, 'barcodes' | 'pass' | 'topUp'>): Promise<void> {
  if (!change.barcodes && !change.pass && !change.topUp) return
  if (change.barcodes) await ctx.db.deleteFrom('product_barcode').where('item_id', '=', id).execute()
  if (change.pass) await ctx.db.deleteFrom('pass_component').where('item_id', '=', id).execute()
  const parts = partsOf([{ id, barcodes: change.barcodes ?? [], pass: change.pass ?? null, topUp: change.topUp ?? null }])
  await sql`with ${insertParts(parts)} select 1`.execute(ctx.db)
}

/** What of an item's unique marks belongs to another item already, and the highest number among codes made by the system. */
export async function findTaken(
  ctx: WriteCtx,
  item: { id: string; kind: ItemKind; code: string | null; barcodes: readonly string[]; amountFen: number | null },
): Promise<{ code: boolean; barcodes: string[]; amount: boolean; highestNumber: number }> {
  const { rows } = await sql<{ code: boolean; barcodes: string[]; amount: boolean; highest: number }>`
    select exists (select 1 from item where code = ${item.code} and id <> ${item.id}) as code,
      (select coalesce(array_agg(barcode), '{}') from product_barcode where barcode = any(${item.barcodes}) and item_id <> ${item.id}) as barcodes,
      exists (select 1 from top_up_tier where amount_fen = ${item.amountFen} and item_id <> ${item.id}) as amount,
      (select coalesce(max(substr(code, 2)::integer), 0) from item
        where code ~ ${`^${CODE_PREFIX[item.kind]}[0-9]{3,6}$`}) as highest`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('a query without from gives a row')
  return { code: row.code, barcodes: row.barcodes, amount: row.amount, highestNumber: row.highest }
}

export interface PriceChange {
  itemId: string
  /** Null for the brand's price. */
  storeId: string | null
  /** Null, of a store only: from now on the brand's price again. */
  amountFen: number | null
}

/** Publishes the next version of the price book. Returns its number. */
export async function insertPriceBook(ctx: WriteCtx, note: string, changes: readonly PriceChange[]): Promise<number> {
  const rows = changes.map((c) => ({ id: newId(), item_id: c.itemId, store_id: c.storeId, amount_fen: c.amountFen }))
  const { rows: books } = await sql<{ version: number }>`
    with book as (
      insert into price_book (version, note, published_by, published_at)
      select coalesce(max(version), 0) + 1, ${note}, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz from price_book
      returning version
    ), price_row as (
      insert into price (id, item_id, store_id, version, amount_fen)
      select r.id, r.item_id, r.store_id, book.version, r.amount_fen
      from book, jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, item_id uuid, store_id uuid, amount_fen bigint)
    )
    select version from book`.execute(ctx.db)
  const book = books[0]
  if (!book) throw new Error('the price book was not written')
  return book.version
}

export interface NewCategory {
  id: string
  kind: 'service' | 'product' | 'pass'
  name: string
  sort: number
}

export async function insertCategories(ctx: WriteCtx, categories: readonly NewCategory[]): Promise<void> {
  await sql`
    insert into category (id, kind, name, sort)
    select id, kind, name, sort from jsonb_to_recordset(${JSON.stringify(categories)}::jsonb)
      as r(id uuid, kind text, name text, sort integer)`.execute(ctx.db)
}

/** Changes a category of exactly this version; false when there is none. */
export async function updateCategory(
  ctx: WriteCtx,
  id: string,
  version: number,
  change: { name?: string | undefined; sort?: number | undefined; isActive?: boolean | undefined },
): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('category')
    .set({ name: change.name, sort: change.sort, is_active: change.isActive, version: version + 1 })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
