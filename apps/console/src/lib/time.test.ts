import { expect, test } from 'vitest'
import { sinceText } from './time.ts'

test('how long ago, in the largest unit that fits', () => {
  const now = Date.parse('2026-03-01T12:00:00Z')
  expect(sinceText('2026-03-01T11:15:00Z', 'en', now)).toBe('45 minutes ago')
  expect(sinceText('2026-03-01T09:00:00Z', 'zh-CN', now)).toBe('3小时前')
  expect(sinceText('2026-03-01T11:59:50Z', 'en', now)).toBe('this minute')
})
