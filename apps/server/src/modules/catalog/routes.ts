import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Forbidden, NotFound, VersionStale } from '../../platform/errors.ts'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { FieldsInvalid } from '../fields/index.ts'
import { createCategory } from './create-category.ts'
import { createItem } from './create-item.ts'
import { BarcodeTaken, CategoryTaken, CategoryUnfit, CodeTaken, PassUnfit, PriceUnfit, TierTaken, TierUnknown } from './errors.ts'
import { storeTiers, withholdTiers } from './offer-tiers.ts'
import { publishPrices } from './publish-prices.ts'
import { deskCatalog, itemDetail, listCategories, listItems, listPriceBooks } from './queries.ts'
import {
  category,
  categoryChange,
  deskCatalog as deskCatalogSchema,
  item,
  itemChange,
  itemDetail as itemDetailSchema,
  itemKind,
  newCategory,
  newItem,
  newPriceBook,
  priceBook,
  storeTiers as storeTiersSchema,
  uuid,
  withheldTiers,
} from './schemas.ts'
import { updateCategory } from './update-category.ts'
import { updateItem } from './update-item.ts'

const tag = 'Catalog'
const itemErrors = [CodeTaken, BarcodeTaken, TierTaken, CategoryUnfit, PassUnfit, FieldsInvalid] as const

export function catalogRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/catalog',
    operationId: 'getCatalog',
    tag,
    summary: 'All that is on sale at a store, with the prices in force there',
    ability: ['read', 'Catalog'],
    scopeOf: ({ query }) => query.storeId,
    query: z.object({ storeId: uuid }),
    response: deskCatalogSchema,
    errors: [NotFound],
    handle: (ctx, { query }) => deskCatalog(ctx, query.storeId),
  })
  itemRoutes(app, runtime)
  categoryRoutes(app, runtime)
  priceRoutes(app, runtime)
  tierRoutes(app, runtime)
}

function itemRoutes(app: FastifyInstance, runtime: Runtime): void {
  const params = z.object({ itemId: uuid })
  read(app, runtime, {
    method: 'GET',
    url: '/items',
    operationId: 'listItems',
    tag,
    summary: 'Items, those retired too; q is part of a name, of its pinyin or initials or of a code, or a barcode',
    ability: ['read', 'Catalog'],
    query: z.object({
      ...pageQuery,
      kind: itemKind.optional(),
      q: z.string().trim().max(60).optional(),
      categoryId: uuid.optional(),
      active: z.stringbool().optional(),
    }),
    response: pageOf(item),
    handle: (ctx, { query }) => listItems(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/items/:itemId',
    operationId: 'getItem',
    tag,
    summary: 'One item with its prices, past and in force',
    ability: ['read', 'Catalog'],
    params,
    response: itemDetailSchema,
    errors: [NotFound],
    etag: true,
    handle: (ctx, input) => itemDetail(ctx, input.params.itemId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/items',
    operationId: 'createItem',
    tag,
    summary: 'Add a service, a product, a pass or a top-up; a price given with it takes the ability to publish prices',
    ability: ['manage', 'Catalog'],
    body: newItem,
    response: itemDetailSchema,
    status: 201,
    errors: [...itemErrors, Forbidden],
    etag: true,
    handle: (ctx, { body }) => createItem(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/items/:itemId',
    operationId: 'updateItem',
    tag,
    summary: 'Change or retire an item; what was sold keeps its own terms',
    ability: ['manage', 'Catalog'],
    params,
    body: itemChange,
    response: itemDetailSchema,
    errors: [NotFound, VersionStale, ...itemErrors],
    ifMatch: true,
    etag: true,
    handle: (ctx, input) => updateItem(ctx, input.params.itemId, input.ifMatch, input.body),
  })
}

function categoryRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/categories',
    operationId: 'listCategories',
    tag,
    summary: 'Categories of services, products and passes',
    ability: ['read', 'Catalog'],
    response: z.object({ items: z.array(category) }),
    handle: (ctx) => listCategories(ctx),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/categories',
    operationId: 'createCategory',
    tag,
    summary: 'Add a category',
    ability: ['manage', 'Catalog'],
    body: newCategory,
    response: category,
    status: 201,
    errors: [CategoryTaken],
    etag: true,
    handle: (ctx, { body }) => createCategory(ctx, body),
  })
  write(app, runtime, {
    method: 'PATCH',
    url: '/categories/:categoryId',
    operationId: 'updateCategory',
    tag,
    summary: 'Rename, sort or retire a category',
    ability: ['manage', 'Catalog'],
    params: z.object({ categoryId: uuid }),
    body: categoryChange,
    response: category,
    errors: [NotFound, VersionStale, CategoryTaken],
    ifMatch: true,
    etag: true,
    handle: (ctx, { params, body, ifMatch }) => updateCategory(ctx, params.categoryId, ifMatch, body),
  })
}

function priceRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/price-books',
    operationId: 'listPriceBooks',
    tag,
    summary: 'Versions of the price book, newest first',
    ability: ['read', 'Price'],
    query: z.object(pageQuery),
    response: pageOf(priceBook),
    handle: (ctx, { query }) => listPriceBooks(ctx, query),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/price-books',
    operationId: 'publishPrices',
    tag,
    summary: 'Publish changed prices as a new version, in force at once',
    ability: ['manage', 'Price'],
    body: newPriceBook,
    response: priceBook,
    status: 201,
    errors: [PriceUnfit],
    handle: (ctx, { body }) => publishPrices(ctx, body),
  })
}

function tierRoutes(app: FastifyInstance, runtime: Runtime): void {
  const params = z.object({ storeId: uuid })
  read(app, runtime, {
    method: 'GET',
    url: '/stores/:storeId/tiers',
    operationId: 'listStoreTiers',
    tag,
    summary: 'Top-up tiers of the brand, and whether a store offers them',
    ability: ['read', 'Catalog'],
    scopeOf: (input) => input.params.storeId,
    params,
    response: storeTiersSchema,
    errors: [NotFound],
    handle: (ctx, input) => storeTiers(ctx, input.params.storeId),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/stores/:storeId/tiers',
    operationId: 'withholdStoreTiers',
    tag,
    summary: 'Say which top-up tiers a store does not offer',
    ability: ['manage', 'Store'],
    scopeOf: (input) => input.params.storeId,
    params,
    body: withheldTiers,
    response: storeTiersSchema,
    errors: [NotFound, TierUnknown],
    handle: (ctx, input) => withholdTiers(ctx, input.params.storeId, input.body.withheldItemIds),
  })
}
