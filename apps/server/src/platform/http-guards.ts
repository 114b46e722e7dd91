/** What every request passes: same origin for writes by cookie, answers that no cache keeps, one log line after. */
import type { FastifyInstance } from 'fastify'
import { Forbidden } from './errors.ts'
import type { Runtime } from './runtime.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export function registerGuards(app: FastifyInstance, runtime: Runtime): void {
  app.addHook('onRequest', async (request) => {
    // A browser says where a request comes from; a page of somebody else's must not act with our cookie.
    const site = request.headers['sec-fetch-site']
    const foreign = site === 'cross-site' || site === 'same-site'
    if (foreign && !SAFE.has(request.method)) throw new Forbidden()
  })
  app.addHook('onSend', async (request, reply) => {
    // Names, phones and balances, masked by who asks: no browser or proxy is to keep them.
    if (request.url.startsWith('/api/') && !reply.hasHeader('Cache-Control')) reply.header('Cache-Control', 'no-store')
  })
  app.addHook('onResponse', async (request, reply) => {
    runtime.log.debug(
      {
        method: request.method,
        route: request.routeOptions.url,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        actor: request.actorId,
      },
      'request',
    )
  })
}
