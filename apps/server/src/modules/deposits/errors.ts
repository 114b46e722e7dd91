import { problem } from '../../platform/errors.ts'

export const DepositUsed = problem('deposit_used', 409, 'Less than that is left of this deposit')
