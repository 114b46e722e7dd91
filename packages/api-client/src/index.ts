import createFetchClient, { type Middleware } from 'openapi-fetch'
import { Problem, problemOf } from './problem.ts'
import type { paths } from './schema.gen.ts'

export { type FieldError, Problem, problemOf } from './problem.ts'
export type { components, operations, paths } from './schema.gen.ts'
export * from './shapes.ts'

/** Every refusal becomes a thrown `Problem`, so that callers only ever hold an answer that succeeded. */
const throwProblems: Middleware = {
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response)
  },
  onError({ error }) {
    if (error instanceof Problem || (error instanceof DOMException && error.name === 'AbortError')) return error
    return new Problem('network', 0, 'No answer from the server')
  },
}

export function createClient(options: { baseUrl: string; fetch?: (request: Request) => Promise<Response> }) {
  const client = createFetchClient<paths>({ credentials: 'same-origin', ...options })
  client.use(throwProblems)
  return client
}

export type Client = ReturnType<typeof createClient>

/** The body of an answer that `throwProblems` has let through. */
export async function answer<T>(pending: Promise<{ data?: T }>): Promise<T> {
  const { data } = await pending
  // A 204 has no body; its type is `undefined` or `never`, and nobody reads it.
  return data as T
}
