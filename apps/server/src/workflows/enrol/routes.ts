import type { FastifyInstance } from 'fastify'
import { enrolmentErrors, memberRef, newMember } from '../../modules/members/index.ts'
import { write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { enrol } from './enrol.ts'

export function enrolRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'POST',
    url: '/members',
    operationId: 'enrolMember',
    tag: 'Members',
    summary: 'Enrol a member, with an empty wallet',
    ability: ['create', 'Member'],
    scopeOf: ({ body }) => body.homeStoreId,
    body: newMember,
    response: memberRef,
    status: 201,
    errors: enrolmentErrors,
    etag: true,
    handle: (ctx, { body }) => enrol(ctx, body),
  })
}
