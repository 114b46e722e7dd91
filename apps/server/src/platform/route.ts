/**
 * The one way a route is made. A read: authenticate, validate, check ability, run. A write: the same, then begin, claim the
 * idempotency key, run the verb, write audit and jobs, commit. What a route may answer, and to whom, is declared and shown in the API's description.
 */
import { createHmac } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { z } from 'zod'
import type { Config } from './config.ts'
import { type Actor, authorize, type Brand, type ReadCtx, type WriteCtx } from './ctx.ts'
import { IdempotencyKeyRequired, IdempotencyKeyReused, InvalidInput, NotSignedIn, type ProblemClass, VersionRequired } from './errors.ts'
import { FILE_TYPES, readFileBody } from './route-file.ts'
import { type Runtime, readCtx } from './runtime.ts'
import { KeyReused, runWrite } from './write.ts'

export const SESSION_COOKIE = 'yb_session'
const EMPTY = Buffer.alloc(0)

type Shape = z.ZodType
type Parsed<T extends Shape | undefined> = T extends Shape ? z.output<T> : undefined

/** What a handler is given once everything was checked. */
export interface Input<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined> {
  params: Parsed<P>
  query: Parsed<Q>
  body: Parsed<B>
  /** The version in If-Match; only on routes that ask for it, 0 elsewhere. */
  ifMatch: number
  /** The body as it was sent; only on routes that take a file, empty elsewhere. */
  file: Buffer
  /** Scheme and host the console was opened at. */
  origin: string
}

interface CommonSpec<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined, R extends Shape> {
  method: HTTPMethods
  url: string
  operationId: string
  tag: string
  summary: string
  /** `[action, subject]`, or `signed-in` for what concerns only oneself. Routes for everybody are made without this helper. */
  ability: readonly [action: string, subject: string] | 'signed-in'
  /** The store the request names, if it names one: the ability is then checked there. */
  scopeOf?: (input: Input<P, Q, B>) => string | undefined
  params?: P
  query?: Q
  body?: B
  response: R
  status?: 200 | 201
  errors?: readonly ProblemClass[]
  /** Answers with `ETag` made of the result's `version`. */
  etag?: boolean
  /** What the answer carries beside its body, such as a cookie; returns the body. */
  dress?: (reply: FastifyReply, result: z.input<R>) => z.input<R>
}

export interface ReadSpec<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined, R extends Shape>
  extends CommonSpec<P, Q, B, R> {
  handle: (ctx: ReadCtx, input: Input<P, Q, B>) => Promise<z.input<R>>
}

export interface WriteSpec<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined, R extends Shape, M>
  extends CommonSpec<P, Q, B, R> {
  /** Money moves: a key is required. Elsewhere one is honoured when given. */
  money?: boolean
  /** Edits what was read: If-Match is required. */
  ifMatch?: boolean
  /** Answers with what must not be kept (a phone in full): a key is not honoured, so that no answer is stored. */
  isUnkept?: boolean
  /** The body is a file of one of FILE_TYPES: `input.file`. What is longer than this arrives with one byte too many, for the room to refuse. */
  fileBytes?: number
  /** Work before the transaction that needs no lock, such as hashing a secret. */
  prepare?: (ctx: ReadCtx, input: Input<P, Q, B>) => Promise<M>
  handle: (ctx: WriteCtx, input: Input<P, Q, B>, prepared: M) => Promise<z.input<R>>
}

/** Declares a route that changes nothing. */
export function read<
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
>(app: FastifyInstance, runtime: Runtime, spec: ReadSpec<P, Q, B, R>): void {
  app.route({
    method: spec.method,
    url: spec.url,
    schema: schemaOf(spec, []),
    handler: async (request, reply) => {
      const ctx = await enter(runtime, request)
      const input = inputOf(request, spec, runtime.config)
      check(ctx, spec, input)
      return respond(reply, spec, await spec.handle(ctx, input))
    },
  })
}

/** Declares a route that writes: one request, one transaction. */
export function write<
  R extends Shape,
  P extends Shape | undefined = undefined,
  Q extends Shape | undefined = undefined,
  B extends Shape | undefined = undefined,
  M = undefined,
>(app: FastifyInstance, runtime: Runtime, spec: WriteSpec<P, Q, B, R, M>): void {
  const more: ProblemClass[] = [IdempotencyKeyReused]
  if (spec.money) more.push(IdempotencyKeyRequired)
  if (spec.ifMatch) more.push(VersionRequired)
  app.route({
    method: spec.method,
    url: spec.url,
    schema: { ...schemaOf(spec, more), ...(spec.fileBytes === undefined ? {} : { consumes: [...FILE_TYPES] }) },
    handler: async (request, reply) => {
      const ctx = await enter(runtime, request)
      const input = inputOf(request, spec, runtime.config)
      if (spec.ifMatch) input.ifMatch = ifMatchOf(request)
      check(ctx, spec, input)
      if (spec.fileBytes !== undefined) input.file = await readFileBody(request, spec.fileBytes)
      const key = spec.isUnkept ? null : keyOf(request, spec.money ?? false)
      const prepared = (await spec.prepare?.(ctx, input)) as M
      const claim = key === null ? undefined : { key, operation: spec.operationId, requestHash: hashOf(input, runtime.config.masterKey) }
      const { result, replayed } = await runWrite({
        db: ctx.db,
        brand: ctx.brand,
        actor: ctx.actor,
        now: ctx.now,
        claim,
        run: (writeCtx) => spec.handle(writeCtx, input, prepared),
      }).catch((error: unknown) => {
        throw error instanceof KeyReused ? new IdempotencyKeyReused() : error
      })
      if (replayed) reply.header('Idempotency-Replayed', 'true')
      return respond(reply, spec, result)
    },
  })
}

/** The session token of a request: the cookie of the console, or a bearer token. */
export function tokenOf(request: FastifyRequest): string | null {
  const header = request.headers.authorization
  if (header?.startsWith('Bearer ')) return header.slice(7)
  return request.cookies[SESSION_COOKIE] ?? null
}

export async function enter(runtime: Runtime, request: FastifyRequest): Promise<ReadCtx & { brand: Brand; actor: Actor }> {
  const token = tokenOf(request)
  const who = token === null ? null : await runtime.authenticate(token)
  if (who === null) throw new NotSignedIn()
  request.actorId = who.actor.id
  return readCtx(runtime, who.brand, who.actor)
}

export function check<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined, R extends Shape>(
  ctx: ReadCtx,
  spec: CommonSpec<P, Q, B, R>,
  input: Input<P, Q, B>,
): void {
  const scopeId = spec.scopeOf?.(input)
  if (spec.ability === 'signed-in') return
  authorize(ctx, spec.ability[0], spec.ability[1], scopeId)
}

export function inputOf<P extends Shape | undefined, Q extends Shape | undefined, B extends Shape | undefined, R extends Shape>(
  request: FastifyRequest,
  spec: CommonSpec<P, Q, B, R>,
  config: Config,
): Input<P, Q, B> {
  return {
    params: parse(spec.params, request.params, 'params') as Parsed<P>,
    query: parse(spec.query, request.query, 'query') as Parsed<Q>,
    body: parse(spec.body, request.body, '') as Parsed<B>,
    ifMatch: 0,
    file: EMPTY,
    origin: originOf(request, config),
  }
}

/**
 * Scheme and host the console was opened at: as configured, else as the browser says, if that is the host it asked. A page of another host
 * is not believed: what it says is then wrong for the address it was asked at.
 */
export function originOf(request: FastifyRequest, config: Config): string {
  if (config.publicOrigin !== null) return config.publicOrigin
  const { origin } = request.headers
  const isOwn = typeof origin === 'string' && URL.canParse(origin) && new URL(origin).host === request.host
  return isOwn ? new URL(origin).origin : `${request.protocol}://${request.host}`
}

/** Validates one part of a request. @throws InvalidInput with the path of every field that does not fit */
export function parse<T extends Shape>(schema: T | undefined, value: unknown, where: string): z.output<T> | undefined {
  if (schema === undefined) return undefined
  const parsed = schema.safeParse(value ?? {})
  if (parsed.success) return parsed.data
  throw new InvalidInput(
    {},
    parsed.error.issues.slice(0, 20).map((issue) => ({
      path: [...(where ? [where] : []), ...issue.path].join('.'),
      code: issue.code,
      message: issue.message,
    })),
  )
}

function keyOf(request: FastifyRequest, required: boolean): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined && !required) return null
  if (typeof key !== 'string' || key.length < 8 || key.length > 200) throw new IdempotencyKeyRequired()
  return key
}

function ifMatchOf(request: FastifyRequest): number {
  const match = /^"?(\d{1,9})"?$/.exec(request.headers['if-match'] ?? '')
  if (!match) throw new VersionRequired()
  return Number(match[1])
}

/**
 * The digest of what was asked: validated input, so that the order of JSON keys and extra fields do not count. Keyed, as the input may
 * hold a phone or a PIN, which a plain digest kept in the database would give away to anybody who tries them all.
 */
function hashOf(input: { params: unknown; query: unknown; body: unknown; ifMatch: number; file: Buffer }, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([input.params, input.query, input.body, input.ifMatch]))
    .update(input.file)
    .digest()
}

function respond<R extends Shape>(
  reply: FastifyReply,
  spec: { response: R; status?: number; etag?: boolean; dress?: (reply: FastifyReply, result: z.input<R>) => z.input<R> },
  result: z.input<R>,
) {
  reply.status(spec.status ?? 200)
  if (spec.etag) reply.header('ETag', `"${(result as { version: number }).version}"`)
  return reply.send(spec.dress ? spec.dress(reply, result) : result)
}

/** RFC 9457, as every route may answer. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    code: z.string(),
    params: z.record(z.string(), z.unknown()),
    errors: z.array(z.object({ path: z.string(), code: z.string(), message: z.string() })).optional(),
    instance: z.string(),
  })
  .meta({ id: 'Problem' })

/** Only description: validation is done above, so that the checks keep their order. */
export function schemaOf(
  spec: {
    operationId: string
    tag: string
    summary: string
    ability?: unknown
    params?: Shape | undefined
    query?: Shape | undefined
    body?: Shape | undefined
    response: Shape
    status?: number
    errors?: readonly ProblemClass[] | undefined
  },
  more: readonly ProblemClass[],
) {
  const problems = [...(spec.errors ?? []), ...more]
  const byStatus = new Map<number, string[]>()
  for (const p of problems) byStatus.set(p.status, [...(byStatus.get(p.status) ?? []), `\`${p.code}\`: ${p.title}`])
  const response: Record<string, unknown> = { [spec.status ?? 200]: spec.response }
  for (const status of [...byStatus.keys()].sort()) {
    response[status] = {
      description: (byStatus.get(status) ?? []).join('; '),
      content: { 'application/problem+json': { schema: problemSchema } },
    }
  }
  return {
    operationId: spec.operationId,
    tags: [spec.tag],
    summary: spec.summary,
    ...(Array.isArray(spec.ability) ? { description: `Ability: \`${spec.ability.join(' ')}\`` } : {}),
    ...(spec.params ? { params: spec.params } : {}),
    ...(spec.query ? { querystring: spec.query } : {}),
    ...(spec.body ? { body: spec.body } : {}),
    response,
  }
}
