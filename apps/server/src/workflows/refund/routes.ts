import type { FastifyInstance } from 'fastify'
import { ApprovalInvalid } from '../../modules/access/index.ts'
import { DepositUsed } from '../../modules/deposits/index.ts'
import { PassUsed } from '../../modules/receivables/index.ts'
import { TillUnknown } from '../../modules/shifts/index.ts'
import { NotFound, type ProblemClass } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import * as problems from './errors.ts'
import { quoteRefund, refundTicket, voidTicket } from './refund-ticket.ts'
import { refundBody, refunded, refundQuoteBody, ticketParams, voidBody, worksheet } from './schemas.ts'

export const UNWIND_PROBLEMS: readonly ProblemClass[] = [
  NotFound,
  problems.TicketNotCompleted,
  problems.LineUnknown,
  problems.RefundTooMuch,
  problems.PrepaidUsed,
  problems.PrepaidTransferred,
  problems.DebtSettledFromWallet,
  DepositUsed,
  PassUsed,
]

/** Beside those of the worksheet. */
export const REFUND_PROBLEMS: readonly ProblemClass[] = [
  problems.RefundChanged,
  problems.RefundApprovalNeeded,
  ApprovalInvalid,
  problems.PayoutNotAllowed,
  TillUnknown,
]

export function refundRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/refund-quotes',
    operationId: 'quoteRefund',
    tag: 'refund',
    summary: 'Worksheet of a refund: what goes back, line by line, and where to; nothing is written',
    ability: ['refund', 'Ticket'],
    params: ticketParams,
    body: refundQuoteBody,
    response: worksheet,
    errors: UNWIND_PROBLEMS,
    handle: (ctx, { params, body }) => quoteRefund(ctx, params.ticketId, body.lines),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/refunds',
    operationId: 'refundTicket',
    tag: 'refund',
    summary: 'Refund lines of a completed ticket',
    ability: ['refund', 'Ticket'],
    money: true,
    status: 201,
    params: ticketParams,
    body: refundBody,
    response: refunded,
    errors: [...UNWIND_PROBLEMS, ...REFUND_PROBLEMS],
    handle: (ctx, { params, body }) => refundTicket(ctx, params.ticketId, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/tickets/:ticketId/void',
    operationId: 'voidTicket',
    tag: 'refund',
    summary: 'Void a whole ticket on its own business day, while its shift is open',
    ability: ['refund', 'Ticket'],
    money: true,
    status: 201,
    params: ticketParams,
    body: voidBody,
    response: refunded,
    errors: [
      ...UNWIND_PROBLEMS,
      problems.VoidTooLate,
      problems.VoidShiftClosed,
      problems.VoidAfterRefund,
      problems.RefundApprovalNeeded,
      ApprovalInvalid,
    ],
    handle: (ctx, { params, body }) => voidTicket(ctx, params.ticketId, body),
  })
}
