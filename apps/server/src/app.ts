/** The HTTP application: what surrounds every route, and the explicit list of route plugins. */
import { constants } from 'node:zlib'
import compress from '@fastify/compress'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import { createJsonSchemaTransform } from 'fastify-type-provider-zod'
import { registerErrors } from './platform/http-errors.ts'
import { registerGuards } from './platform/http-guards.ts'
import { registerDevClock, registerHealth } from './platform/http-health.ts'
import { CONSOLE_DIST, registerConsole } from './platform/http-static.ts'
import { describeComponents } from './platform/openapi.ts'
import { registerFileTypes } from './platform/route-file.ts'
import type { Runtime } from './platform/runtime.ts'
import { routePlugins } from './routes.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asked, once known: for logs. An id, never a name. */
    actorId: string | null
  }
}

const BODY_LIMIT = 1_000_000
/** Answers are compressed as they are made: quality 11, the library's default, takes seconds for a large script. */
const BROTLI_QUALITY = 4

/** Builds the server around a runtime; it does not listen yet. */
export async function buildApp(runtime: Runtime): Promise<FastifyInstance> {
  const app = Fastify({
    loggerInstance: runtime.log as never,
    // One line per request is written by the guards, without what a URL may hold.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // Validation is the route helper's, so that sign-in and ability are checked in their order.
    schemaErrorFormatter: () => new Error('unused'),
  }) as unknown as FastifyInstance
  app.setValidatorCompiler(() => (data) => ({ value: data }))
  app.setSerializerCompiler(() => (data) => JSON.stringify(data))
  app.decorateRequest('actorId', null)
  registerErrors(app)
  registerGuards(app, runtime)
  registerFileTypes(app)
  await app.register(cookie)
  await app.register(compress, { brotliOptions: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } } })
  await app.register(rateLimit, { global: false })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Yunbin 云鬓', version: '0.1.0', description: 'Membership and customer management for hair and beauty salons.' },
      components: {
        securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'yb_session' }, bearer: { type: 'http', scheme: 'bearer' } },
      },
      security: [{ session: [] }, { bearer: [] }],
    },
    transform: createJsonSchemaTransform({}),
    transformObject: describeComponents,
  })
  await app.register(
    async (api) => {
      api.get('/openapi.json', { schema: { hide: true } }, () => app.swagger())
      await api.register(swaggerUi, { routePrefix: '/docs', staticCSP: false, uiConfig: { docExpansion: 'none', tryItOutEnabled: false } })
      registerHealth(api as unknown as FastifyInstance, runtime)
      registerDevClock(api as unknown as FastifyInstance, runtime)
      for (const plugin of routePlugins) plugin(api as unknown as FastifyInstance, runtime)
    },
    { prefix: '/api' },
  )
  await registerConsole(app, CONSOLE_DIST)
  return app
}
