/** Values of the brand's own fields as they stand in a form. */
import type { Schema } from '../../lib/schema.ts'

export type CustomField = Schema<'CustomField'>
export type FieldValue = string | number | boolean | string[]
export type FieldValues = Record<string, FieldValue>
/** As typed: numbers stay text until they are sent. */
export type ValueDrafts = Record<string, string | boolean | string[] | undefined>

export function valueDraftsOf(values: FieldValues): ValueDrafts {
  return Object.fromEntries(Object.entries(values).map(([id, value]) => [id, typeof value === 'number' ? String(value) : value]))
}

/** What is sent of one field: null takes a value away, a number that cannot be read is sent as it is and refused beside its field. */
function sentOf(field: CustomField, draft: ValueDrafts[string]): FieldValue | null {
  if (draft === undefined || draft === '' || (Array.isArray(draft) && draft.length === 0)) return null
  if (field.kind !== 'number' || typeof draft !== 'string') return draft
  const number = Number(draft.trim())
  return Number.isFinite(number) ? number : draft
}

/** Only what differs; for somebody new everything that was filled. */
export function valueChanges(fields: readonly CustomField[], before: ValueDrafts, drafts: ValueDrafts): Record<string, FieldValue | null> {
  const changed = fields.filter((f) => JSON.stringify(before[f.id] ?? '') !== JSON.stringify(drafts[f.id] ?? ''))
  return Object.fromEntries(changed.map((f) => [f.id, sentOf(f, drafts[f.id])]))
}
