import { type Burst, hear } from '../../lib/wedge.ts'

type Typed = HTMLInputElement | HTMLTextAreaElement

/** What stood in a field before a burst of keys began, so that a scan leaves nothing behind there. */
interface Before {
  field: Typed
  value: string
  selection: readonly [number | null, number | null]
}

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
    const said = hear(burst, {
      key: event.key,
      at: event.timeStamp,
      isComposing: event.isComposing || event.key === 'Process',
      isRepeat: event.repeat,
      hasModifier: event.ctrlKey || event.altKey || event.metaKey,
    })
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

function isField(target: EventTarget | null): target is Typed {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

function noteField(target: EventTarget | null): Before | null {
  return isField(target) ? { field: target, value: target.value, selection: [target.selectionStart, target.selectionEnd] } : null
}

/** Through the browser's own setter and an event, so that whoever keeps the field's value hears of it. */
function putBack({ field, value, selection: [start, end] }: Before): void {
  if (field.value === value) return
  const type = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(type.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (start !== null) field.setSelectionRange(start, end)
}
