import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Burst, GAP_MS, hear, MIN_LENGTH, type Stroke } from './wedge.ts'

const stroke = (key: string, at: number, more: Partial<Stroke> = {}): Stroke => ({
  key,
  at,
  isComposing: false,
  isRepeat: false,
  hasModifier: false,
  ...more,
})

/** Every code heard in a row of keys, each so many milliseconds after the one before. */
function heard(keys: readonly string[], gaps: readonly number[], more: Partial<Stroke> = {}): string[] {
  let burst: Burst | null = null
  let at = 1_000
  return keys.flatMap((key, i) => {
    at += gaps[i % gaps.length] ?? 0
    const said = hear(burst, stroke(key, at, more))
    burst = said.burst
    return said.code === null ? [] : [said.code]
  })
}

const code = fc.stringMatching(/^[0-9A-Za-z-]{4,30}[0-9A-Z]$/)
const fast = fc.array(fc.integer({ min: 0, max: GAP_MS - 1 }), { minLength: 1, maxLength: 40 })

test('a scan is heard whole, at any speed a scanner has', () => {
  fc.assert(
    fc.property(code, fast, (text, gaps) => {
      expect(heard([...text, 'Enter'], gaps)).toEqual([text])
    }),
  )
})

test('what a person types is never a scan: one pause is enough', () => {
  const pause = fc.integer({ min: GAP_MS, max: 2_000 })
  fc.assert(
    fc.property(code, pause, fc.nat({ max: 4 }), (text, slow, from) => {
      // Pauses between all keys, or a pause so late that fewer than a scan's letters follow.
      expect(heard([...text, 'Enter'], [slow])).toEqual([])
      const late = [...text, 'Enter'].map((_, i) => (i === text.length - Math.min(from, MIN_LENGTH - 2) ? slow : 1))
      expect(heard([...text, 'Enter'], late)).toEqual([])
    }),
  )
})

test('letters typed before a scan do not become part of it', () => {
  const keys = [...'王小', ...'6901234567892', 'Enter']
  expect(
    heard(
      keys,
      keys.map((_, i) => (i <= 2 ? 200 : 5)),
    ),
  ).toEqual(['6901234567892'])
})

test('composing, held keys, commands and short bursts are no scan', () => {
  const keys = [...'6901234567892', 'Enter']
  expect(heard(keys, [5], { isComposing: true })).toEqual([])
  expect(heard(keys, [5], { isRepeat: true })).toEqual([])
  expect(heard(keys, [5], { hasModifier: true })).toEqual([])
  expect(heard([...'1234', 'Enter'], [5])).toEqual([])
  expect(heard([...'zsxjc', 'Enter'], [5])).toEqual([])
  expect(heard([...'12345', 'Tab', 'Enter'], [5])).toEqual([])
})

test('capitals come with Shift, which is no letter', () => {
  expect(heard(['Shift', 'M', '0', '0', 'Shift', 'A', '1', 'Enter'], [5])).toEqual(['M00A1'])
})
