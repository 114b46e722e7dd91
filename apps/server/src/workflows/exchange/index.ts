/** Exchange 换货: goods come back and others go out, in one act. */
export { exchangeRoutes } from './routes.ts'
