/** Pure rules of merging two records of one person, and of taking that back. */
import type { FieldValue, FieldValues } from '../fields/index.ts'
import type { Birthday } from './rules.ts'

/** All of a record that a merge may change. */
export interface PlainRecord {
  name: string
  phone: string | null
  sex: string | null
  birthday: Birthday | null
  preferences: string
  allergies: string
  notes: string
  source: string
  levelId: string
  homeStoreId: string
  adviserId: string | null
  fields: FieldValues
}

export const MERGE_FIELDS = [
  ...(['name', 'phone', 'sex', 'birthday', 'preferences', 'allergies', 'notes', 'source', 'levelId', 'homeStoreId', 'adviserId'] as const),
] as const
export type MergeField = (typeof MERGE_FIELDS)[number]
/** Of texts both may be kept: an allergy is never lost by a click. */
const TEXTS: readonly MergeField[] = ['preferences', 'allergies', 'notes']

export type Choice = 'survivor' | 'merged' | 'both'
/** By the name of a field, or `field:<id>` of one of the brand's own. */
export type Choices = Partial<Record<string, Choice>>

const isEmpty = (value: unknown) => value === null || value === undefined || value === ''
const same = (a: unknown, b: unknown) => canonical(a) === canonical(b)

/** Equal content gives equal text, in whatever order the keys were written. */
function canonical(value: unknown): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([k, v]) => `${k}:${canonical(v)}`).join()}}`
}

/** Fields on which two records differ, with what is proposed: what is there rather than nothing, and of texts both. */
export function proposedChoices(survivor: PlainRecord, merged: PlainRecord): Record<string, Choice> {
  const choices: Record<string, Choice> = {}
  for (const field of MERGE_FIELDS) {
    if (same(survivor[field], merged[field]) || isEmpty(merged[field])) continue
    choices[field] = isEmpty(survivor[field]) ? 'merged' : TEXTS.includes(field) ? 'both' : 'survivor'
  }
  for (const [id, value] of Object.entries(merged.fields)) {
    const own = survivor.fields[id]
    if (!same(own, value)) choices[`field:${id}`] = own === undefined ? 'merged' : 'survivor'
  }
  return choices
}

function joined(a: string, b: string): string {
  return [...new Set([a, b].filter((text) => text !== ''))].join('\n')
}

/** The record that two become. What is not chosen is as proposed. */
export function combine(survivor: PlainRecord, merged: PlainRecord, chosen: Choices): PlainRecord {
  const choices: Choices = { ...proposedChoices(survivor, merged), ...chosen }
  const result = { ...survivor, fields: { ...survivor.fields } }
  for (const field of MERGE_FIELDS) {
    const choice = choices[field]
    if (choice === 'merged') Object.assign(result, { [field]: merged[field] })
    if (choice === 'both' && TEXTS.includes(field))
      Object.assign(result, { [field]: joined(String(survivor[field]), String(merged[field])) })
  }
  for (const id of Object.keys(merged.fields)) {
    if (choices[`field:${id}`] === 'merged') result.fields[id] = merged.fields[id] as FieldValue
  }
  return result
}

/** Takes a merge back: what still is as the merge left it becomes what it was before; what was changed since stays changed. */
export function takenBack(before: PlainRecord, after: PlainRecord, current: PlainRecord): PlainRecord {
  const result = { ...current, fields: { ...current.fields } }
  for (const field of MERGE_FIELDS) if (same(current[field], after[field])) Object.assign(result, { [field]: before[field] })
  for (const id of new Set([...Object.keys(before.fields), ...Object.keys(after.fields)])) {
    if (!same(current.fields[id], after.fields[id])) continue
    const value = before.fields[id]
    if (value === undefined) delete result.fields[id]
    else result.fields[id] = value
  }
  return result
}
