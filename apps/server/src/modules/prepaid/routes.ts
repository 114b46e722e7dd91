import type { FastifyInstance } from 'fastify'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import { download } from '../../platform/route-download.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { ATTACHMENT_MAX_BYTES, AttachmentTooLarge, AttachmentUnreadable, attachmentSchema, prepareFile } from '../attachments/index.ts'
import { addEvidence, readEvidence } from './add-evidence.ts'
import { publishRules, recordRate } from './publish-rules.ts'
import { listRequests, readRequest } from './queries.ts'
import { attachmentParams, requestDetail, requestPage, requestParams, requestsQuery } from './request-schemas.ts'
import { listRates, listRules } from './rule-queries.ts'
import { interestRates, newRate, newRuleSet, publishedRules, recordedRate, ruleSets } from './rule-schemas.ts'

const tag = 'prepaid refund'

export function prepaidRoutes(app: FastifyInstance, runtime: Runtime): void {
  ruleRoutes(app, runtime)
  read(app, runtime, {
    method: 'GET',
    url: '/prepaid-refunds',
    operationId: 'listPrepaidRefunds',
    tag,
    summary: 'Requests to give prepaid money back: open ones by the day they are due, then the others',
    ability: ['read', 'PrepaidRefund'],
    query: requestsQuery,
    response: requestPage,
    errors: [NotFound],
    handle: (ctx, { query }) => listRequests(ctx, query),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/prepaid-refunds/:requestId',
    operationId: 'readPrepaidRefund',
    tag,
    summary: 'One request with its worksheets, pay-outs and evidence',
    ability: ['read', 'PrepaidRefund'],
    params: requestParams,
    response: requestDetail,
    errors: [NotFound],
    handle: (ctx, { params }) => readRequest(ctx, params.requestId),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/prepaid-refunds/:requestId/attachments',
    operationId: 'addPrepaidRefundEvidence',
    tag,
    summary: 'Add evidence: the file is the body, a picture or a PDF',
    ability: ['request', 'PrepaidRefund'],
    fileBytes: ATTACHMENT_MAX_BYTES,
    status: 201,
    params: requestParams,
    response: attachmentSchema,
    errors: [NotFound, AttachmentTooLarge, AttachmentUnreadable],
    prepare: (_ctx, { file }) => prepareFile(file),
    handle: (ctx, { params }, file) => addEvidence(ctx, params.requestId, file),
  })
  download(app, runtime, {
    method: 'GET',
    url: '/prepaid-refunds/:requestId/attachments/:attachmentId',
    operationId: 'readPrepaidRefundEvidence',
    tag,
    summary: 'One piece of evidence',
    ability: ['read', 'PrepaidRefund'],
    params: attachmentParams,
    errors: [NotFound],
    handle: async (ctx, { params }) => {
      const { info, content } = await readEvidence(ctx, params.requestId, params.attachmentId)
      return { content, mediaType: info.mediaType }
    },
  })
}

function ruleRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/refund-rules',
    operationId: 'listRefundRules',
    tag,
    summary: 'Every version of the rules by which prepaid money is given back',
    ability: ['read', 'RefundRule'],
    response: ruleSets,
    handle: (ctx) => listRules(ctx),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/refund-rules',
    operationId: 'publishRefundRules',
    tag,
    summary: 'Publish the next version of the rules; what earlier ones computed stands',
    ability: ['manage', 'RefundRule'],
    status: 201,
    body: newRuleSet,
    response: publishedRules,
    handle: (ctx, { body }) => publishRules(ctx, body),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/interest-rates',
    operationId: 'listInterestRates',
    tag,
    summary: 'Published interest rates with the days from which they held',
    ability: ['read', 'RefundRule'],
    response: interestRates,
    handle: (ctx) => listRates(ctx),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/interest-rates',
    operationId: 'recordInterestRate',
    tag,
    summary: 'Record a published rate, or the correction of one',
    ability: ['manage', 'RefundRule'],
    status: 201,
    body: newRate,
    response: recordedRate,
    handle: (ctx, { body }) => recordRate(ctx, body),
  })
}
