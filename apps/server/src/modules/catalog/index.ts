/** Catalogue: what the shop sells and at which price. */
export { createCategory } from './create-category.ts'
export { createItem } from './create-item.ts'
export { publishPrices } from './publish-prices.ts'
export { deskCatalog, itemDetail } from './queries.ts'
export type { DeskCatalog, ItemChangeInput, ItemDetail, NewItemInput } from './schemas.ts'
export { type CatalogSnapshot, catalogAt, type ItemKind, type PassTerms, type SellableItem } from './snapshot.ts'
export type { PriceChange } from './store.ts'
export { updateItem } from './update-item.ts'
