/** One field the server refused: where it is, and why. */
export interface FieldError {
  path: string
  code: string
  message: string
}

/**
 * Anything that kept a request from succeeding, as RFC 9457 tells it. `code` is stable and is what the console translates;
 * `network` is ours and means that no answer came, so nobody knows yet whether the server did it.
 */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly params: Record<string, unknown>
  readonly errors: readonly FieldError[]

  constructor(code: string, status: number, title: string, params: Record<string, unknown> = {}, errors: readonly FieldError[] = []) {
    super(title)
    this.name = 'Problem'
    this.code = code
    this.status = status
    this.params = params
    this.errors = errors
  }

  get isUnknownOutcome(): boolean {
    return this.code === 'network' || this.status === 502 || this.status === 504
  }
}

export async function problemOf(response: Response): Promise<Problem> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  if (!isRecord(body) || typeof body.code !== 'string') {
    // A proxy or a server that is starting up answers without problem details.
    return new Problem(response.status >= 500 ? 'unreachable' : 'unexpected', response.status, response.statusText)
  }
  return new Problem(
    body.code,
    response.status,
    typeof body.title === 'string' ? body.title : body.code,
    isRecord(body.params) ? body.params : {},
    Array.isArray(body.errors) ? body.errors.filter(isFieldError) : [],
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isFieldError(value: unknown): value is FieldError {
  return isRecord(value) && typeof value.path === 'string' && typeof value.code === 'string'
}
