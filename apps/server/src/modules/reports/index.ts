/** Reports: figures that can be opened to the rows behind them. Reads every room, writes none. */
export { type LiabilityLotsQuery, type LiabilityQuery, liabilityAt, liabilityLots } from './queries.ts'
export { reportsRoutes } from './routes.ts'
export { AGE_NAMES, type Age, LIABILITY_KINDS, type LiabilityKind, type LiabilityRow, type LiabilityTotals, totalsOf } from './rules.ts'
