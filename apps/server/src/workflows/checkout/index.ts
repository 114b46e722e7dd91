/** The sale, for workflows that sell as part of a larger act. */
export type { Basis, ExchangeCredit } from './basis.ts'
export { type Completed, type CompleteInput, completeSale } from './complete-ticket.ts'
export { loadBasis } from './load-basis.ts'
export { partiesOf } from './parties.ts'
export { quoteCart } from './quote.ts'
export { COMPLETION_PROBLEMS, checkoutRoutes, QUOTE_PROBLEMS } from './routes.ts'
export { type Cart, cart as cartSchema, type Quote, quote as quoteSchema } from './schemas.ts'
