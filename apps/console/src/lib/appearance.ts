/** Light or dark: as the device has it, or as chosen on this device. */
import { useSyncExternalStore } from 'react'
import { useMedia } from './use-media.ts'

export const appearances = ['auto', 'light', 'dark'] as const
export type Appearance = (typeof appearances)[number]

const REMEMBERED = 'yunbin.appearance'
const heard = new Set<() => void>()

/** What was chosen before; anything else that stands there counts as no choice. */
export function pickAppearance(remembered: string | null): Appearance {
  return appearances.find((a) => a === remembered) ?? 'auto'
}

export function chooseAppearance(appearance: Appearance): void {
  localStorage.setItem(REMEMBERED, appearance)
  for (const tell of heard) tell()
}

/** The choice of this device; every tab and component hears of another one. */
export function useAppearance(): Appearance {
  return useSyncExternalStore(
    (onChange) => {
      heard.add(onChange)
      window.addEventListener('storage', onChange)
      return () => {
        heard.delete(onChange)
        window.removeEventListener('storage', onChange)
      }
    },
    () => pickAppearance(localStorage.getItem(REMEMBERED)),
  )
}

/** Whether the pages are dark now. */
export function useIsDark(): boolean {
  const deviceIsDark = useMedia('(prefers-color-scheme: dark)')
  const appearance = useAppearance()
  return appearance === 'auto' ? deviceIsDark : appearance === 'dark'
}
