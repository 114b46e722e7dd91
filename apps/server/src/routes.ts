/** Every room that speaks HTTP, in the order of the API's description. */
import type { FastifyInstance } from 'fastify'
import { accessRoutes } from './modules/access/routes.ts'
import { salesRoutes } from './modules/sales/index.ts'
import { settingsRoutes } from './modules/settings/routes.ts'
import { staffRoutes } from './modules/staff/routes.ts'
import { walletRoutes } from './modules/wallet/index.ts'
import type { Runtime } from './platform/runtime.ts'
import { checkoutRoutes } from './workflows/checkout/routes.ts'
import { refundRoutes } from './workflows/refund/routes.ts'

export type RoutePlugin = (app: FastifyInstance, runtime: Runtime) => void

export const routePlugins: readonly RoutePlugin[] = [
  accessRoutes,
  settingsRoutes,
  staffRoutes,
  walletRoutes,
  salesRoutes,
  checkoutRoutes,
  refundRoutes,
]
