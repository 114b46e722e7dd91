/** Settlement between stores: what one owes another for what that one served on its cards, month by month. */
export { chooseMethod } from './choose-method.ts'
export { type LockedMonth, lockMonth } from './lock-month.ts'
export { listEntries, readMonth, readSettlement } from './queries.ts'
export { settlementRoutes } from './routes.ts'
export { type SettlementFinding, verifySettlement } from './verify.ts'
