import { useRouter } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useDebounced } from './use-debounced.ts'

/**
 * The words of a list's search box. They are told once the typing rests (undefined when the box is empty), to be put into the address. Whoever has
 * opened another page meanwhile is not called back.
 */
export function useTypedSearch(inAddress: string | undefined, put: (asked: string | undefined) => void) {
  const router = useRouter()
  const [here] = useState(() => router.latestLocation.pathname)
  const [typed, setTyped] = useState(inAddress ?? '')
  const asked = useDebounced(typed.trim())
  const latest = useRef(put)
  latest.current = put
  useEffect(() => {
    if (router.latestLocation.pathname === here) latest.current(asked || undefined)
  }, [asked, router, here])
  return [typed, setTyped] as const
}
