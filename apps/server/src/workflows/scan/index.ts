/** Scanning: what a code from a scanner stands for. */
export { scanRoutes } from './routes.ts'
