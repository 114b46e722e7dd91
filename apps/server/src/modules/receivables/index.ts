/** On account 挂账: who may owe the shop, what each owes, and how it was settled. A debt is never prepaid value. */

export { openCompany } from './edit-account.ts'
export { PassUsed } from './errors.ts'
export { readAccount } from './queries.ts'
export { receivableRoutes } from './routes.ts'
export { DEBT_AGE_ENDS, DEBT_AGE_NAMES, type DebtAge } from './rules.ts'
export {
  accountOf,
  chargeAccounts,
  joinAccounts,
  lockAccounts,
  type NewCharge,
  reduceReceivables,
  refuseUncovered,
  reopenSettled,
  type Settlement,
  settleAccounts,
} from './store.ts'
export { verifyReceivables } from './verify.ts'
