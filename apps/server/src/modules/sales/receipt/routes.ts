import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../../platform/errors.ts'
import { read } from '../../../platform/route.ts'
import type { Runtime } from '../../../platform/runtime.ts'
import { ReceiptNotReady } from '../errors.ts'
import { refundParams, ticketParams } from '../schemas.ts'
import { readRefundReceipt, readTicketReceipt } from './read-receipt.ts'
import { receipt, receiptQuery } from './schemas.ts'

export function receiptRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/tickets/:ticketId/receipt',
    operationId: 'readTicketReceipt',
    tag: 'sales',
    summary: 'Receipt of a bill, as receiptline for a printer and as a picture',
    ability: ['read', 'Ticket'],
    params: ticketParams,
    query: receiptQuery,
    response: receipt,
    errors: [NotFound, ReceiptNotReady],
    handle: (ctx, { params, query }) => readTicketReceipt(ctx, params.ticketId, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/refunds/:refundId/receipt',
    operationId: 'readRefundReceipt',
    tag: 'sales',
    summary: 'Receipt of a refund or void with its worksheet, as receiptline for a printer and as a picture',
    ability: ['read', 'Ticket'],
    params: refundParams,
    query: receiptQuery,
    response: receipt,
    errors: [NotFound],
    handle: (ctx, { params, query }) => readRefundReceipt(ctx, params.refundId, query),
  })
}
