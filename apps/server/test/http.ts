/** The whole HTTP application over a test's database, asked without a network. */
import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll } from 'vitest'
import { buildApp } from '../src/app.ts'
import type { TestBase } from './harness.ts'

export interface CallOptions {
  token?: string | undefined
  body?: unknown
  headers?: Record<string, string>
  remoteAddress?: string
}

export interface Answer {
  status: number
  /** The JSON of the answer; each test says what it expects of it. */
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the fields it then asserts on
  body: any
  headers: Record<string, string | number | string[] | undefined>
}

export interface Api {
  /** @param url without the prefix `/api`, e.g. `/session` */
  call(method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', url: string, options?: CallOptions): Promise<Answer>
  app(): Promise<FastifyInstance>
}

/** Builds the application on first use; call it at the top of a file, after `useDatabase()`. Closed after the file's tests. */
export function openApi(base: TestBase): Api {
  let opened: Promise<FastifyInstance> | null = null
  const app = () => {
    opened ??= buildApp(base.runtime)
    return opened
  }
  afterAll(async () => {
    await (await opened)?.close()
  })
  return {
    app,
    call: async (method, url, options = {}) => {
      const request: InjectOptions = { method, url: `/api${url}`, headers: { ...options.headers } }
      if (options.token !== undefined) request.headers = { ...request.headers, authorization: `Bearer ${options.token}` }
      if (options.body !== undefined) request.payload = options.body as NonNullable<InjectOptions['payload']>
      if (options.remoteAddress !== undefined) request.remoteAddress = options.remoteAddress
      const response = await (await app()).inject(request)
      return { status: response.statusCode, body: response.body === '' ? null : response.json(), headers: response.headers }
    },
  }
}
