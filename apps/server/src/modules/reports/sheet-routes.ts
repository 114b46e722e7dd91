/** Reports leaving the house as spreadsheets: an ability of its own, every one of them written down. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/errors.ts'
import { exportSheet, sheetQuery } from '../../platform/route-sheet.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { figuresFields, isSpan, reportParams, rowsFields, spanRule } from './day/schemas.ts'
import { ReportTooLarge } from './errors.ts'
import { liabilityLotsQuery, liabilityQuery } from './schemas.ts'
import { figuresSheet, liabilitySheet, lotsSheet, rowsSheet, storesSheet } from './sheets.ts'

const ability = ['export', 'Report'] as const
const common = { tag: 'reports', ability }

const figuresSheetQuery = z.object({ ...figuresFields, ...sheetQuery }).refine(isSpan, spanRule)
const rowsSheetQuery = z.object({ ...rowsFields, ...sheetQuery }).refine(isSpan, spanRule)
const storesSheetQuery = z.object({ from: z.iso.date(), to: z.iso.date(), ...sheetQuery }).refine(isSpan, spanRule)
const liabilitySheetQuery = liabilityQuery.extend(sheetQuery)
const lotsSheetQuery = liabilityLotsQuery.omit({ limit: true, cursor: true }).extend(sheetQuery)

export function reportSheetRoutes(app: FastifyInstance, runtime: Runtime): void {
  dayRoutes(app, runtime)
  liabilityRoutes(app, runtime)
}

function dayRoutes(app: FastifyInstance, runtime: Runtime): void {
  exportSheet(app, runtime, {
    ...common,
    url: '/reports/days/:report/export',
    operationId: 'exportDayReport',
    summary: 'A report of a day or a range as a spreadsheet',
    scopeOf: ({ query }) => query.storeId,
    params: reportParams,
    query: figuresSheetQuery,
    errors: [NotFound, ReportTooLarge],
    sheet: (ctx, { params, query }) => figuresSheet(ctx, query.lang, params.report, query),
    audit: ({ params, query }) => ({
      subjectKind: 'Report',
      storeId: query.storeId,
      detail: { report: params.report, from: query.from, to: query.to },
    }),
  })
  exportSheet(app, runtime, {
    ...common,
    url: '/reports/days/:report/rows/export',
    operationId: 'exportDayReportRows',
    summary: 'The rows behind a figure as a spreadsheet',
    scopeOf: ({ query }) => query.storeId,
    params: reportParams,
    query: rowsSheetQuery,
    errors: [NotFound],
    sheet: (ctx, { params, query }) => rowsSheet(ctx, query.lang, params.report, query),
    audit: ({ params, query }) => ({
      subjectKind: 'Report',
      storeId: query.storeId,
      detail: { report: params.report, of: 'rows', from: query.from, to: query.to },
    }),
  })
  exportSheet(app, runtime, {
    ...common,
    url: '/reports/stores/export',
    operationId: 'exportStoresReport',
    summary: 'Stores side by side as a spreadsheet',
    query: storesSheetQuery,
    sheet: (ctx, { query }) => storesSheet(ctx, query.lang, query),
    audit: ({ query }) => ({ subjectKind: 'Report', detail: { report: 'stores', from: query.from, to: query.to } }),
  })
}

function liabilityRoutes(app: FastifyInstance, runtime: Runtime): void {
  exportSheet(app, runtime, {
    ...common,
    url: '/reports/liability/export',
    operationId: 'exportLiability',
    summary: 'What the shop owes as a spreadsheet',
    scopeOf: ({ query }) => query.storeId,
    query: liabilitySheetQuery,
    errors: [NotFound],
    sheet: (ctx, { query }) => liabilitySheet(ctx, query.lang, query),
    audit: ({ query }) => ({ subjectKind: 'Report', storeId: query.storeId, detail: { report: 'liability' } }),
  })
  exportSheet(app, runtime, {
    ...common,
    url: '/reports/liability/lots/export',
    operationId: 'exportLiabilityLots',
    summary: 'The lots behind a figure of the liability report as a spreadsheet',
    scopeOf: ({ query }) => query.storeId,
    query: lotsSheetQuery,
    errors: [NotFound],
    sheet: (ctx, { query }) => lotsSheet(ctx, query.lang, query),
    audit: ({ query }) => ({
      subjectKind: 'Report',
      storeId: query.storeId,
      detail: { report: 'liability', of: 'lots', kind: query.kind },
    }),
  })
}
