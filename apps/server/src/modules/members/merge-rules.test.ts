import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Choices, combine, MERGE_FIELDS, type PlainRecord, proposedChoices, takenBack } from './merge-rules.ts'

const plain: PlainRecord = {
  ...{ name: '张三', phone: '+8613800000001', sex: null, birthday: null, preferences: '', allergies: '氨水', notes: '旧' },
  ...{ source: '', levelId: 'l1', homeStoreId: 's1', adviserId: null, fields: { a: 'x', b: ['c1'] } },
}

const text = fc.constantFrom('', '甲', '乙', '甲\n乙')
const record: fc.Arbitrary<PlainRecord> = fc.record({
  name: fc.constantFrom('张三', '张叁'),
  phone: fc.constantFrom(null, '+8613800000001', '+8613800000002'),
  sex: fc.constantFrom(null, 'female', 'male'),
  birthday: fc.constantFrom(null, { calendar: 'lunar' as const, month: 1, day: 2 }, { calendar: 'solar' as const, month: 1, day: 2 }),
  ...{ preferences: text, allergies: text, notes: text, source: text },
  levelId: fc.constantFrom('l1', 'l2'),
  homeStoreId: fc.constantFrom('s1', 's2'),
  adviserId: fc.constantFrom(null, 'p1'),
  fields: fc.dictionary(fc.constantFrom('a', 'b'), fc.constantFrom('x', 'y', 3, true), { noNullPrototype: true }),
})
const choices: fc.Arbitrary<Choices> = fc.dictionary(
  fc.constantFrom(...MERGE_FIELDS, 'field:a', 'field:b'),
  fc.constantFrom('survivor' as const, 'merged' as const, 'both' as const),
  { noNullPrototype: true },
)

describe('what is proposed', () => {
  it('is what is there rather than nothing, of texts both, else the survivor’s', () => {
    const merged = { ...plain, phone: '+8613800000002', sex: 'female', allergies: '酒精', levelId: 'l2', fields: { b: ['c2'], c: 1 } }
    expect(proposedChoices(plain, merged)).toEqual({
      ...{ phone: 'survivor', sex: 'merged', allergies: 'both', levelId: 'survivor', 'field:b': 'survivor', 'field:c': 'merged' },
    })
    const both = combine(plain, merged, { levelId: 'merged', 'field:b': 'merged' })
    expect(both).toMatchObject({ phone: '+8613800000001', sex: 'female', allergies: '氨水\n酒精', levelId: 'l2' })
    expect(both.fields).toEqual({ a: 'x', b: ['c2'], c: 1 })
  })

  it('never loses an allergy', () => {
    fc.assert(
      fc.property(record, record, (a, b) => {
        const kept = combine(a, b, {}).allergies
        expect([a.allergies, b.allergies].every((said) => said.split('\n').every((line) => kept.includes(line)))).toBe(true)
      }),
    )
  })
})

describe('taking back', () => {
  it('gives exactly what was, when nothing was changed since', () => {
    fc.assert(
      fc.property(record, record, choices, (before, merged, chosen) => {
        const after = combine(before, merged, chosen)
        expect(takenBack(before, after, after)).toEqual(before)
      }),
    )
  })

  it('keeps what was changed since', () => {
    fc.assert(
      fc.property(record, record, choices, (before, merged, chosen) => {
        const after = combine(before, merged, chosen)
        const current = { ...after, notes: '后来写的', fields: { ...after.fields, a: '后来' } }
        const back = takenBack(before, after, current)
        expect(back).toEqual({ ...before, notes: '后来写的', fields: { ...before.fields, a: '后来' } })
      }),
    )
  })
})
