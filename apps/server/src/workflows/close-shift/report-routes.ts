import type { FastifyInstance } from 'fastify'
import { receiptQuery, receiptSchema } from '../../modules/sales/index.ts'
import { findReport, listReports } from '../../modules/shifts/index.ts'
import { Forbidden, NotFound } from '../../platform/errors.ts'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { readXReport } from './count-drawer.ts'
import { report, reportPage, reportParams, reportsQuery, shiftParams, zDocument } from './schemas.ts'
import type { ZDocument } from './z-document.ts'
import { drawZ } from './z-paper.ts'

const tag = 'shifts'

export function reportRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/shifts/:shiftId/x-report',
    operationId: 'readXReport',
    tag,
    summary: 'What a shift comes to so far; under a blind count only for who reviews shifts',
    ability: ['operate', 'Shift'],
    params: shiftParams,
    response: zDocument,
    errors: [NotFound, Forbidden],
    handle: (ctx, { params }) => readXReport(ctx, params.shiftId),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/shifts/:shiftId/x-report/receipt',
    operationId: 'readXReportReceipt',
    tag,
    summary: 'The X of an open shift for paper',
    ability: ['operate', 'Shift'],
    params: shiftParams,
    query: receiptQuery,
    response: receiptSchema,
    errors: [NotFound, Forbidden],
    handle: async (ctx, { params, query }) => drawZ(await readXReport(ctx, params.shiftId), query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/shift-reports',
    operationId: 'listShiftReports',
    tag,
    summary: 'Z reports of a store, newest first',
    ability: ['read', 'Shift'],
    scopeOf: ({ query }) => query.storeId,
    query: reportsQuery,
    response: reportPage,
    handle: (ctx, { query }) => listReports(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/shift-reports/:reportId',
    operationId: 'readShiftReport',
    tag,
    summary: 'One Z report as it was when it was closed',
    ability: ['read', 'Shift'],
    params: reportParams,
    response: report,
    errors: [NotFound],
    handle: async (ctx, { params }) => {
      const kept = await findReport(ctx, params.reportId)
      return { ...kept, document: kept.document as ZDocument }
    },
  })
  read(app, runtime, {
    method: 'GET',
    url: '/shift-reports/:reportId/receipt',
    operationId: 'readShiftReportReceipt',
    tag,
    summary: 'A Z report for paper, as receiptline for a printer and as a picture',
    ability: ['read', 'Shift'],
    params: reportParams,
    query: receiptQuery,
    response: receiptSchema,
    errors: [NotFound],
    handle: async (ctx, { params, query }) => drawZ((await findReport(ctx, params.reportId)).document as ZDocument, query),
  })
}
