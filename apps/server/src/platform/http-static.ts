/** Serves the console's built pages: hashed files for a year, the page itself never from a cache, any other path the page. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

export const CONSOLE_DIST = path.resolve(import.meta.dirname, '../../../console/dist')

const PAGE = 'index.html'

/** Serves `dist` at `/`. A folder that was never built serves nothing, so that the API stands alone. */
export async function registerConsole(app: FastifyInstance, dist: string): Promise<void> {
  if (!existsSync(path.join(dist, PAGE))) return
  await app.register(fastifyStatic, {
    root: dist,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, file) => {
      const isHashed = path.relative(dist, file).startsWith(`assets${path.sep}`)
      reply.header('Cache-Control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
}

/** Whether an unknown path is a page of the console, which finds its own way from there. */
export function isConsolePage(app: FastifyInstance, request: FastifyRequest): boolean {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false
  const route = request.url.split('?', 1)[0] ?? '/'
  if (route === '/api' || route.startsWith('/api/')) return false
  return app.hasReplyDecorator('sendFile') && !path.posix.basename(route).includes('.')
}

export function sendConsolePage(reply: FastifyReply): FastifyReply {
  return reply.sendFile(PAGE)
}
