/** Wire schemas of the catalogue. */
import { z } from 'zod'
import { fieldValueChanges, fieldValues } from '../fields/index.ts'

export const uuid = z.uuid()
const fen = z.number().int().min(0).max(100_000_000)
const code = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9-]{1,20}$/)
const barcode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z-]{4,32}$/)
const itemName = z.string().trim().min(1).max(60)
const sort = z.number().int().min(-1_000_000).max(1_000_000)

export const itemKind = z.enum(['service', 'product', 'pass', 'top_up']).meta({ id: 'ItemKind' })

const topUpAmount = z.number().int().min(100).max(100_000_000)
/** The bonus comes in `bonusMonths` equal monthly tranches, the first with the top-up; 1 is at once. */
export const topUpTerms = z
  .object({ amountFen: topUpAmount, bonusFen: fen, bonusMonths: z.number().int().min(1).max(36).default(1) })
  .meta({ id: 'TopUpTerms' })

export const passInput = z
  .object({
    validityDays: z.number().int().min(1).max(3660).nullable().default(null),
    validityFrom: z.enum(['sale', 'first_use']).default('sale'),
    isUnlimited: z.boolean().default(false),
    components: z
      .array(
        z.object({
          serviceItemId: uuid,
          sessions: z.number().int().min(0).max(1000).default(0),
          giftedSessions: z.number().int().min(0).max(1000).default(0),
        }),
      )
      .min(1)
      .max(20),
  })
  .meta({ id: 'NewPassPlan' })

export const passPlan = z
  .object({
    validityDays: z.number().int().nullable(),
    validityFrom: z.enum(['sale', 'first_use']),
    isUnlimited: z.boolean(),
    components: z.array(
      z.object({ serviceItemId: uuid, serviceName: z.string(), sessions: z.number().int(), giftedSessions: z.number().int() }),
    ),
  })
  .meta({ id: 'PassPlan' })

const itemFields = {
  id: uuid,
  kind: itemKind,
  code: z.string(),
  name: z.string(),
  /** Full pinyin and initials, lower case. */
  pinyin: z.string(),
  initials: z.string(),
  categoryId: uuid.nullable(),
  unit: z.string(),
  isFavourite: z.boolean(),
  /** The brand's price in force; null when none was published. Of a top-up its amount. */
  brandPriceFen: fen.nullable(),
  minutes: z.number().int().nullable(),
  barcodes: z.array(z.string()),
  pass: passPlan.nullable(),
  topUp: topUpTerms.nullable(),
}

export const deskItem = z.object({ ...itemFields, priceFen: fen.nullable() }).meta({ id: 'CatalogItem' })

export const category = z
  .object({
    id: uuid,
    kind: z.enum(['service', 'product', 'pass']),
    name: z.string(),
    sort: z.number().int(),
    isActive: z.boolean(),
    version: z.number().int(),
  })
  .meta({ id: 'Category' })

export const deskCatalog = z
  .object({
    storeId: uuid,
    revision: z.number().int(),
    priceBookVersion: z.number().int(),
    categories: z.array(category),
    items: z.array(deskItem),
    /** The top-ups among the items, smallest amount first. */
    tiers: z.array(
      z.object({ itemId: uuid, code: z.string(), name: z.string(), amountFen: fen, bonusFen: fen, bonusMonths: z.number().int() }),
    ),
  })
  .meta({ id: 'Catalog' })

const managedFields = {
  ...itemFields,
  /** Values of the brand's own fields, products only. */
  fields: fieldValues,
  note: z.string(),
  isActive: z.boolean(),
  sort: z.number().int(),
  version: z.number().int(),
}
export const item = z.object(managedFields).meta({ id: 'Item' })

export const itemDetail = z
  .object({
    ...managedFields,
    /** Prices in force of stores that differ from the brand's. */
    storePrices: z.array(z.object({ storeId: uuid, amountFen: fen })),
    /** Newest first. */
    priceHistory: z.array(
      z.object({
        version: z.number().int(),
        storeId: uuid.nullable(),
        amountFen: fen.nullable(),
        note: z.string(),
        publishedBy: uuid.nullable(),
        publishedAt: z.string(),
      }),
    ),
  })
  .meta({ id: 'ItemDetail' })

const newItemFields = {
  /** Made by the system when left out. */
  code: code.optional(),
  name: itemName,
  unit: z.string().trim().min(1).max(8).optional(),
  note: z.string().trim().max(500).default(''),
  isFavourite: z.boolean().default(false),
  sort: sort.default(0),
}
const categoryId = uuid.nullable().default(null)
const priceFen = fen.optional()
const minutes = z.number().int().min(5).max(720)
const barcodes = z
  .array(barcode)
  .max(20)
  .refine((list) => new Set(list).size === list.length, { error: 'the same barcode twice' })

export const newItem = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('service'), ...newItemFields, categoryId, priceFen, minutes }),
    z.object({
      kind: z.literal('product'),
      ...newItemFields,
      categoryId,
      priceFen,
      barcodes: barcodes.default([]),
      /** Values of the brand's own fields, by the field's id. */
      fields: fieldValueChanges.default({}),
    }),
    z.object({ kind: z.literal('pass'), ...newItemFields, categoryId, priceFen, pass: passInput }),
    z.object({ kind: z.literal('top_up'), ...newItemFields, topUp: topUpTerms }),
  ])
  .meta({ id: 'NewItem' })

export const itemChange = z
  .object({
    code: code.optional(),
    name: itemName.optional(),
    categoryId: uuid.nullable().optional(),
    unit: z.string().trim().min(1).max(8).optional(),
    note: z.string().trim().max(500).optional(),
    isFavourite: z.boolean().optional(),
    isActive: z.boolean().optional(),
    sort: sort.optional(),
    minutes: minutes.optional(),
    barcodes: barcodes.optional(),
    /** Values of the brand's own fields, by the field's id; null takes one away. */
    fields: fieldValueChanges.optional(),
    pass: passInput.optional(),
    topUp: topUpTerms.optional(),
  })
  .meta({ id: 'ItemChange' })

const categoryName = z.string().trim().min(1).max(40)
export const newCategory = z
  .object({ kind: z.enum(['service', 'product', 'pass']), name: categoryName, sort: sort.default(0) })
  .meta({ id: 'NewCategory' })
export const categoryChange = z
  .object({ name: categoryName.optional(), sort: sort.optional(), isActive: z.boolean().optional() })
  .meta({ id: 'CategoryChange' })

export const newPriceBook = z
  .object({
    note: z.string().trim().max(200).default(''),
    changes: z
      .array(z.object({ itemId: uuid, storeId: uuid.nullable().default(null), amountFen: fen.nullable() }))
      .min(1)
      .max(1000)
      .refine((list) => new Set(list.map((c) => `${c.itemId} ${c.storeId}`)).size === list.length, { error: 'the same price twice' }),
  })
  .meta({ id: 'NewPriceBook' })

export const priceBook = z
  .object({
    version: z.number().int(),
    note: z.string(),
    publishedBy: uuid.nullable(),
    publishedAt: z.string(),
    priceCount: z.number().int(),
  })
  .meta({ id: 'PriceBook' })

export type TopUpTerms = z.output<typeof topUpTerms>
export type DeskCatalog = z.output<typeof deskCatalog>
export type ItemView = z.output<typeof item>
export type ItemDetail = z.output<typeof itemDetail>
export type NewItemInput = z.input<typeof newItem>
export type ItemChangeInput = z.input<typeof itemChange>
export type CategoryView = z.output<typeof category>
export type PriceBookView = z.output<typeof priceBook>

export const storeTiers = z
  .object({
    items: z.array(
      z
        .object({
          itemId: uuid,
          code: z.string(),
          name: z.string(),
          amountFen: fen,
          bonusFen: fen,
          isActive: z.boolean(),
          isOffered: z.boolean(),
        })
        .meta({ id: 'StoreTier' }),
    ),
  })
  .meta({ id: 'StoreTiers' })

export const withheldTiers = z.object({ withheldItemIds: z.array(uuid).max(100) }).meta({ id: 'WithheldTiers' })
