/** Files over HTTP: sent as the body itself under their own content type, read only once it is known who sends them. */
import type { Readable } from 'node:stream'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** What may be sent as a file. What it really is, the room that takes it finds out from its content. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'application/pdf'] as const

/** Leaves such bodies unread, for routes that take a file to read after sign-in and ability were checked. */
export function registerFileTypes(app: FastifyInstance): void {
  app.addContentTypeParser([...FILE_TYPES], (_request, payload, done) => done(null, payload))
}

/** The body, at most `maxBytes` and one more of it: enough to see that it is too long. The rest is let go by. */
export async function readFileBody(request: FastifyRequest, maxBytes: number): Promise<Buffer> {
  const body = request.body as Readable | null | undefined
  if (!body || typeof body[Symbol.asyncIterator] !== 'function') return Buffer.alloc(0)
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of body as AsyncIterable<Buffer>) {
    if (length <= maxBytes) chunks.push(chunk)
    length += chunk.length
  }
  return Buffer.concat(chunks).subarray(0, maxBytes + 1)
}
