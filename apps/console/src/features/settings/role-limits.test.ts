import { expect, test } from 'vitest'
import { parsePercent } from './role-limits.tsx'

test('percent as typed becomes basis points', () => {
  expect(['20', '12.5', '0', '100%', '8.88'].map(parsePercent)).toEqual([2000, 1250, 0, 10_000, 888])
  expect(['', '101', '-1', '12.345'].map(parsePercent)).toEqual([null, null, null, null])
})
