/** Consents by purpose: what was read, who gave it, and that it was withdrawn. */
export { ConsentMissing, ConsentTextOutdated } from './errors.ts'
export { hasConsent } from './queries.ts'
export { type MemberConsents, memberConsents as memberConsentsSchema, type NewConsent, newConsent } from './schemas.ts'
export { recordConsent, requireConsent } from './verbs.ts'
