import type { FastifyInstance } from 'fastify'
import type { ReadCtx } from '../../platform/ctx.ts'
import { Forbidden, NotFound, NotSignedIn } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { read, write } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { changePassword, changePin } from './change-secret.ts'
import { AccountLocked, PasswordWrong } from './errors.ts'
import { readMe } from './me.ts'
import { findSessions } from './queries.ts'
import { revokeOthers, revokeSession } from './revoke-session.ts'
import {
  endedSchema,
  endOthersQuery,
  meSchema,
  passwordChangeSchema,
  pinChangeSchema,
  secretChangedSchema,
  sessionListQuery,
  sessionPage,
  sessionParams,
} from './schemas.ts'
import { hashSecret } from './secrets.ts'
import { verifyOwnPassword } from './sign-in.ts'

const tag = 'Session'

export function sessionRoutes(app: FastifyInstance, runtime: Runtime): void {
  read(app, runtime, {
    method: 'GET',
    url: '/session',
    operationId: 'readSession',
    tag,
    summary: 'Who am I, and what may I do',
    ability: 'signed-in',
    response: meSchema,
    handle: (ctx) => readMe(ctx),
  })
  read(app, runtime, {
    method: 'GET',
    url: '/sessions',
    operationId: 'listSessions',
    tag,
    summary: "One's own devices, newest first; an owner may ask for anybody's",
    ability: 'signed-in',
    query: sessionListQuery,
    response: sessionPage,
    errors: [Forbidden],
    handle: async (ctx, { query }) => {
      const staffId = query.staffId ?? idOf(ctx)
      if (staffId !== ctx.actor.id && !ctx.actor.can('manage', 'Session')) throw new Forbidden()
      const before = decodeCursor(query.cursor, 1)
      const beforeId = before === null ? null : String(before[0])
      const sessions = await findSessions(ctx, { staffId, beforeId, limit: query.limit + 1 })
      return toPage(
        sessions,
        query.limit,
        ({ createdAt, lastSeenAt, expiresAt, ...session }) => ({
          ...session,
          createdAt: createdAt.toString(),
          lastSeenAt: lastSeenAt.toString(),
          expiresAt: expiresAt.toString(),
          isCurrent: session.id === ctx.actor.sessionId,
        }),
        (session) => [session.id],
      )
    },
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/sessions/:sessionId',
    operationId: 'revokeSession',
    tag,
    summary: "End a session of one's own; an owner may end anybody's",
    ability: 'signed-in',
    params: sessionParams,
    response: endedSchema,
    errors: [NotFound],
    handle: (ctx, { params }) => revokeSession(ctx, params.sessionId),
  })
  write(app, runtime, {
    method: 'DELETE',
    url: '/sessions',
    operationId: 'revokeOtherSessions',
    tag,
    summary: "End all one's other sessions; an owner may end anybody's",
    ability: 'signed-in',
    query: endOthersQuery,
    response: secretChangedSchema,
    errors: [Forbidden],
    handle: (ctx, { query }) => revokeOthers(ctx, query.staffId),
  })
  secretRoutes(app, runtime)
}

function secretRoutes(app: FastifyInstance, runtime: Runtime): void {
  const verify = (ctx: ReadCtx, password: string) => verifyOwnPassword(runtime, { brand: ctx.brand, staffId: idOf(ctx) }, password)
  write(app, runtime, {
    method: 'PUT',
    url: '/session/password',
    operationId: 'changePassword',
    tag,
    summary: "Change one's own password; other devices are signed out",
    ability: 'signed-in',
    body: passwordChangeSchema,
    response: secretChangedSchema,
    errors: [PasswordWrong, AccountLocked],
    prepare: async (ctx, { body }) => {
      await verify(ctx, body.currentPassword)
      return hashSecret(body.password)
    },
    handle: (ctx, _input, passwordHash) => changePassword(ctx, passwordHash),
  })
  write(app, runtime, {
    method: 'PUT',
    url: '/session/pin',
    operationId: 'changePin',
    tag,
    summary: "Change one's own PIN",
    ability: 'signed-in',
    body: pinChangeSchema,
    response: secretChangedSchema,
    errors: [PasswordWrong, AccountLocked],
    prepare: async (ctx, { body }) => {
      await verify(ctx, body.currentPassword)
      return hashSecret(body.pin)
    },
    handle: async (ctx, _input, pinHash) => {
      await changePin(ctx, pinHash)
      return { sessionsEnded: 0 }
    },
  })
}

function idOf(ctx: ReadCtx): string {
  if (ctx.actor.id === null) throw new NotSignedIn()
  return ctx.actor.id
}
