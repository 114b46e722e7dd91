/** What a member says about a purpose, and what follows from it for what is kept. */
export { recordConsentRoutes } from './routes.ts'
