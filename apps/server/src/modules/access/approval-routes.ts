import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { inScope } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { type ApprovalRequest, approve, checkApprover, verifyPin } from './approve.ts'
import { ApprovalBeyondLimit, ApprovalOwn, ApproverUnfit, PinLocked, PinWrong } from './errors.ts'
import { listApprovers } from './queries.ts'
import { approvalSchema, approversQuery, approversSchema, givenApprovalSchema } from './schemas.ts'

const tag = 'Approvals'

export function approvalRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/approvers',
    operationId: 'listApprovers',
    tag,
    summary: 'Colleagues who may approve this act in this store, with their limits',
    ability: 'signed-in',
    query: approversQuery,
    response: approversSchema,
    errors: [NotFound],
    handle: async (ctx, { query }) => {
      if (!inScope(ctx.actor, query.storeId)) throw new NotFound()
      const approvers = await listApprovers(ctx, query.storeId)
      const items = approvers.map(({ discountBp, refundFen, ...person }) => ({ ...person, limitBp: discountBp, limitFen: refundFen }))
      return { items, nextCursor: null }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/approvals',
    operationId: 'approve',
    tag,
    summary: "Approve one act of the signed-in person by a colleague's PIN; good for five minutes, once",
    ability: 'signed-in',
    body: approvalSchema,
    response: givenApprovalSchema,
    status: 201,
    errors: [NotFound, ApprovalOwn, ApproverUnfit, ApprovalBeyondLimit, PinWrong, PinLocked],
    // Before the transaction: a wrong PIN is counted although the request is refused.
    prepare: async (ctx, { body }) => {
      await checkApprover(ctx, requestOf(body))
      await verifyPin(ctx, body.approverId, body.pin)
    },
    handle: async (ctx, { body }) => {
      const approval = await approve(ctx, requestOf(body))
      return { ...approval, expiresAt: approval.expiresAt.toString() }
    },
  })
}

function requestOf(body: z.output<typeof approvalSchema>): ApprovalRequest {
  const { storeId, act, approverId } = body
  const asked = act === 'discount' ? { bp: body.bp, fen: null } : { bp: null, fen: body.fen }
  return { storeId, act, approverId, ...asked }
}
