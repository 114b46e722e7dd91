import { useCallback, useRef } from 'react'

/** Where the next key stroke goes; it never gets lost when something closes. */
export function useFocus() {
  const input = useRef<HTMLInputElement>(null)
  const panel = useRef<HTMLElement>(null)
  const focusInput = useCallback(() => requestAnimationFrame(() => input.current?.focus()), [])
  const focusBack = useCallback(() => {
    requestAnimationFrame(() => {
      // Over a payment the amount being typed comes before the panel around it.
      const amount = panel.current?.querySelector<HTMLElement>('[data-outside] input')
      ;(amount ?? panel.current ?? input.current)?.focus()
    })
  }, [])
  return { input, panel, focusInput, focusBack }
}
