import { describe, expect, it } from 'vitest'
import { applyValues, faultOf, mergeChoices, searchWords } from './rules.ts'
import type { CustomField } from './schemas.ts'

function field(more: Partial<CustomField>): CustomField {
  return {
    ...{ id: 'f', subject: 'member', label: '栏', kind: 'text', choices: [], isRequired: false, isSearchable: false },
    ...{ visibleTo: 'everyone', sort: 0, isActive: true, version: 1 },
    ...more,
  } as CustomField
}
const choices = [
  { key: 'c1', label: '细软', isActive: true },
  { key: 'c2', label: '粗硬', isActive: false },
]

describe('a value', () => {
  it.each([
    ['text', '靠窗', null],
    ['text', 5, 'not_text'],
    ['number', 36.5, null],
    ['number', '36', 'not_a_number'],
    ['number', Number.NaN, 'not_a_number'],
    ['date', '2026-02-28', null],
    ['date', '2026-02-30', 'not_a_date'],
    ['date', '28.2.2026', 'not_a_date'],
    ['boolean', false, null],
    ['boolean', 'ja', 'not_yes_or_no'],
    ['choice', 'c1', null],
    ['choice', 'c2', 'not_a_choice'],
    ['choice', 'c9', 'not_a_choice'],
    ['multi', ['c1'], null],
    ['multi', ['c1', 'c1'], 'not_a_choice'],
    ['multi', 'c1', 'not_a_choice'],
  ] as const)('of kind %s: %j is %s', (kind, value, fault) => {
    expect(faultOf(field({ kind, choices }), value as never)).toBe(fault)
  })

  it('keeps a choice that is offered no more where it stood', () => {
    expect(faultOf(field({ kind: 'choice', choices }), 'c2', 'c2')).toBeNull()
    expect(faultOf(field({ kind: 'multi', choices }), ['c1', 'c2'], ['c2'])).toBeNull()
  })
})

describe('changes of values', () => {
  const fields = [field({ id: 'a', isRequired: true }), field({ id: 'b', kind: 'number' })]

  it('touch only what they name, and take away what is empty', () => {
    expect(applyValues(fields, { a: '旧', b: 1, hidden: 'x' }, { b: null, a: ' 新 ' }, false)).toEqual({
      values: { a: '新', hidden: 'x' },
      errors: [],
    })
  })

  it('ask for what has to be filled: of somebody new always, later when it is named', () => {
    expect(applyValues(fields, {}, {}, true).errors).toMatchObject([{ path: 'fields.a', code: 'required' }])
    expect(applyValues(fields, {}, {}, false).errors).toEqual([])
    expect(applyValues(fields, { a: '旧' }, { a: '' }, false).errors).toMatchObject([{ path: 'fields.a', code: 'required' }])
  })

  it('are refused for fields one does not see', () => {
    expect(applyValues(fields, {}, { hidden: 'x' }, false).errors).toMatchObject([{ path: 'fields.hidden', code: 'unknown_field' }])
  })
})

describe('choices', () => {
  it('get keys of their own, keep them, and are never lost', () => {
    const first = mergeChoices(
      [],
      [
        { label: '甲', isActive: true },
        { label: '乙', isActive: true },
      ],
    )
    expect(first.map((c) => c.key)).toEqual(['c1', 'c2'])
    const second = mergeChoices(first, [
      { key: 'c2', label: '乙乙', isActive: true },
      { label: '丙', isActive: true },
      { key: 'zz', label: '丁', isActive: true },
    ])
    expect(second).toEqual([
      { key: 'c2', label: '乙乙', isActive: true },
      { key: 'c3', label: '丙', isActive: true },
      { key: 'c4', label: '丁', isActive: true },
      { key: 'c1', label: '甲', isActive: false },
    ])
  })
})

it('searchable fields are found by their words, choices by what they say', () => {
  const fields = [
    field({ id: 'a', isSearchable: true, visibleTo: 'desk' }),
    field({ id: 'b', kind: 'multi', choices, isSearchable: true }),
    field({ id: 'c' }),
  ]
  expect(searchWords(fields, { a: '车牌 沪A12345', b: ['c1', 'c2'], c: '不找' })).toEqual([
    { visibleTo: 'desk', text: '车牌 沪A12345' },
    { visibleTo: 'everyone', text: '细软' },
    { visibleTo: 'everyone', text: '粗硬' },
  ])
})
