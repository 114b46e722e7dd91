import { expect, test } from 'vitest'
import { copied, fromWire, toWire, weekOf, withDay } from './hours.ts'

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
