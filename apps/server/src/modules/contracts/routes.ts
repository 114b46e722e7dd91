import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import { download } from '../../platform/route-download.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { AttachmentTooLarge, AttachmentUnreadable, prepareFile } from '../attachments/index.ts'
import { acceptTerms } from './accept-terms.ts'
import { TermsOutdated, TermsVoidClause } from './errors.ts'
import { publishTerms } from './publish-terms.ts'
import { currentTerms, listAcceptances, readSignature } from './queries.ts'
import { acceptance, newAcceptance, newTerms, terms } from './schemas.ts'

const memberParams = z.object({ memberId: z.uuid() })

export function contractRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/terms/current',
    operationId: 'getCurrentTerms',
    tag: 'Contracts',
    summary: 'The terms in force',
    ability: ['read', 'Terms'],
    response: terms,
    errors: [NotFound],
    handle: async (ctx) => {
      const current = await currentTerms(ctx)
      if (!current) throw new NotFound()
      return current
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/terms',
    operationId: 'publishTerms',
    tag: 'Contracts',
    summary: 'Publish a new version of the terms; clauses that the law makes void are refused',
    ability: ['manage', 'Terms'],
    body: newTerms,
    response: terms,
    status: 201,
    errors: [TermsVoidClause],
    handle: (ctx, { body }) => publishTerms(ctx, body),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/terms-acceptances',
    operationId: 'acceptTerms',
    tag: 'Contracts',
    summary: 'Record that a member accepted the terms in force, before the person signed in',
    ability: ['update', 'Member'],
    scopeOf: ({ body }) => body.storeId,
    params: memberParams,
    body: newAcceptance,
    response: acceptance,
    status: 201,
    errors: [NotFound, TermsOutdated, AttachmentTooLarge, AttachmentUnreadable],
    prepare: async (_ctx, { body }) =>
      body.signature === undefined ? null : await prepareFile(Buffer.from(body.signature, 'base64'), { accept: ['image'] }),
    handle: (ctx, { params, body: { signature: _, ...body } }, drawn) => acceptTerms(ctx, params.memberId, { ...body, drawn }),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/terms-acceptances',
    operationId: 'listTermsAcceptances',
    tag: 'Contracts',
    summary: 'What a member accepted, newest first',
    ability: ['read', 'Wallet'],
    params: memberParams,
    response: z.object({ items: z.array(acceptance) }),
    handle: async (ctx, { params }) => ({ items: await listAcceptances(ctx, params.memberId) }),
  })
  download(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/terms-acceptances/:acceptanceId/signature',
    operationId: 'getTermsSignature',
    tag: 'Contracts',
    summary: 'The signature that was drawn on the screen',
    ability: ['read', 'Wallet'],
    params: memberParams.extend({ acceptanceId: z.uuid() }),
    errors: [NotFound],
    handle: (ctx, { params }) => readSignature(ctx, params.memberId, params.acceptanceId),
  })
}
