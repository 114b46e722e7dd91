import { useMutation } from '@tanstack/react-query'
import { useEffect } from 'react'

const SHOWN_MS = 60_000

/** What the server writes down to have shown: asked for by a press, here for a minute, and kept in no cache. */
export function useShownBriefly<Data>(ask: () => Promise<Data>) {
  const reveal = useMutation({ mutationFn: ask, gcTime: 0 })
  const { data, reset } = reveal
  useEffect(() => {
    if (!data) return
    const timer = setTimeout(reset, SHOWN_MS)
    return () => clearTimeout(timer)
  }, [data, reset])
  return reveal
}
