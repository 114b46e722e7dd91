/** The ways in, for people who have not signed in: made by hand, as there is nobody yet whose abilities could be asked. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Brand } from '../../platform/ctx.ts'
import { system } from '../../platform/ctx.ts'
import { NotFound, NotSignedIn, type ProblemClass, TooManyRequests } from '../../platform/errors.ts'
import { originOf, parse, SESSION_COOKIE, schemaOf, tokenOf } from '../../platform/route.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { readSettings } from '../settings/index.ts'
import { cookieOf, DEVICE_COOKIE } from './cookies.ts'
import {
  AccountLocked,
  BrandRequired,
  ChallengeOver,
  DeviceUnknown,
  FactorLocked,
  FactorRequired,
  FactorWrong,
  PasskeyRefused,
  PasskeyUnavailable,
  PinLocked,
  PinUnfit,
  PinWrong,
  SessionLocked,
  SignInFailed,
  SignInOver,
} from './errors.ts'
import { readMe } from './me.ts'
import { askForPasskey, checkPasskey } from './passkeys.ts'
import { revokeSession } from './revoke-session.ts'
import {
  brandChoiceSchema,
  endedSchema,
  factorSignInSchema,
  passkeyQuestionSchema,
  passkeySignInSchema,
  pinSwitchSchema,
  signedInSchema,
  signInOptionsSchema,
  signInSchema,
  thisTillSchema,
} from './schemas.ts'
import { deviceOfToken, switchByPin } from './shared-device.ts'
import { findSharedPeople } from './shared-device-store.ts'
import { brandOf, type Place, type SignedIn, signIn, signInWithCode, signInWithPasskey } from './sign-in.ts'
import { signInOptions } from './sign-in-options.ts'

const tag = 'Session'
/** From one address: many tills stand behind one, so the lock of each name does the finer work. */
const SIGN_IN_RATE = { max: 30, timeWindow: '1 minute' }
/** The people of a shared till change places many times an hour; the PIN's own lock does the finer work. */
const SWITCH_RATE = { max: 120, timeWindow: '1 minute' }

export function publicRoutes(app: FastifyInstance, runtime: Runtime): void {
  const doors: Door[] = [
    {
      method: 'GET',
      url: '/sign-in-options',
      operationId: 'signInOptions',
      summary: 'Brands, and the ready-made accounts of a demonstration',
      response: signInOptionsSchema,
      handler: () => signInOptions(runtime),
    },
    ...passwordDoors(runtime),
    ...passkeyDoors(runtime),
    ...sharedTillDoors(runtime),
  ]
  for (const { method, url, rate, handler, ...about } of doors) {
    app.route({
      method,
      url,
      ...(rate ? { config: { rateLimit: rate } } : {}),
      schema: { ...schemaOf({ tag, ...about, errors: [...(about.errors ?? []), ...(rate ? [TooManyRequests] : [])] }, []), security: [] },
      handler,
    })
  }
  signOutRoute(app, runtime)
}

interface Door {
  method: 'GET' | 'POST'
  url: string
  operationId: string
  summary: string
  body?: z.ZodType
  response: z.ZodType
  errors?: readonly ProblemClass[]
  rate?: { max: number; timeWindow: string }
  handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>
}

function passwordDoors(runtime: Runtime): Door[] {
  return [
    {
      method: 'POST',
      url: '/session',
      operationId: 'signIn',
      summary: 'Sign in; the token is also set as a cookie. With a second factor on, answers `factor_required` with a `pendingToken`',
      body: signInSchema,
      response: signedInSchema,
      errors: [SignInFailed, FactorRequired, AccountLocked, BrandRequired],
      rate: SIGN_IN_RATE,
      handler: async (request, reply) => {
        const { brand: slug, ...body } = bodyOf(signInSchema, request)
        const brand = await brandOf(runtime, slug)
        const place = await placeOf(runtime, request, brand)
        return admit(runtime, request, reply, await signIn(runtime, brand, { ...body, place }))
      },
    },
    {
      method: 'POST',
      url: '/session/factor',
      operationId: 'signInWithCode',
      summary: 'The second step: a one-time code of the app, or a recovery code; each is accepted once',
      body: factorSignInSchema,
      response: signedInSchema,
      errors: [SignInOver, FactorWrong, FactorLocked],
      rate: SIGN_IN_RATE,
      handler: async (request, reply) => {
        const place = (brand: Brand) => placeOf(runtime, request, brand)
        return admit(runtime, request, reply, await signInWithCode(runtime, bodyOf(factorSignInSchema, request), place))
      },
    },
  ]
}

function passkeyDoors(runtime: Runtime): Door[] {
  const known = async (slug: string | undefined) => {
    const brand = await brandOf(runtime, slug)
    if (brand === null) throw new PasskeyRefused()
    return brand
  }
  return [
    {
      method: 'POST',
      url: '/passkey-questions',
      operationId: 'askForPasskey',
      summary: 'A question that a passkey answers, once and within five minutes',
      body: brandChoiceSchema,
      response: passkeyQuestionSchema,
      errors: [PasskeyUnavailable, PasskeyRefused, BrandRequired],
      rate: SIGN_IN_RATE,
      handler: async (request) => {
        const brand = await known(bodyOf(brandChoiceSchema, request).brand)
        return askForPasskey(readCtx(runtime, brand, system), originOf(request, runtime.config))
      },
    },
    {
      method: 'POST',
      url: '/session/passkey',
      operationId: 'signInWithPasskey',
      summary: 'Sign in with a passkey: both factors in one',
      body: passkeySignInSchema,
      response: signedInSchema,
      errors: [PasskeyRefused, ChallengeOver, SignInFailed, BrandRequired],
      rate: SIGN_IN_RATE,
      handler: async (request, reply) => {
        const { brand: slug, challengeId, response } = bodyOf(passkeySignInSchema, request)
        const brand = await known(slug)
        const used = await checkPasskey(readCtx(runtime, brand, system), challengeId, response)
        const place = await placeOf(runtime, request, brand)
        return admit(runtime, request, reply, await signInWithPasskey(runtime, brand, used, place))
      },
    },
  ]
}

function sharedTillDoors(runtime: Runtime): Door[] {
  return [
    {
      method: 'GET',
      url: '/shared-till',
      operationId: 'readSharedTill',
      summary: 'The shared till this device is, if it is one, and the people who may take it over by PIN',
      response: thisTillSchema,
      rate: SWITCH_RATE,
      handler: async (request) => {
        const at = await deviceOf(runtime, request)
        if (at === null) return { till: null }
        const ctx = readCtx(runtime, at.brand, system)
        const { idleLockMinutes } = await readSettings(ctx)
        return { till: { ...at.device, brand: at.brand.name, idleLockMinutes, people: await findSharedPeople(ctx.db, at.device.storeId) } }
      },
    },
    {
      method: 'POST',
      url: '/shared-till/session',
      operationId: 'switchByPin',
      summary: 'Take a shared till over, or unlock it, by PIN; who stood there before is signed out there',
      body: pinSwitchSchema,
      response: signedInSchema,
      errors: [DeviceUnknown, NotFound, PinUnfit, PinWrong, PinLocked],
      rate: SWITCH_RATE,
      handler: async (request, reply) => {
        const body = bodyOf(pinSwitchSchema, request)
        const at = await deviceOfToken(runtime, deviceTokenOf(request))
        const opened = await switchByPin(runtime, at, { ...body, place: { device: userAgentOf(request), ip: request.ip } })
        return admit(runtime, request, reply, opened)
      },
    },
  ]
}

function signOutRoute(app: FastifyInstance, runtime: Runtime): void {
  app.route({
    method: 'DELETE',
    url: '/session',
    schema: schemaOf(
      { operationId: 'signOut', tag, summary: 'Sign out this device', response: endedSchema, errors: [NotSignedIn, SessionLocked] },
      [],
    ),
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

/** Sets the cookie of a session just opened, and tells who came in. */
async function admit(runtime: Runtime, request: FastifyRequest, reply: FastifyReply, { brand, token, expiresAt }: SignedIn) {
  const who = await runtime.authenticate(token)
  if (who === null) throw new SignInFailed()
  request.actorId = who.actor.id
  reply.setCookie(SESSION_COOKIE, token, { ...cookieOf(runtime), expires: new Date(expiresAt.epochMilliseconds) })
  return { token, ...(await readMe(readCtx(runtime, brand, who.actor))) }
}

function bodyOf<T extends z.ZodType>(schema: T, request: FastifyRequest): z.output<T> {
  return parse(schema, request.body, '') as z.output<T>
}

function userAgentOf(request: FastifyRequest): string {
  return request.headers['user-agent'] ?? ''
}

function deviceTokenOf(request: FastifyRequest): string | null {
  return request.cookies[DEVICE_COOKIE] ?? null
}

/** The shared till the request comes from; null from any other device. */
function deviceOf(runtime: Runtime, request: FastifyRequest): Promise<Awaited<ReturnType<typeof deviceOfToken>> | null> {
  return deviceOfToken(runtime, deviceTokenOf(request)).catch((error: unknown) => {
    if (error instanceof DeviceUnknown) return null
    throw error
  })
}

/** What is known of where somebody stands; the shared till only if it is one of that brand. */
async function placeOf(runtime: Runtime, request: FastifyRequest, brand: Brand | null): Promise<Place> {
  const at = await deviceOf(runtime, request)
  return { device: userAgentOf(request), ip: request.ip, deviceId: at !== null && at.brand.id === brand?.id ? at.device.id : null }
}
