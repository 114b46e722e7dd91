/** Prepaid money that is given back by law: rules and rates as data, requests, and worksheets that never change. */
export { canonicalJson, sheetHash } from './canonical.ts'
export * from './errors.ts'
export { type GrantFacts, type GrantLot, type GrantUse, kindOf } from './facts.ts'
export { totalsOf } from './formulas.ts'
export { listRequests, readRequest } from './queries.ts'
export type { RequestDetail } from './request-schemas.ts'
export { prepaidRoutes } from './routes.ts'
export { CAUSES, type Cause, RATE_KINDS, type RateKind, REASONS, type Reason, type RuleParams } from './rule-params.ts'
export { ruleSetById, ruleSetOn } from './rule-store.ts'
export { type Gift, GRANT_KINDS, type GrantSheet, gift, type Sheet, sheetSchema } from './schemas.ts'
export {
  type BankPayout,
  closeRequest,
  findRequest,
  insertBankPayout,
  insertRequest,
  insertSheet,
  lockRequest,
  type Request,
} from './store.ts'
export { type PrepaidFinding, verifyPrepaid } from './verify.ts'
export { type Ask, coolingOffUntil, type RuleSet, worksheetOf } from './worksheet.ts'
