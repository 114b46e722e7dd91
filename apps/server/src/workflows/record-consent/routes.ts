import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { ConsentTextOutdated, memberConsentsSchema, newConsent } from '../../modules/consents/index.ts'
import { NotFound } from '../../platform/errors.ts'
import { write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { sayConsent } from './record-consent.ts'

export function recordConsentRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/consents',
    operationId: 'recordMemberConsent',
    tag: 'Consents',
    summary: 'Write down that a member gave or withdrew a consent; photos go with theirs',
    ability: ['update', 'Member'],
    scopeOf: ({ body }) => body.storeId,
    params: z.object({ memberId: z.uuid() }),
    body: newConsent,
    response: memberConsentsSchema,
    status: 201,
    errors: [NotFound, ConsentTextOutdated],
    handle: (ctx, { params: { memberId }, body }) => sayConsent(ctx, memberId, body),
  })
}
