/** Saved views of lists. */
export { viewRoutes } from './views.ts'
