import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { dayReportRoutes } from './day/routes.ts'
import { owedRoutes } from './owed-routes.ts'
import { liabilityAt, namedLiabilityLots } from './queries.ts'
import { DEFINITIONS } from './rules.ts'
import { liability, liabilityLotsQuery, liabilityQuery, liabilityLots as lotsPage } from './schemas.ts'
import { reportSheetRoutes } from './sheet-routes.ts'

export function reportsRoutes(app: FastifyInstance, runtime: Runtime): void {
  owedRoutes(app, runtime)
  dayReportRoutes(app, runtime)
  reportSheetRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/reports/liability',
    operationId: 'readLiability',
    tag: 'reports',
    summary: 'What the shop owes its members at an instant, by store, kind and age',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: liabilityQuery,
    response: liability,
    errors: [NotFound],
    handle: async (ctx, { query }) => ({ ...(await liabilityAt(ctx, query)), definitions: DEFINITIONS }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/reports/liability/lots',
    operationId: 'listLiabilityLots',
    tag: 'reports',
    summary: 'The lots behind a figure of the liability report, oldest first',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: liabilityLotsQuery,
    response: lotsPage,
    errors: [NotFound],
    handle: (ctx, { query }) => namedLiabilityLots(ctx, query),
  })
}
