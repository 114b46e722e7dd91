/** The timeline of a member: what every room knows of them, in the order it happened. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { memberTimeline } from './queries.ts'
import { timelinePage, timelineQuery } from './schemas.ts'

export function timelineRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/timeline',
    operationId: 'getMemberTimeline',
    tag: 'Members',
    summary: 'Everything that happened with a member, newest first; kinds the asker may not see are left out',
    ability: ['read', 'Member'],
    params: z.object({ memberId: z.uuid() }),
    query: timelineQuery,
    response: timelinePage,
    handle: (ctx, { params, query }) => memberTimeline(ctx, params.memberId, query),
  })
}
