import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { currentTexts, memberConsents } from './queries.ts'
import { consentText, consentTextList, memberConsents as memberConsentsSchema, newConsentText, uuid } from './schemas.ts'
import { publishConsentText } from './verbs.ts'

const tag = 'Consents'
const params = z.object({ memberId: uuid })

export function consentRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/consent-texts',
    operationId: 'listConsentTexts',
    tag,
    summary: 'The text in force of every purpose',
    ability: ['read', 'Member'],
    response: consentTextList,
    handle: (ctx) => currentTexts(ctx),
  })
  write(app, runtime, {
    method: 'POST',
    url: '/consent-texts',
    operationId: 'publishConsentText',
    tag,
    summary: 'Publish the next version of a text',
    ability: ['manage', 'Terms'],
    body: newConsentText,
    response: consentText,
    status: 201,
    handle: (ctx, { body }) => publishConsentText(ctx, body),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/members/:memberId/consents',
    operationId: 'listMemberConsents',
    tag,
    summary: 'What a member consented to, and when',
    ability: ['read', 'Member'],
    params,
    response: memberConsentsSchema,
    handle: (ctx, { params: { memberId } }) => memberConsents(ctx, memberId),
  })
}
