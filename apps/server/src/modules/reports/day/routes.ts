import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../../platform/errors.ts'
import { read } from '../../../platform/route.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { ReportTooLarge } from '../errors.ts'
import { dayFigures, dayRows } from './figures.ts'
import { dayReport, dayReportRows, figuresQuery, reportParams, rowsQuery, storesQuery, storesReport } from './schemas.ts'
import { storeFigures } from './stores.ts'

export function dayReportRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/reports/days/:report',
    operationId: 'readDayReport',
    tag: 'reports',
    summary: 'Figures of a day or of a range of business days, of one store or all, grouped, and compared with earlier days',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    params: reportParams,
    query: figuresQuery,
    response: dayReport,
    errors: [NotFound, ReportTooLarge],
    handle: (ctx, { params, query }) => dayFigures(ctx, params.report, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/reports/days/:report/rows',
    operationId: 'listDayReportRows',
    tag: 'reports',
    summary: 'The rows behind a figure, newest first: they add up to it',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    params: reportParams,
    query: rowsQuery,
    response: dayReportRows,
    errors: [NotFound],
    handle: (ctx, { params, query }) => dayRows(ctx, params.report, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/reports/stores',
    operationId: 'readStoresReport',
    tag: 'reports',
    summary: 'Stores side by side: takings, consumption, visits, prepaid, refunds and discounts of some business days',
    ability: ['read', 'Report'],
    query: storesQuery,
    response: storesReport,
    handle: (ctx, { query }) => storeFigures(ctx, query),
  })
}
