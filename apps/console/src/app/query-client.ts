import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from '@yunbin/api-client'
import { isProblem } from '../lib/problems.ts'

const SIGNED_OUT = 'yunbin:signed-out'
const LOCKED = 'yunbin:locked'

/** Somebody else, or time, ended the session: the shell hears it and shows the sign-in page. */
function onError(error: unknown): void {
  if (isProblem(error, 'not_signed_in')) window.dispatchEvent(new Event(SIGNED_OUT))
  if (isProblem(error, 'session_locked')) window.dispatchEvent(new Event(LOCKED))
}

export function onSignedOut(listener: () => void): () => void {
  window.addEventListener(SIGNED_OUT, listener)
  return () => window.removeEventListener(SIGNED_OUT, listener)
}

/** The server says that this till is locked: another tab locked it, or nobody touched it for too long. */
export function onLocked(listener: () => void): () => void {
  window.addEventListener(LOCKED, listener)
  return () => window.removeEventListener(LOCKED, listener)
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      // A refusal stays a refusal; only silence is worth asking again.
      retry: (count, error) => count < 2 && error instanceof Problem && error.isUnknownOutcome,
    },
    // The till must hear at once that the line is dead instead of waiting for the browser to think it is back.
    mutations: { networkMode: 'always' },
  },
})
