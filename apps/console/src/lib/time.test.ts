import { expect, test } from 'vitest'
import { sinceText, tellTimeIn, timeText, waitText } from './time.ts'

test('how long ago, in the largest unit that fits', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(sinceText('2026-03-01T11:15:00Z', 'en', now)).toBe('45 minutes ago')
  expect(sinceText('2026-03-01T09:00:00Z', 'zh-CN', now)).toBe('3小时前')
  expect(sinceText('2026-03-01T11:59:50Z', 'en', now)).toBe('this minute')
})

test('how long to wait, in whole minutes where seconds are too many to count', () => {
  expect(waitText(30, 'zh-CN')).toBe('30秒钟')
  expect(waitText(3540, 'zh-CN')).toBe('59分钟')
  expect(waitText(101, 'en')).toBe('2 minutes')
})

test('instants by the wall clock of the store, wherever the screen stands', () => {
  tellTimeIn('Asia/Shanghai')
  expect(timeText('2026-11-22T04:17:00Z', 'zh-CN')).toBe('2026年11月22日 12:17')
  tellTimeIn('America/New_York')
  expect(timeText('2026-11-22T04:17:00Z', 'zh-CN')).toBe('2026年11月21日 23:17')
  tellTimeIn(undefined)
})
