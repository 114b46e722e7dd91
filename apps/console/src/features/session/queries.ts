import { queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

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

export async function signOut(): Promise<void> {
  await api.DELETE('/api/session')
}
