import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { listDeposits, readDeposit } from './queries.ts'
import { revealDepositPhone } from './reveal-phone.ts'
import { deposit, depositPage, depositParams, depositsQuery, revealedPhone } from './schemas.ts'

export function depositRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/deposits',
    operationId: 'listDeposits',
    tag: 'deposits',
    summary: 'Deposits of a store: those of which something is left by the day they are for, or all, newest first',
    ability: ['read', 'Ticket'],
    scopeOf: ({ query }) => query.storeId,
    query: depositsQuery,
    response: depositPage,
    handle: (ctx, { query }) => listDeposits(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/deposits/:depositId',
    operationId: 'readDeposit',
    tag: 'deposits',
    summary: 'One deposit with everything that happened to it',
    ability: ['read', 'Ticket'],
    params: depositParams,
    response: deposit,
    errors: [NotFound],
    handle: (ctx, { params }) => readDeposit(ctx, params.depositId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/deposits/:depositId/phone-reveals',
    operationId: 'revealDepositPhone',
    tag: 'deposits',
    summary: 'Show the phone somebody left with a deposit in full; it is written down who saw it',
    ability: ['reveal', 'Member'],
    params: depositParams,
    response: revealedPhone,
    errors: [NotFound],
    handle: (ctx, { params }) => revealDepositPhone(ctx, params.depositId),
  })
}
