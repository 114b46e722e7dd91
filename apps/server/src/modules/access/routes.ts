import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { NotSignedIn, TooManyRequests } from '../../platform/errors.ts'
import { parse, SESSION_COOKIE, schemaOf, tokenOf } from '../../platform/route.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { approvalRoutes } from './approval-routes.ts'
import { AccountLocked, BrandRequired, SignInFailed } from './errors.ts'
import { readMe } from './me.ts'
import { revokeSession } from './revoke-session.ts'
import { endedSchema, signedInSchema, signInOptionsSchema, signInSchema } from './schemas.ts'
import { sessionRoutes } from './session-routes.ts'
import { signIn } from './sign-in.ts'
import { signInOptions } from './sign-in-options.ts'

const tag = 'Session'
/** From one address: many tills stand behind one, so the lock of each name does the finer work. */
const SIGN_IN_RATE = { max: 30, timeWindow: '1 minute' }

export function accessRoutes(app: FastifyInstance, runtime: Runtime): void {
  app.route({
    method: 'GET',
    url: '/sign-in-options',
    schema: {
      ...schemaOf(
        {
          operationId: 'signInOptions',
          tag,
          summary: 'Brands, and the ready-made accounts of a demonstration',
          response: signInOptionsSchema,
        },
        [],
      ),
      security: [],
    },
    handler: () => signInOptions(runtime),
  })
  signInRoute(app, runtime)
  signOutRoute(app, runtime)
  sessionRoutes(app, runtime)
  approvalRoutes(app, runtime)
}

function signInRoute(app: FastifyInstance, runtime: Runtime): void {
  app.route({
    method: 'POST',
    url: '/session',
    config: { rateLimit: SIGN_IN_RATE },
    schema: {
      ...schemaOf(
        {
          operationId: 'signIn',
          tag,
          summary: 'Sign in; the token is also set as a cookie',
          body: signInSchema,
          response: signedInSchema,
          errors: [SignInFailed, AccountLocked, BrandRequired, TooManyRequests],
        },
        [],
      ),
      security: [],
    },
    handler: async (request, reply) => {
      const body = parse(signInSchema, request.body, '') as z.output<typeof signInSchema>
      const { brand, token, expiresAt } = await signIn(runtime, { ...body, device: deviceOf(request), ip: request.ip })
      const who = await runtime.authenticate(token)
      if (who === null) throw new SignInFailed()
      request.actorId = who.actor.id
      reply.setCookie(SESSION_COOKIE, token, { ...cookieOf(runtime), expires: new Date(expiresAt.epochMilliseconds) })
      return { token, ...(await readMe(readCtx(runtime, brand, who.actor))) }
    },
  })
}

function signOutRoute(app: FastifyInstance, runtime: Runtime): void {
  app.route({
    method: 'DELETE',
    url: '/session',
    schema: schemaOf({ operationId: 'signOut', tag, summary: 'Sign out this device', response: endedSchema, errors: [NotSignedIn] }, []),
    handler: async (request: FastifyRequest, reply: FastifyReply) => {
      // Cleared whatever the answer: a cookie that stands for nobody is of no use.
      reply.clearCookie(SESSION_COOKIE, cookieOf(runtime))
      const token = tokenOf(request)
      const who = token === null ? null : await runtime.authenticate(token)
      const sessionId = who?.actor.sessionId ?? null
      if (who === null || sessionId === null) throw new NotSignedIn()
      return (await write(runtime, who.brand, who.actor, (ctx) => revokeSession(ctx, sessionId))).result
    },
  })
}

function cookieOf(runtime: Runtime) {
  return { httpOnly: true, sameSite: 'strict', path: '/', secure: runtime.config.secureCookies } as const
}

function deviceOf(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? ''
}
