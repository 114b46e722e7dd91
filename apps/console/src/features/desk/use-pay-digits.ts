import { type KeyboardEvent, useEffect, useState } from 'react'
import { digitOf } from './commands.ts'
import { outsideKinds } from './tenders.ts'
import type { More, Payment } from './use-payment.ts'

/** Digits go through outside money first, then through everything else; with Alt also while an amount is being typed. */
export function usePayDigits({ scene, choose }: Payment, more: readonly More[]) {
  const take = (digit: number): boolean => {
    const kind = outsideKinds[digit - 1]
    const other = more[digit - 1 - outsideKinds.length]
    if (kind) {
      choose(kind)
      // Chosen again, its field is there already and does not take the focus by itself.
      requestAnimationFrame(() => scene.panel.current?.querySelector<HTMLElement>(`[data-outside=${kind}] input`)?.focus())
    } else if (other) scene.open({ kind: other })
    return kind !== undefined || other !== undefined
  }
  useAltTender(scene.dialog === null, take)
  return (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || scene.dialog !== null || event.altKey || event.target instanceof HTMLInputElement) return
    if (/^[1-9]$/.test(event.key) && take(Number(event.key))) event.preventDefault()
  }
}

/** Alt with a digit chooses a tender even while an amount is being typed. */
function useAltTender(enabled: boolean, take: (digit: number) => boolean): void {
  const [latest] = useState<{ take: typeof take }>({ take })
  latest.take = take
  useEffect(() => {
    if (!enabled) return
    const onKey = (event: globalThis.KeyboardEvent) => {
      const digit = digitOf(event)
      if (digit !== null && latest.take(digit)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [enabled, latest])
}
