import { useRouterState } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'

/** For a list of links of which not all fit side by side: the one that is open is brought into sight. */
export function useInSight<Element extends HTMLElement>() {
  const list = useRef<Element>(null)
  const pathname = useRouterState({ select: (state) => state.location.pathname })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another link is the open one when the path is another
  useEffect(() => {
    list.current?.querySelector('[aria-current=page]')?.scrollIntoView({ block: 'nearest', inline: 'center' })
  }, [pathname])
  return list
}
