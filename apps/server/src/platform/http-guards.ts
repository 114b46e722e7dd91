/** What every request passes: same origin for writes by cookie, answers that no cache keeps, one log line after. */
import type { FastifyInstance } from 'fastify'
import helmet from 'helmet'
import { Forbidden } from './errors.ts'
import type { Runtime } from './runtime.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

export function registerGuards(app: FastifyInstance, runtime: Runtime): void {
  const pageHeaders = protectiveHeaders(runtime.config.secureCookies)
  // Names, phones and balances, masked by who asks: no browser or proxy is to keep them.
  const dataHeaders = { ...pageHeaders, 'Cache-Control': 'no-store' }
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(request.url.startsWith('/api/') ? dataHeaders : pageHeaders)
    // A browser says where a request comes from; a page of somebody else's must not act with our cookie.
    const site = request.headers['sec-fetch-site']
    const foreign = site === 'cross-site' || site === 'same-site'
    done(foreign && !SAFE.has(request.method) ? new Forbidden() : undefined)
  })
  app.addHook('onResponse', (request, reply, done) => {
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
    done()
  })
}

/** The headers that tell a browser what our pages may do. They are the same for every answer, so they are worked out once. */
function protectiveHeaders(isSecure: boolean): Record<string, string> {
  const headers: Record<string, string> = {}
  const answer = {
    setHeader: (name: string, value: string) => {
      headers[name] = value
    },
    removeHeader: () => undefined,
  }
  const set = helmet({
    contentSecurityPolicy: {
      directives: {
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        upgradeInsecureRequests: null,
      },
    },
    hsts: isSecure,
  })
  set({} as never, answer as never, (error) => {
    if (error) throw error
  })
  return headers
}
