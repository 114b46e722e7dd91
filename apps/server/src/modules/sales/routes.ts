import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/errors.ts'
import { pageOf } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { TicketNotHeld } from './errors.ts'
import { discardTicket } from './hold-ticket.ts'
import { listTickets, readTicket } from './queries.ts'
import { receiptRoutes } from './receipt/routes.ts'
import { listRefunds, readRefund } from './refund-queries.ts'
import { refund, refundParams, refundRow, refundsQuery, ticket, ticketParams, ticketSummary, ticketsQuery } from './schemas.ts'

export function salesRoutes(app: FastifyInstance, runtime: Runtime): void {
  receiptRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/tickets',
    operationId: 'listTickets',
    tag: 'sales',
    summary: 'Bills of a store, newest first',
    ability: ['read', 'Ticket'],
    scopeOf: ({ query }) => query.storeId,
    query: ticketsQuery,
    response: pageOf(ticketSummary),
    handle: (ctx, { query }) => listTickets(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/tickets/:ticketId',
    operationId: 'readTicket',
    tag: 'sales',
    summary: 'One bill, held or completed, with every fen explained',
    ability: ['read', 'Ticket'],
    params: ticketParams,
    response: ticket,
    errors: [NotFound],
    etag: true,
    handle: (ctx, { params }) => readTicket(ctx, params.ticketId),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/tickets/:ticketId',
    operationId: 'discardTicket',
    tag: 'sales',
    summary: 'Discard a held bill',
    ability: ['sell', 'Ticket'],
    params: ticketParams,
    response: z.object({ ticketId: z.string() }),
    errors: [NotFound, TicketNotHeld],
    handle: async (ctx, { params }) => {
      await discardTicket(ctx, params.ticketId)
      return { ticketId: params.ticketId }
    },
  })
  read(app, runtime, {
    method: 'GET',
    url: '/refunds',
    operationId: 'listRefunds',
    tag: 'sales',
    summary: 'Refunds and voids of a store, newest first',
    ability: ['read', 'Ticket'],
    scopeOf: ({ query }) => query.storeId,
    query: refundsQuery,
    response: pageOf(refundRow),
    handle: (ctx, { query }) => listRefunds(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/refunds/:refundId',
    operationId: 'readRefund',
    tag: 'sales',
    summary: 'One refund or void, with where everything went back to',
    ability: ['read', 'Ticket'],
    params: refundParams,
    response: refund,
    errors: [NotFound],
    handle: (ctx, { params }) => readRefund(ctx, params.refundId),
  })
}
