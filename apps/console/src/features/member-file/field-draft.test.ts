import { expect, test } from 'vitest'
import { type CustomField, choicesOf, fieldDraftOf } from './field-draft.ts'

const field = {
  ...{ id: 'f', subject: 'member', label: '发质', kind: 'choice', isRequired: false, isSearchable: false, visibleTo: 'everyone' },
  ...{ sort: 0, isActive: true, version: 1 },
  choices: [
    { key: 'c1', label: '细软', isActive: true },
    { key: 'c2', label: '粗硬', isActive: false },
  ],
} as CustomField

test('choices keep their keys while their words stay, and each stands once', () => {
  expect(fieldDraftOf(field).choices).toBe('细软')
  expect(choicesOf(field, ' 细软 \n\n粗硬\n适中\n适中')).toEqual([
    { key: 'c1', label: '细软', isActive: true },
    { key: 'c2', label: '粗硬', isActive: true },
    { label: '适中', isActive: true },
  ])
})
