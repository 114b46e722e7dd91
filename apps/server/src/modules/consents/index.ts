/** Consents by purpose: what was read, who gave it, and that it was withdrawn. */
export { ConsentMissing } from './errors.ts'
export { hasConsent } from './queries.ts'
export { recordConsent, requireConsent } from './verbs.ts'
