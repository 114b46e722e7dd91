/** Contracts: the terms of prepayment, in versions, and who accepted which. */
export { acceptTerms } from './accept-terms.ts'
export { TermsOutdated, TermsVoidClause } from './errors.ts'
export { publishTerms } from './publish-terms.ts'
export { currentTerms, hasAcceptedCurrentTerms } from './queries.ts'
export type { Acceptance, NewAcceptance, Terms } from './schemas.ts'
export { seedTerms } from './seed-terms.ts'
