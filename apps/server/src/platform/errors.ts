/**
 * Problems a caller can understand. Every refusal in the product is a subclass of AppError with a stable `code`; the console
 * turns codes into words in its languages. The message here is plain English for integrators and logs, never personal data.
 */
export interface FieldError {
  /** Dotted path into the body, e.g. `lines.0.quantity`. */
  path: string
  code: string
  message: string
}

export type ProblemParams = Record<string, unknown>

export abstract class AppError extends Error {
  abstract readonly code: string
  abstract readonly status: number
  readonly params: ProblemParams
  readonly errors: readonly FieldError[] | undefined

  constructor(message: string, params: ProblemParams = {}, errors?: readonly FieldError[]) {
    super(message)
    this.params = params
    this.errors = errors
  }
}

/** A class of problem, as a route lists the ones it may answer with. */
export interface ProblemClass {
  readonly code: string
  readonly status: number
  readonly title: string
}

/**
 * Declares a class of problem in one line: `export const TierUnknown = problem('tier_unknown', 422, 'No such top-up tier')`.
 * @returns a class to `throw new` with optional params and field errors
 */
export function problem(code: string, status: number, title: string) {
  return class extends AppError {
    static readonly code = code
    static readonly status = status
    static readonly title = title
    readonly code = code
    readonly status = status

    constructor(params: ProblemParams = {}, errors?: readonly FieldError[]) {
      super(title, params, errors)
    }
  }
}

export const InvalidInput = problem('invalid_input', 422, 'The request does not have the form this operation takes')
export const NotSignedIn = problem('not_signed_in', 401, 'Sign in first')
export const Forbidden = problem('forbidden', 403, 'This account may not do that')
export const NotFound = problem('not_found', 404, 'There is no such thing, or not for this account')
export const VersionStale = problem('version_stale', 412, 'Somebody changed it meanwhile; read it again')
export const VersionRequired = problem('version_required', 428, 'If-Match with the version that was read is needed')
export const IdempotencyKeyRequired = problem('idempotency_key_required', 400, 'Idempotency-Key of 8 to 200 characters is needed')
export const IdempotencyKeyReused = problem('idempotency_key_reused', 422, 'This Idempotency-Key was used for another request')
export const TooManyRequests = problem('too_many_requests', 429, 'Too many requests; wait a little')
export const Unavailable = problem('unavailable', 503, 'The database cannot be reached just now; nothing was changed')
export const Internal = problem('internal', 500, 'Something went wrong on our side; nothing was changed')

/** RFC 9457 problem details of an error. Anything that is not ours becomes `internal`, without a word of the cause. */
export function toProblem(error: AppError, instance: string) {
  return {
    type: `urn:yunbin:problem:${error.code}`,
    title: error.message,
    status: error.status,
    code: error.code,
    params: error.params,
    ...(error.errors ? { errors: error.errors } : {}),
    instance,
  }
}
