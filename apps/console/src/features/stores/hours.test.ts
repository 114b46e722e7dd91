import { expect, test } from 'vitest'
import { copied, fromWire, runsOf, toWire, weekOf, withDay } from './hours.ts'

test('past midnight belongs to the day it opened on', () => {
  const late = { from: '10:00', to: '02:00' }
  expect(toWire(late)).toEqual({ from: '10:00', to: '26:00' })
  expect(fromWire(toWire(late))).toEqual(late)
  expect(toWire({ from: '10:00', to: '22:30' })).toEqual({ from: '10:00', to: '22:30' })
})

test('a week is known whole or not at all', () => {
  expect(weekOf([])).toHaveLength(7)
  const closed = withDay(weekOf([]), 0, null)
  expect(closed[0]).toBeNull()
  expect(copied(closed)).toEqual(Array.from({ length: 7 }, () => null))
})

test('days in a row that keep the same hours are one run; closed days are a run of their own', () => {
  const [day, late] = [
    { from: '10:00', to: '22:00' },
    { from: '10:00', to: '26:00' },
  ]
  expect(runsOf([null, day, { ...day }, day, late, late, day])).toEqual([
    { first: 0, last: 0, day: null },
    { first: 1, last: 3, day },
    { first: 4, last: 5, day: late },
    { first: 6, last: 6, day },
  ])
  expect(runsOf([])).toEqual([])
})
