/** Every room that speaks HTTP, in the order of the API's description. */
import type { FastifyInstance } from 'fastify'
import { settingsRoutes } from './modules/settings/routes.ts'
import { staffRoutes } from './modules/staff/routes.ts'
import type { Runtime } from './platform/runtime.ts'

export type RoutePlugin = (app: FastifyInstance, runtime: Runtime) => void

export const routePlugins: readonly RoutePlugin[] = [settingsRoutes, staffRoutes]
