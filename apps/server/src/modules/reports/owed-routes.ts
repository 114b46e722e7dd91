import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/errors.ts'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { read } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { DEBT_AGE_NAMES } from '../receivables/index.ts'
import { depositsAt, receivableRows, receivablesAt } from './owed.ts'
import { liabilityQuery } from './schemas.ts'

const fen = z.number().int()
const where = { storeId: z.string(), storeName: z.string() }

const receivables = z
  .object({
    asOf: z.string(),
    rows: z.array(
      z.object({
        ...where,
        age: z.enum(DEBT_AGE_NAMES),
        accounts: z.number().int(),
        debts: z.number().int(),
        openFen: fen,
        passesFen: fen,
      }),
    ),
    receivablesFen: fen,
    /** Of it for passes that were sold part on account: their value stands in the liability, their price is not all paid. */
    passesFen: fen,
  })
  .meta({ id: 'Receivables' })

const receivableRow = z
  .object({
    receivableId: z.string(),
    accountId: z.string(),
    name: z.string().nullable(),
    ticketId: z.string(),
    ticketNumber: z.string(),
    businessDay: z.string(),
    ageDays: z.number().int(),
    amountFen: fen,
    openFen: fen,
    chargedAt: z.string(),
  })
  .meta({ id: 'ReceivableRow' })

const deposits = z
  .object({
    asOf: z.string(),
    rows: z.array(z.object({ ...where, kind: z.enum(['advance', 'earnest']), deposits: z.number().int(), openFen: fen })),
    depositsFen: fen,
  })
  .meta({ id: 'DepositsKept' })

export function owedRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/reports/receivables',
    operationId: 'readReceivables',
    tag: 'reports',
    summary: 'What customers owe at an instant, by store and age',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: liabilityQuery,
    response: receivables,
    errors: [NotFound],
    handle: (ctx, { query }) => receivablesAt(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/reports/receivables/debts',
    operationId: 'listReceivableRows',
    tag: 'reports',
    summary: 'The debts behind that figure, what has been owed longest first',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: z.object({ ...pageQuery, storeId: z.uuid(), asOf: liabilityQuery.shape.asOf }),
    response: pageOf(receivableRow),
    errors: [NotFound],
    handle: (ctx, { query }) => receivableRows(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/reports/deposits',
    operationId: 'readDepositsKept',
    tag: 'reports',
    summary: 'What is kept for customers as deposits at an instant, by store and kind; no part of the prepaid value',
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: liabilityQuery,
    response: deposits,
    errors: [NotFound],
    handle: (ctx, { query }) => depositsAt(ctx, query),
  })
}
