import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { Forbidden } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import { exportSheet, sheetQuery } from '../../platform/route-sheet.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { chooseMethod } from './choose-method.ts'
import { SettlementMonthLocked, SettlementMonthOpen } from './errors.ts'
import { lockMonth } from './lock-month.ts'
import { listEntries, readMonth, readSettlement } from './queries.ts'
import {
  entriesFields,
  entriesQuery,
  entryPage,
  lockedMonth,
  methodChoice,
  methodChosen,
  monthParams,
  settlement,
  settlementMonth,
} from './schemas.ts'
import { entriesSheet, statementsSheet } from './sheets.ts'

const tag = 'settlement'

export function settlementRoutes(app: FastifyInstance, runtime: Runtime): void {
  readRoutes(app, runtime)
  sheetRoutes(app, runtime)
  write(app, runtime, {
    method: 'POST',
    url: '/settlement/months/:month/lock',
    operationId: 'lockSettlementMonth',
    tag,
    summary: 'Lock a month and every open one before it; later corrections fall into the next open month',
    ability: ['manage', 'Settlement'],
    params: monthParams,
    response: lockedMonth,
    status: 201,
    errors: [Forbidden, SettlementMonthLocked, SettlementMonthOpen],
    money: true,
    handle: (ctx, { params }) => lockMonth(ctx, params.month),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/settlement/methods/:month',
    operationId: 'chooseSettlementMethod',
    tag,
    summary: 'Choose how stores settle from a month on',
    ability: ['manage', 'Settlement'],
    params: monthParams,
    body: methodChoice,
    response: methodChosen,
    errors: [Forbidden, SettlementMonthLocked],
    handle: (ctx, { params, body }) => chooseMethod(ctx, params.month, body.method),
  })
}

function readRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/settlement',
    operationId: 'readSettlement',
    tag,
    summary: 'Months to settle between stores, locked and open, and the methods chosen',
    ability: ['read', 'Settlement'],
    response: settlement,
    handle: (ctx) => readSettlement(ctx),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/settlement/months/:month',
    operationId: 'readSettlementMonth',
    tag,
    summary: 'The statements of a month, one for each two stores',
    ability: ['read', 'Settlement'],
    params: monthParams,
    response: settlementMonth,
    handle: (ctx, { params }) => readMonth(ctx, params.month),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/settlement/months/:month/entries',
    operationId: 'listSettlementEntries',
    tag,
    summary: 'The movements behind a statement, newest first',
    ability: ['read', 'Settlement'],
    params: monthParams,
    query: entriesQuery,
    response: entryPage,
    handle: (ctx, { params, query }) => listEntries(ctx, { ...query, month: params.month }),
  })
}

function sheetRoutes(app: FastifyInstance, runtime: Runtime): void {
  exportSheet(app, runtime, {
    url: '/settlement/months/:month/export',
    operationId: 'exportSettlementMonth',
    tag,
    summary: 'The statements of a month as a spreadsheet',
    ability: ['export', 'Report'],
    params: monthParams,
    query: z.object(sheetQuery),
    sheet: (ctx, { params, query }) => statementsSheet(ctx, query.lang, params.month),
    audit: ({ params }) => ({ subjectKind: 'Settlement', detail: { month: params.month } }),
  })
  exportSheet(app, runtime, {
    url: '/settlement/months/:month/entries/export',
    operationId: 'exportSettlementEntries',
    tag,
    summary: 'The movements behind a statement as a spreadsheet',
    ability: ['export', 'Report'],
    params: monthParams,
    query: z.object({ ...entriesFields, ...sheetQuery }),
    sheet: (ctx, { params, query }) => entriesSheet(ctx, query.lang, { ...query, month: params.month }),
    audit: ({ params }) => ({ subjectKind: 'Settlement', detail: { month: params.month, of: 'entries' } }),
  })
}
