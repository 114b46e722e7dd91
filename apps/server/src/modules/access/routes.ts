import type { FastifyInstance } from 'fastify'
import type { Runtime } from '../../platform/runtime.ts'
import { approvalRoutes } from './approval-routes.ts'
import { deviceRoutes } from './device-routes.ts'
import { factorRoutes } from './factor-routes.ts'
import { publicRoutes } from './public-routes.ts'
import { roleRoutes } from './role-routes.ts'
import { sessionRoutes } from './session-routes.ts'

export function accessRoutes(app: FastifyInstance, runtime: Runtime): void {
  publicRoutes(app, runtime)
  sessionRoutes(app, runtime)
  factorRoutes(app, runtime)
  deviceRoutes(app, runtime)
  roleRoutes(app, runtime)
  approvalRoutes(app, runtime)
}
