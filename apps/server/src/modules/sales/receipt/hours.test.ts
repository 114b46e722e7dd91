import { expect, it } from 'vitest'
import { hoursRows } from './hours.ts'
import { LABELS } from './labels.ts'

const day = { from: '10:00', to: '22:00' }
const late = { from: '11:00', to: '26:00' }

it('one line where every day is alike, a line for each run of days where not, none where nobody said', () => {
  expect(hoursRows(LABELS['zh-CN'].hours, [day, day, day, day, day, day, day])).toEqual(['营业时间 10:00-22:00'])
  expect(hoursRows(LABELS['zh-CN'].hours, [null, day, day, day, late, late, day])).toEqual([
    '营业时间',
    '周一 休息',
    '周二-周四 10:00-22:00',
    '周五-周六 11:00-次日02:00',
    '周日 10:00-22:00',
  ])
  expect(hoursRows(LABELS.en.hours, [{ from: '10:00', to: '24:00' }, null, null, null, null, null, null])).toEqual([
    'Open',
    'Mon 10:00-24:00',
    'Tue-Sun closed',
  ])
  expect(hoursRows(LABELS.en.hours, [])).toEqual([])
  expect(hoursRows(LABELS.en.hours, [null, null, null, null, null, null, null])).toEqual([])
})
