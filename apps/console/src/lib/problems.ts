import { type FieldError, Problem } from '@yunbin/api-client'
import type { TFunction } from 'i18next'

/** Whatever was thrown, as a problem that has words. */
export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem('unexpected', 0, String(error))
}

export function isProblem(error: unknown, code: string): error is Problem {
  return error instanceof Problem && error.code === code
}

/** What happened, in the reader's language; a code we have no words for is shown so that it can be reported. */
export function problemTitle(t: TFunction, problem: Problem): string {
  return t([`errors:${problem.code}.title`, 'errors:unknown.title'], { ...problem.params, code: problem.code })
}

/** What to do about it, and whether anything was lost. */
export function problemHint(t: TFunction, problem: Problem): string {
  return t(`errors:${problem.code}.hint`, { ...problem.params, defaultValue: '' })
}

/** The words for the field at `path`, or undefined when the server had no quarrel with it. */
export function fieldError(t: TFunction, error: unknown, path: string): string | undefined {
  if (!(error instanceof Problem)) return undefined
  const found = error.errors.find((e: FieldError) => e.path === path)
  return found && t([`errors:field.${found.code}`, `errors:${found.code}.title`, 'errors:field.other'], { defaultValue: '' })
}
