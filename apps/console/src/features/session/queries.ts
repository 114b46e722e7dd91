import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser'
import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

type PasskeyAnswer = Schema<'PasskeySignIn'>['response']

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: () => answer(api.GET('/api/setup')),
  staleTime: 60_000,
})

export const signInOptionsQuery = queryOptions({
  queryKey: ['sign-in-options'],
  queryFn: () => answer(api.GET('/api/sign-in-options')),
})

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => answer(api.GET('/api/session')),
  staleTime: 5 * 60_000,
})

export function signIn(body: { brand?: string; signInName: string; password: string }): Promise<unknown> {
  return answer(api.POST('/api/session', { body }))
}

export const sharedTillQuery = queryOptions({
  queryKey: ['shared-till'],
  queryFn: () => answer(api.GET('/api/shared-till')),
  staleTime: 60_000,
})

export function takeTill(body: { staffId: string; pin: string }) {
  return answer(api.POST('/api/shared-till/session', { body }))
}

export function lockTill(): Promise<unknown> {
  return answer(api.POST('/api/session/lock'))
}

export function signInWithCode(body: { pendingToken: string; code: string }): Promise<unknown> {
  return answer(api.POST('/api/session/factor', { body }))
}

/** Whether this browser, at this address, can hold passkeys at all. */
export function mayUsePasskeys(): boolean {
  return window.isSecureContext && 'PublicKeyCredential' in window && !/^[\d.]+$|^\[/.test(window.location.hostname)
}

/** Asks the device for a passkey of this shop. @returns false when the person turned away from it */
export async function signInWithPasskey(brand: string | undefined): Promise<boolean> {
  const named = brand === undefined ? {} : { brand }
  const { challengeId, options } = await answer(api.POST('/api/passkey-questions', { body: named }))
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const response = await startAuthentication({ optionsJSON: options as unknown as PublicKeyCredentialRequestOptionsJSON }).catch(() => null)
  if (response === null) return false
  await answer(api.POST('/api/session/passkey', { body: { ...named, challengeId, response: response as unknown as PasskeyAnswer } }))
  return true
}

/** What anybody may see before signing in; the rest belongs to the person who was shown it. */
const PUBLIC_KEYS: ReadonlySet<unknown> = new Set(['setup', 'sign-in-options', 'shared-till'])

/** Nothing that one person was shown may be shown to the next. What the sign-in page itself is waiting for stays. */
export function forgetPerson(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: ({ queryKey }) => !PUBLIC_KEYS.has(queryKey[0]) })
  queryClient.getMutationCache().clear()
}

export async function signOut(): Promise<void> {
  await api.DELETE('/api/session')
}
