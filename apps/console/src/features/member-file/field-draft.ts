import type { Schema } from '../../lib/schema.ts'

export type CustomField = Schema<'CustomField'>
export const kinds = ['text', 'number', 'date', 'choice', 'multi', 'boolean'] as const
export const circles = ['everyone', 'desk', 'managers'] as const

export interface FieldDraft {
  label: string
  kind: CustomField['kind']
  /** One choice per line. */
  choices: string
  isRequired: boolean
  isSearchable: boolean
  visibleTo: CustomField['visibleTo']
  isActive: boolean
}

export function fieldDraftOf(field: CustomField | null): FieldDraft {
  return {
    label: field?.label ?? '',
    kind: field?.kind ?? 'text',
    choices: (field?.choices ?? [])
      .filter((c) => c.isActive)
      .map((c) => c.label)
      .join('\n'),
    isRequired: field?.isRequired ?? false,
    isSearchable: field?.isSearchable ?? false,
    visibleTo: field?.visibleTo ?? 'everyone',
    isActive: field?.isActive ?? true,
  }
}

export function hasChoices(kind: CustomField['kind']): boolean {
  return kind === 'choice' || kind === 'multi'
}

/** Lines as choices: one that is written as before keeps its key, and with it the values that were filled in. */
export function choicesOf(field: CustomField | null, text: string): { key?: string; label: string; isActive: boolean }[] {
  const labels = [
    ...new Set(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  ]
  return labels.map((label) => {
    const known = field?.choices.find((c) => c.label === label)
    return { ...(known ? { key: known.key } : {}), label, isActive: true }
  })
}
