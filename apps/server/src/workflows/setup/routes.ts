import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { TooManyRequests } from '../../platform/errors.ts'
import { parse, schemaOf } from '../../platform/route.ts'
import type { Runtime } from '../../platform/runtime.ts'
import { SetupCodeWrong, SetupDone } from './errors.ts'
import { foundBrand } from './found-brand.ts'
import { isLocal, TRADES } from './rules.ts'
import { setupDoneSchema, setupNeededSchema, setupSchema } from './schemas.ts'
import { forgetSetupCode, isSetupCode } from './setup-code.ts'

const tag = 'Setup'
/** The code of the terminal is not to be guessed. */
const RATE = { max: 10, timeWindow: '1 minute' }

export function setupRoutes(app: FastifyInstance, runtime: Runtime): void {
  const isNeeded = async () => (await runtime.brands.all()).length === 0
  app.route({
    method: 'GET',
    url: '/setup',
    schema: {
      ...schemaOf(
        { operationId: 'readSetup', tag, summary: 'Whether the first brand has still to be founded', response: setupNeededSchema },
        [],
      ),
      security: [],
    },
    handler: async (request) => {
      const needed = await isNeeded()
      return { needed, needsCode: needed && !isLocal(request.ip, request.headers), trades: [...TRADES] }
    },
  })
  app.route({
    method: 'POST',
    url: '/setup',
    config: { rateLimit: RATE },
    schema: {
      ...schemaOf(
        {
          operationId: 'setUp',
          tag,
          summary: 'Found the brand, its first store and its owner; only while there is none',
          body: setupSchema,
          response: setupDoneSchema,
          status: 201,
          errors: [SetupDone, SetupCodeWrong, TooManyRequests],
        },
        [],
      ),
      security: [],
    },
    handler: async (request, reply) => {
      if (!(await isNeeded())) throw new SetupDone()
      const { setupCode, ...input } = parse(setupSchema, request.body, '') as z.output<typeof setupSchema>
      const mayPass = isLocal(request.ip, request.headers) || isSetupCode(runtime.config.dataDir, setupCode)
      if (!mayPass) throw new SetupCodeWrong()
      const { brand, storeId, ownerId } = await foundBrand(runtime, { ...input, isFirst: true })
      forgetSetupCode(runtime.config.dataDir)
      reply.status(201)
      return { brand: { slug: brand.slug, name: brand.name }, storeId, ownerId }
    },
  })
}
