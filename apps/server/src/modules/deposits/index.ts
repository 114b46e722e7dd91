/** Deposits 订金/定金: money taken for something that is not sold yet. What is kept of them is owed, and shown apart from prepaid value. */
export { DepositUsed } from './errors.ts'
export { readDeposit } from './queries.ts'
export { reindexDeposits, unfoundDeposits } from './reindex-deposits.ts'
export { depositRoutes } from './routes.ts'
export { type DepositMove, lockDeposits, moveDeposits, type NewDeposit, takeDeposits } from './store.ts'
export { verifyDeposits } from './verify.ts'
