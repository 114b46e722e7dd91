/** Catalogue: what the shop sells and at which price. */
export { type CatalogSnapshot, catalogAt, type ItemKind, type PassTerms, type SellableItem } from './snapshot.ts'
