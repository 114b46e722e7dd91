/** Fields that a scanner typed into, and what had stood there before. */

type Typed = HTMLInputElement | HTMLTextAreaElement

/** What stood in a field before a burst of keys began, so that a scan leaves nothing behind there. */
export interface Before {
  field: Typed
  value: string
  selection: readonly [number | null, number | null]
}

export function isField(target: EventTarget | null): target is Typed {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

export function noteField(target: EventTarget | null): Before | null {
  return isField(target) ? { field: target, value: target.value, selection: [target.selectionStart, target.selectionEnd] } : null
}

/** Through the browser's own setter and an event, so that whoever keeps the field's value hears of it. */
export function putBack({ field, value, selection: [start, end] }: Before): void {
  if (field.value === value) return
  const type = field instanceof HTMLInputElement ? HTMLInputElement : HTMLTextAreaElement
  Object.getOwnPropertyDescriptor(type.prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  if (start !== null) field.setSelectionRange(start, end)
}
