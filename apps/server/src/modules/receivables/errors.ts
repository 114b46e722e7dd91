import { problem } from '../../platform/errors.ts'

export const PassUsed = problem('pass_used', 409, 'More of this pass has been used than would be paid then')
export const CompanyNameTaken = problem('company_name_taken', 409, 'There is an account of that name already')
