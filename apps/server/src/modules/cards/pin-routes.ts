import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { PinLocked, PinWrong, verifyPin } from '../access/index.ts'
import * as problems from './errors.ts'
import { findByCode } from './gift-card.ts'
import { giveProof, preparePin, prepareReset, resetPin, setPin, verifyMemberPin } from './pin.ts'
import * as wire from './schemas.ts'

const tag = 'Cards'
const scopeOf = ({ body }: { body: { storeId: string } }) => body.storeId
const PIN_PROBLEMS = [NotFound, problems.MemberUnfit, problems.MemberPinWrong, problems.MemberPinLocked]

/** Everything slow or counted (argon2, tries) happens in `prepare`, before the transaction. */
export function pinRoutes(app: FastifyInstance, runtime: Runtime): void {
  write(app, runtime, {
    method: 'PUT',
    url: '/members/:memberId/pin',
    operationId: 'setMemberPin',
    tag,
    summary: 'A first payment PIN, or another one in place of the present one',
    ability: ['update', 'Member'],
    scopeOf,
    params: wire.memberParams,
    body: wire.pinChange,
    response: wire.pinSet,
    errors: [...PIN_PROBLEMS, problems.MemberPinMissing, problems.MemberPinExists],
    prepare: (ctx, { params, body }) => preparePin(ctx, params.memberId, body),
    handle: async (ctx, { params, body }, prepared) => {
      await setPin(ctx, params.memberId, prepared, body.storeId)
      return { memberId: params.memberId, hasPin: true }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/pin-reset',
    operationId: 'resetMemberPin',
    tag,
    summary: 'Another payment PIN without the old one, with reason, after the person at the till and the member proved who they are',
    ability: ['reset', 'Pin'],
    scopeOf,
    params: wire.memberParams,
    body: wire.pinReset,
    response: wire.pinSet,
    errors: [NotFound, problems.MemberUnfit, problems.IdentityUnproven, PinWrong, PinLocked],
    prepare: async (ctx, { params, body }) => {
      await verifyPin(ctx, ctx.actor.id ?? '', body.staffPin)
      return prepareReset(ctx, { memberId: params.memberId, ...body })
    },
    handle: async (ctx, { params, body }, prepared) => {
      await resetPin(ctx, { memberId: params.memberId, ...body }, prepared)
      return { memberId: params.memberId, hasPin: true }
    },
  })
  write(app, runtime, {
    method: 'POST',
    url: '/members/:memberId/pin-proofs',
    operationId: 'provePin',
    tag,
    summary: 'Consent of the holder to spend at most so much, by payment PIN or gift card code: good for five minutes, once',
    ability: ['sell', 'Ticket'],
    scopeOf,
    params: wire.memberParams,
    body: wire.newProof,
    response: wire.proof,
    status: 201,
    errors: [...PIN_PROBLEMS, problems.MemberPinMissing, problems.GiftCodeUnknown, problems.GiftCodeLocked],
    prepare: (ctx, { params, body }) => verifySecret(ctx, params.memberId, body.secret),
    handle: async (ctx, { params, body }) => {
      const { limitFen, storeId } = body
      const given = await giveProof(ctx, { memberId: params.memberId, storeId, limitFen, by: body.secret.kind })
      return { ...given, expiresAt: given.expiresAt.toString() }
    },
  })
}

async function verifySecret(ctx: ReadCtx, memberId: string, secret: z.output<typeof wire.newProof>['secret']): Promise<void> {
  if (secret.kind === 'pin') return verifyMemberPin(ctx, memberId, secret.pin)
  // The code of another gift card proves nothing here, and it is not told that there is such a card.
  const card = await findByCode(ctx, secret.code)
  if (card.memberId !== memberId) throw new problems.GiftCodeUnknown()
}
