/** What machines ask about the server itself: is it alive, and, on a trial server, what time it is. */
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { z } from 'zod'
import { Unavailable } from './errors.ts'
import { parse, schemaOf } from './route.ts'
import type { Runtime } from './runtime.ts'

const PROBE_MS = 2_000

const health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' })
const clockBody = z.object({ now: z.iso.datetime({ offset: true }) })

/** `GET /health`: 200 once the server can serve, 503 while its database does not answer within two seconds. */
export function registerHealth(app: FastifyInstance, runtime: Runtime): void {
  app.route({
    method: 'GET',
    url: '/health',
    schema: {
      ...schemaOf(
        { operationId: 'getHealth', tag: 'server', summary: 'Is the server able to serve', response: health, errors: [Unavailable] },
        [],
      ),
      security: [],
    },
    handler: async () => {
      await probe(runtime)
      return { status: 'ok' }
    },
  })
}

/** `PUT /dev/clock` sets the clock of the whole server, from which it runs on. Only where YUNBIN_DEV=1: elsewhere there is no such route. */
export function registerDevClock(app: FastifyInstance, runtime: Runtime): void {
  if (!runtime.config.isDev) return
  app.put('/dev/clock', { schema: { hide: true } }, async (request) => {
    const { now } = parse(clockBody, request.body, '') as z.output<typeof clockBody>
    runtime.clock.setTo(Temporal.Instant.from(now))
    return { now: runtime.clock.now().toString() }
  })
}

async function probe(runtime: Runtime): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Unavailable()), PROBE_MS)
  })
  try {
    await Promise.race([sql`select 1`.execute(runtime.brands.publicDb), late])
  } catch {
    throw new Unavailable()
  } finally {
    clearTimeout(timer)
  }
}
