import { useSyncExternalStore } from 'react'

/** Whether a media query holds now; the component renders again when that changes. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (onChange) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', onChange)
      return () => list.removeEventListener('change', onChange)
    },
    () => window.matchMedia(query).matches,
  )
}

export const TOUCH = '(pointer: coarse), (max-width: 820px)'
export const PHONE = '(max-width: 720px)'
