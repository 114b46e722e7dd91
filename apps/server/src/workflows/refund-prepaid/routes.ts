import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ApprovalInvalid } from '../../modules/access/index.ts'
import * as problems from '../../modules/prepaid/index.ts'
import { receiptQuery, receiptSchema } from '../../modules/sales/index.ts'
import { TillUnknown } from '../../modules/shifts/index.ts'
import { NotFound, type ProblemClass } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { payPrepaidRefund, quotePayout } from './pay-refund.ts'
import { listPrepaidGrants, quotePrepaidRefund } from './quote.ts'
import { readWorksheetPaper } from './read-paper.ts'
import { cancelPrepaidRefund, requestPrepaidRefund } from './request-refund.ts'
import {
  cancelBody,
  cancelled,
  grantChoices,
  memberParams,
  paid,
  payBody,
  quoteBody,
  quoted,
  requestBody,
  requested,
  requestParams,
} from './schemas.ts'

const tag = 'prepaid refund'

const WORKSHEET: readonly ProblemClass[] = [
  NotFound,
  problems.GrantUnknown,
  problems.PrepaidBlocked,
  problems.HistoryUnclear,
  problems.NothingDue,
  problems.CoolingOffUnavailable,
  problems.RescissionDayInvalid,
  problems.PartialNotClean,
  problems.RateMissing,
  problems.RulesMissing,
]

export function refundPrepaidRoutes(app: FastifyInstance, runtime: Runtime): void {
  askRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/prepaid-refunds/:requestId/receipt',
    operationId: 'readPrepaidRefundReceipt',
    tag,
    summary: 'The worksheet on paper: as it was paid, or as it was asked for',
    ability: ['read', 'PrepaidRefund'],
    params: requestParams,
    query: receiptQuery,
    response: receiptSchema,
    errors: [NotFound],
    handle: (ctx, { params, query }) => readWorksheetPaper(ctx, params.requestId, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/prepaid-refunds/:requestId/payout-quote',
    operationId: 'quotePrepaidPayout',
    tag,
    summary: 'What is due on a request today, and the ways to pay it; nothing is written',
    ability: ['read', 'PrepaidRefund'],
    params: requestParams,
    response: quoted,
    errors: [...WORKSHEET, problems.RequestClosed],
    handle: (ctx, { params }) => quotePayout(ctx, params.requestId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/prepaid-refunds/:requestId/payout',
    operationId: 'payPrepaidRefund',
    tag,
    summary: 'Pay a request: what is left of its top-ups and passes is taken back, the document posted',
    ability: ['pay', 'PrepaidRefund'],
    money: true,
    status: 201,
    params: requestParams,
    body: payBody,
    response: paid,
    errors: [
      ...WORKSHEET,
      problems.RequestClosed,
      problems.SheetChanged,
      problems.ApprovalNeeded,
      ApprovalInvalid,
      problems.PayoutInvalid,
      problems.PayoutIncomplete,
      TillUnknown,
    ],
    handle: (ctx, { params, body }) => payPrepaidRefund(ctx, params.requestId, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/prepaid-refunds/:requestId/cancellation',
    operationId: 'cancelPrepaidRefund',
    tag,
    summary: 'Cancel a request that was not paid',
    ability: ['request', 'PrepaidRefund'],
    status: 201,
    params: requestParams,
    body: cancelBody,
    response: cancelled,
    errors: [NotFound, problems.RequestClosed],
    handle: (ctx, { params, body }) => cancelPrepaidRefund(ctx, params.requestId, body.reason),
  })
}

function askRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/prepaid-grants',
    operationId: 'listPrepaidGrants',
    tag,
    summary: 'Top-ups and passes of a member that may be asked back, with what is due by either side’s cause',
    ability: ['read', 'PrepaidRefund'],
    scopeOf: ({ query }) => query.storeId,
    params: memberParams,
    query: z.object({ storeId: z.uuid() }),
    response: grantChoices,
    errors: [NotFound, problems.RulesMissing],
    handle: (ctx, { params, query }) => listPrepaidGrants(ctx, params.memberId, query.storeId),
  })
  read(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/prepaid-refund-quotes',
    operationId: 'quotePrepaidRefund',
    tag,
    summary: 'Worksheet of giving prepaid money back by law, line by line; nothing is written',
    ability: ['read', 'PrepaidRefund'],
    scopeOf: ({ body }) => body.storeId,
    params: memberParams,
    body: quoteBody,
    response: quoted,
    errors: WORKSHEET,
    handle: (ctx, { params, body }) => quotePrepaidRefund(ctx, params.memberId, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/prepaid-refunds',
    operationId: 'requestPrepaidRefund',
    tag,
    summary: 'Take down a request to give prepaid money back; nothing is paid yet',
    ability: ['request', 'PrepaidRefund'],
    scopeOf: ({ body }) => body.storeId,
    money: true,
    status: 201,
    params: memberParams,
    body: requestBody,
    response: requested,
    errors: [...WORKSHEET, problems.SheetChanged, problems.AlreadyRequested, problems.DeductionNotAllowed],
    handle: (ctx, { params, body }) => requestPrepaidRefund(ctx, params.memberId, body),
  })
}
