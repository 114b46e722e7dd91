import { problem } from '../../platform/errors.ts'

export const SettlementMonthOpen = problem('settlement_month_open', 409, 'The month is not over yet in every store')
export const SettlementMonthLocked = problem('settlement_month_locked', 409, 'The month is locked; corrections fall into the next open one')
