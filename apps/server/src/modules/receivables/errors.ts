import { problem } from '../../platform/errors.ts'

export const CompanyNameTaken = problem('company_name_taken', 409, 'There is an account of that name already')
