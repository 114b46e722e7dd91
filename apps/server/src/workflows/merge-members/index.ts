/** Two records of one person become one, and can be taken apart again. */
export { mergeMembers, undoMerge } from './merge.ts'
export { mergeRoutes } from './routes.ts'
