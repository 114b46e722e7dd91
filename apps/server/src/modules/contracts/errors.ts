import { problem } from '../../platform/errors.ts'

export const TermsVoidClause = problem('terms_void_clause', 422, 'The terms contain clauses that the law makes void')
export const TermsOutdated = problem('terms_outdated', 409, 'Newer terms are in force; show those')
