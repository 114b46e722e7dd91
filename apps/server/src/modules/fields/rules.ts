/** Pure rules of a brand's own fields: what fits, who sees it, what it is found by. */
import type { FieldError } from '../../platform/errors.ts'
import type { CustomField, FieldChoice, FieldValue, FieldValueChanges, FieldValues, FieldVisibility } from './schemas.ts'

const MAX_NUMBER = 1_000_000_000

/** Why a value does not fit its field, or null when it does. A choice that is offered no more fits only where it stood before. */
export function faultOf(field: CustomField, value: FieldValue, before?: FieldValue): string | null {
  const offered = new Set(field.choices.filter((c) => c.isActive).map((c) => c.key))
  for (const kept of Array.isArray(before) ? before : [before]) if (typeof kept === 'string') offered.add(kept)
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? null : 'not_text'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= MAX_NUMBER ? null : 'not_a_number'
    case 'date':
      return typeof value === 'string' && isDate(value) ? null : 'not_a_date'
    case 'choice':
      return typeof value === 'string' && offered.has(value) ? null : 'not_a_choice'
    case 'multi':
      return Array.isArray(value) && value.length > 0 && new Set(value).size === value.length && value.every((v) => offered.has(v))
        ? null
        : 'not_a_choice'
    default:
      return typeof value === 'boolean' ? null : 'not_yes_or_no'
  }
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return true
  } catch {
    return false
  }
}

/**
 * Applies changes to values. Only fields in `fields` (those the actor sees and that are in use) may be named; a field that has to be filled
 * cannot be left empty by those who see it.
 */
export function applyValues(
  fields: readonly CustomField[],
  before: FieldValues,
  changes: FieldValueChanges,
  asksAll: boolean,
): { values: FieldValues; errors: FieldError[] } {
  const known = new Map(fields.map((f) => [f.id, f]))
  const values: FieldValues = { ...before }
  const errors: FieldError[] = []
  for (const [id, change] of Object.entries(changes)) {
    const field = known.get(id)
    const given = typeof change === 'string' ? change.trim() : change
    const isEmpty = given === null || given === '' || (Array.isArray(given) && given.length === 0)
    const fault = field === undefined ? 'unknown_field' : isEmpty ? null : faultOf(field, given as FieldValue, before[id])
    if (fault !== null) errors.push({ path: `fields.${id}`, code: fault, message: 'does not fit the field' })
    else if (isEmpty) delete values[id]
    else values[id] = given as FieldValue
  }
  for (const field of fields) {
    const isAsked = asksAll || field.id in changes
    if (field.isRequired && isAsked && values[field.id] === undefined)
      errors.push({ path: `fields.${field.id}`, code: 'required', message: 'has to be filled' })
  }
  return { values, errors }
}

/** Gives every new choice a key of its own, and keeps those left out for the values that have them. */
export function mergeChoices(
  before: readonly FieldChoice[],
  wanted: readonly { key?: string | undefined; label: string; isActive: boolean }[],
): FieldChoice[] {
  let next = 1 + Math.max(0, ...before.map((c) => Number(c.key.slice(1)) || 0))
  const known = new Set(before.map((c) => c.key))
  const taken = new Set<string>()
  const kept = wanted.map((c) => {
    const isKnown = c.key !== undefined && known.has(c.key) && !taken.has(c.key)
    const key = isKnown ? (c.key as string) : `c${next++}`
    taken.add(key)
    return { key, label: c.label, isActive: c.isActive }
  })
  return [...kept, ...before.filter((c) => !taken.has(c.key)).map((c) => ({ ...c, isActive: false }))]
}

/** A value as people say it: choices by their labels. */
export function valueInWords(field: CustomField, value: FieldValue): string {
  const labels = new Map(field.choices.map((c) => [c.key, c.label]))
  return [value]
    .flat()
    .map((v) => labels.get(String(v)) ?? String(v))
    .join('、')
}

/** Words a member is found by through the searchable fields: what the field says, as it is shown. */
export function searchWords(fields: readonly CustomField[], values: FieldValues): { visibleTo: FieldVisibility; text: string }[] {
  return fields.flatMap((field) => {
    const value = values[field.id]
    if (!field.isSearchable || !field.isActive || value === undefined || typeof value === 'boolean') return []
    const labels = new Map(field.choices.map((c) => [c.key, c.label]))
    const texts = (Array.isArray(value) ? value : [value]).map((v) =>
      field.kind === 'choice' || field.kind === 'multi' ? (labels.get(String(v)) ?? '') : String(v),
    )
    return texts.filter((text) => text !== '').map((text) => ({ visibleTo: field.visibleTo, text }))
  })
}
