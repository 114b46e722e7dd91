/** The one way a route answers with a file: the same checks as any read, and headers under which a browser runs nothing of it. */
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { check, enter, inputOf, type ReadSpec, schemaOf } from './route.ts'
import type { Runtime } from './runtime.ts'

export interface Download {
  content: Buffer
  mediaType: string
  /** Without it the browser may show the file in place. */
  fileName?: string
}

const file = z.string().meta({ format: 'binary' })

type DownloadSpec<P extends z.ZodType | undefined, Q extends z.ZodType | undefined> = Omit<
  ReadSpec<P, Q, undefined, typeof file>,
  'handle' | 'response' | 'etag' | 'body'
> & { handle: (...args: Parameters<ReadSpec<P, Q, undefined, typeof file>['handle']>) => Promise<Download> }

/** Declares a route that answers with a file. */
export function download<P extends z.ZodType | undefined = undefined, Q extends z.ZodType | undefined = undefined>(
  app: FastifyInstance,
  runtime: Runtime,
  spec: DownloadSpec<P, Q>,
): void {
  const common = { ...spec, response: file, handle: undefined }
  app.route({
    method: spec.method,
    url: spec.url,
    schema: schemaOf({ ...common, response: file }, []),
    handler: async (request, reply) => {
      const ctx = await enter(runtime, request)
      const input = inputOf<P, Q, undefined, typeof file>(request, common, runtime.config)
      check<P, Q, undefined, typeof file>(ctx, common, input)
      const { content, mediaType, fileName } = await spec.handle(ctx, input)
      const shown = fileName === undefined ? 'inline' : `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`
      return reply
        .header('Content-Type', mediaType)
        .header('Content-Disposition', shown)
        .header('Content-Security-Policy', "sandbox; default-src 'none'")
        .send(content)
    },
  })
}
