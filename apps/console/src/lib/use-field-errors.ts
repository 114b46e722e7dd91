import { Problem } from '@yunbin/api-client'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, fieldError, problemTitle } from './problems.ts'

export interface FieldErrors {
  /** For the form around the fields: the first field in it that is wrong gets the focus. */
  form: RefObject<HTMLFormElement | null>
  /** What is wrong with the field, in words, or undefined. */
  of: (path: string) => string | undefined
  /** Notes what the form itself finds wrong before anything is sent. Returns whether all is well. */
  check: (found: Record<string, string | false | null | undefined>) => boolean
  /** The problem when no field can carry it. */
  rest: unknown
}

/**
 * Puts every complaint beside its field. `fieldOf` names the field of problems that the server does not give a path for,
 * e.g. `{ code_taken: 'code' }`.
 */
export function useFieldErrors(error: unknown, fieldOf: Readonly<Record<string, string>> = {}): FieldErrors {
  const { t } = useTranslation()
  const form = useRef<HTMLFormElement>(null)
  const [local, setLocal] = useState<Readonly<Record<string, string>>>({})
  const code = error ? asProblem(error).code : ''
  const codePath = fieldOf[code]
  const of = (path: string) =>
    local[path] ?? fieldError(t, error, path) ?? (codePath === path ? problemTitle(t, asProblem(error)) : undefined)
  const hasPaths = error instanceof Problem && error.errors.length > 0
  useEffect(() => {
    if (!error && Object.keys(local).length === 0) return
    const wrong = form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')
    wrong?.focus()
  }, [error, local])
  const check = (found: Record<string, string | false | null | undefined>) => {
    const wrong = Object.fromEntries(Object.entries(found).filter((entry): entry is [string, string] => Boolean(entry[1])))
    setLocal(wrong)
    return Object.keys(wrong).length === 0
  }
  return { form, of, check, rest: codePath || hasPaths ? null : error }
}
