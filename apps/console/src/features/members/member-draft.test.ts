import { expect, test } from 'vitest'
import { birthdayDraft, birthdayOf, lunarDay } from './birthday-field.tsx'
import { changeOf, newDraft } from './member-draft.ts'

test('only what was changed is sent', () => {
  const before = { ...newDraft('store'), name: '陈静', phone: '138****5678' }
  expect(changeOf(before, { ...before, allergies: ' 染膏 ' })).toEqual({ allergies: '染膏' })
  expect(changeOf(before, { ...before, phone: '' })).toEqual({ phone: null })
  expect(changeOf(before, before)).toEqual({})
})

test('a birthday needs month and day; the leap month belongs to the lunar calendar', () => {
  const draft = { ...birthdayDraft(null), month: 6, isLeap: true }
  expect(birthdayOf(draft)).toBeNull()
  expect(birthdayOf({ ...draft, day: 1 })).toEqual({ calendar: 'solar', month: 6, day: 1 })
  expect(birthdayOf({ ...draft, day: 1, calendar: 'lunar', year: '1987' })).toEqual({
    calendar: 'lunar',
    month: 6,
    day: 1,
    isLeap: true,
    year: 1987,
  })
})

test('days of the lunar month', () => {
  expect([1, 10, 11, 20, 21, 29, 30].map(lunarDay)).toEqual(['初一', '初十', '十一', '二十', '廿一', '廿九', '三十'])
})
