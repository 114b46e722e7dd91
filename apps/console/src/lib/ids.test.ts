import { expect, test } from 'vitest'
import { uuidv7 } from './ids.ts'

test('ids are version 7, sort by time and do not repeat', () => {
  const early = uuidv7(1_700_000_000_000)
  const late = uuidv7(1_700_000_000_001)
  expect(early).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  expect(early < late).toBe(true)
  expect(new Set(Array.from({ length: 500 }, () => uuidv7())).size).toBe(500)
})
