import type { FastifyInstance } from 'fastify'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { firstDay } from './queries.ts'
import { firstDaySchema } from './schemas.ts'

export function firstDayRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/first-day',
    operationId: 'getFirstDay',
    tag: 'Setup',
    summary: 'What a new shop has done already, and what comes next',
    ability: ['manage', 'Setting'],
    response: firstDaySchema,
    handle: (ctx) => firstDay(ctx),
  })
}
