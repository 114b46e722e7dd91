/** The trail of what was done: reading it, sealing it, and proving that it is the one that was sealed. */
export { readCheckpoints } from './checkpoints.ts'
export { auditRoutes } from './routes.ts'
export { SealKey } from './rules.ts'
export { sealBrand, TrailTampered } from './seal-trail.ts'
export { type TrailFinding, verifyTrail } from './verify-trail.ts'
