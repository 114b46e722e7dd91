import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { acceptTerms } from './accept-terms.ts'
import { TermsOutdated, TermsVoidClause } from './errors.ts'
import { publishTerms } from './publish-terms.ts'
import { currentTerms } from './queries.ts'
import { acceptance, newAcceptance, newTerms, terms } from './schemas.ts'

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
    params: z.object({ memberId: z.uuid() }),
    body: newAcceptance,
    response: acceptance,
    status: 201,
    errors: [NotFound, TermsOutdated],
    handle: (ctx, { params, body }) => acceptTerms(ctx, params.memberId, body),
  })
}
