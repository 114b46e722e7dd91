/** The first day: what a new shop still has to do before its counter can be left alone, told from what is there. */
export { firstDayRoutes } from './routes.ts'
