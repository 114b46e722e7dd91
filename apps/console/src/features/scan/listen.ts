import { type Burst, hear, strokeOf } from '../../lib/wedge.ts'
import { type Before, isField, noteField, putBack } from './typed.ts'

/**
 * Calls back for every scan, whatever has the focus. The field that had it gets back what it held before; its Enter never sends a form. A field marked
 * `data-scan="here"` takes codes itself, and secrets are never touched. Returns what ends it.
 */
export function listenToScanner(onCode: (code: string) => void): () => void {
  let burst: Burst | null = null
  let before: Before | null = null
  const onKey = (event: KeyboardEvent) => {
    const isOurs = !takesCodes(event.target)
    const had = burst
    const said = hear(burst, strokeOf(event))
    burst = said.burst
    // A first letter: what stands in the field now is what will stand there again if this turns out to be a scan.
    if (burst && burst.text.length <= 1 && burst !== had) before = noteField(event.target)
    if (said.code === null || !isOurs) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (before) putBack(before)
    onCode(said.code)
  }
  window.addEventListener('keydown', onKey, { capture: true })
  return () => window.removeEventListener('keydown', onKey, { capture: true })
}

function takesCodes(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.closest('[data-scan="here"]') !== null || (isField(target) && target.type === 'password'))
}
