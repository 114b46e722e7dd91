/** The first day: a brand with its store, its owner and what the trade sells. */
export { type Founded, type Founding, foundBrand } from './found-brand.ts'
export { setupRoutes } from './routes.ts'
export { TRADES, type Trade } from './rules.ts'
export { readSetupCode, setupNotes } from './setup-code.ts'
