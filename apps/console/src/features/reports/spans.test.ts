import { expect, test } from 'vitest'
import { addDays } from '../../lib/days.ts'
import { presetOf, presets, readSpan, spanOf } from './spans.ts'

test('names of spans', () => {
  // A Sunday.
  expect(presets.map((p) => spanOf(p, '2026-11-22'))).toEqual([
    { from: '2026-11-22', to: '2026-11-22' },
    { from: '2026-11-21', to: '2026-11-21' },
    { from: '2026-11-16', to: '2026-11-22' },
    { from: '2026-11-01', to: '2026-11-22' },
    { from: '2026-10-01', to: '2026-10-31' },
  ])
  expect(spanOf('week', '2026-11-23')).toEqual({ from: '2026-11-23', to: '2026-11-23' })
  expect(presetOf({ from: '2026-10-01', to: '2026-10-31' }, '2026-11-22')).toBe('lastMonth')
  expect(presetOf({ from: '2026-10-02', to: '2026-10-31' }, '2026-11-22')).toBeUndefined()
})

test('what an address says becomes a span the server takes', () => {
  expect(readSpan({}, '2026-11-22')).toEqual({ from: '2026-11-22', to: '2026-11-22' })
  expect(readSpan({ from: '2026-11-20' }, '2026-11-22')).toEqual({ from: '2026-11-20', to: '2026-11-20' })
  expect(readSpan({ from: '2026-11-22', to: '2026-11-20' }, '2026-11-22')).toEqual({ from: '2026-11-20', to: '2026-11-22' })
  expect(readSpan({ from: 'x', to: 'y' }, '2026-11-22')).toEqual({ from: '2026-11-22', to: '2026-11-22' })
  expect(readSpan({ from: '2024-01-01', to: '2026-01-01' }, '2026-11-22').to).toBe(addDays('2024-01-01', 365))
})
