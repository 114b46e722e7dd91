import { type Burst, hear, MIN_LENGTH, strokeOf } from '../../lib/wedge.ts'
import { type Before, noteField, putBack } from './typed.ts'

/**
 * Keeps a scanner out of every field for a PIN: what it typed there is taken out again, and its Enter sends nothing, so that a bar code is
 * never somebody's wrong try. A burst is a scan when its Enter comes, or when it has more keys than the PIN has digits. Returns what ends it.
 */
export function guardPins(onScan: () => void): () => void {
  let burst: Burst | null = null
  let before: Before | null = null
  let isTold = false
  const onKey = (event: KeyboardEvent) => {
    const field = pinField(event.target)
    const had = burst
    const said = hear(burst, strokeOf(event))
    burst = said.burst
    if (burst && burst.text.length <= 1 && burst !== had) {
      before = noteField(event.target)
      isTold = false
    }
    const isScan = said.code !== null || (burst !== null && burst.text.length >= MIN_LENGTH && isTooLong(burst, field))
    if (!field || !isScan) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (before) putBack(before)
    if (!isTold) onScan()
    isTold = true
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return () => window.removeEventListener('keydown', onKey, { capture: true })
}

/** A secret of digits: no password asks for a keyboard of digits, and every PIN does. */
function pinField(target: EventTarget | null): HTMLInputElement | null {
  const isPin = target instanceof HTMLInputElement && target.type === 'password' && ['numeric', 'none'].includes(target.inputMode)
  return isPin ? target : null
}

function isTooLong(burst: Burst, field: HTMLInputElement | null): boolean {
  return field !== null && field.maxLength > 0 && burst.text.length > field.maxLength
}
