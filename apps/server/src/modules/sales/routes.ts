import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/errors.ts'
import { pageOf } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { readTicket } from './documents.ts'
import { TicketNotHeld, TicketTaken } from './errors.ts'
import { discardTicket, takeTicket } from './hold-ticket.ts'
import { listTickets, underpricedLines, usualOf } from './queries.ts'
import { receiptRoutes } from './receipt/routes.ts'
import { listRefunds, readRefund } from './refund-queries.ts'
import {
  heldVersion,
  refund,
  refundParams,
  refundRow,
  refundsQuery,
  takeBody,
  ticket,
  ticketParams,
  ticketSummary,
  ticketsQuery,
  underpricedLine,
  underpricedQuery,
  usual,
  usualParams,
  usualQuery,
} from './schemas.ts'

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
  heldRoutes(app, runtime)
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
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/usual',
    operationId: 'listUsual',
    tag: 'sales',
    summary: 'What this member buys most often: services and products of the last bills',
    ability: ['sell', 'Ticket'],
    scopeOf: ({ query }) => query.storeId,
    params: usualParams,
    query: usualQuery,
    response: usual,
    handle: (ctx, { params, query }) => usualOf(ctx, { ...params, ...query }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/underpriced-lines',
    operationId: 'listUnderpricedLines',
    tag: 'sales',
    summary: "Lines sold by hand below the price of the customer's level, with reasons, seller and approvers",
    ability: ['read', 'Report'],
    scopeOf: ({ query }) => query.storeId,
    query: underpricedQuery,
    response: pageOf(underpricedLine),
    handle: (ctx, { query }) => underpricedLines(ctx, query),
  })
}

function heldRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/taking',
    operationId: 'takeTicket',
    tag: 'sales',
    summary: 'Fetch a held bill: who has it already is named, and is told when it is taken over',
    ability: ['sell', 'Ticket'],
    params: ticketParams,
    body: takeBody,
    response: heldVersion,
    errors: [NotFound, TicketNotHeld, TicketTaken],
    handle: async (ctx, { params, body }) => ({ ticketId: params.ticketId, ...(await takeTicket(ctx, { ...params, ...body })) }),
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
    errors: [NotFound, TicketNotHeld, TicketTaken],
    ifMatch: true,
    handle: async (ctx, { params, ifMatch }) => {
      await discardTicket(ctx, params.ticketId, ifMatch)
      return { ticketId: params.ticketId }
    },
  })
}
