import { expect, test } from 'vitest'
import { sinceText, tellTimeIn, timeText } from './time.ts'

test('how long ago, in the largest unit that fits', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(sinceText('2026-03-01T11:15:00Z', 'en', now)).toBe('45 minutes ago')
  expect(sinceText('2026-03-01T09:00:00Z', 'zh-CN', now)).toBe('3小时前')
  expect(sinceText('2026-03-01T11:59:50Z', 'en', now)).toBe('this minute')
})

test('instants by the wall clock of the store, wherever the screen stands', () => {
  tellTimeIn('Asia/Shanghai')
  expect(timeText('2026-11-22T04:17:00Z', 'zh-CN')).toBe('2026年11月22日 12:17')
  tellTimeIn('America/New_York')
  expect(timeText('2026-11-22T04:17:00Z', 'zh-CN')).toBe('2026年11月21日 23:17')
  tellTimeIn(undefined)
})
