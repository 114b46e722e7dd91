/** Enrolment: a member and their wallet come into being together. */
export { enrol } from './enrol.ts'
export { enrolRoutes } from './routes.ts'
