/** Every failure leaves as a problem document; what is not ours leaves no trace of its cause outside the log. */
import type { FastifyError, FastifyInstance } from 'fastify'
import { isUnavailable } from './db.ts'
import { AppError, Internal, InvalidInput, NotFound, TooManyRequests, toProblem, Unavailable } from './errors.ts'
import { isConsolePage, sendConsolePage } from './http-static.ts'

export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError | AppError, request, reply) => {
    const known = toAppError(error)
    if (known.status >= 500) request.log.error({ err: error, actor: request.actorId, route: request.routeOptions.url }, 'request failed')
    return reply
      .status(known.status)
      .type('application/problem+json')
      .send(JSON.stringify(toProblem(known, pathOf(request.url))))
  })
  app.setNotFoundHandler((request, reply) => {
    if (isConsolePage(app, request)) return sendConsolePage(reply)
    const problem = toProblem(new NotFound(), pathOf(request.url))
    return reply.status(404).type('application/problem+json').send(JSON.stringify(problem))
  })
}

function toAppError(error: FastifyError | AppError): AppError {
  if (error instanceof AppError) return error
  if (isUnavailable(error)) return new Unavailable()
  if (error.statusCode === 429) return new TooManyRequests()
  // Fastify's own refusals: unreadable JSON, wrong content type, body too large.
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return new InvalidInput({}, [{ path: '', code: (error.code ?? 'unreadable').toLowerCase(), message: 'the body cannot be read' }])
  }
  return new Internal()
}

/** Without the query, which may hold a phone number. */
function pathOf(url: string): string {
  return url.split('?', 1)[0] ?? '/'
}
