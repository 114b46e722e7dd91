import { expect, test } from 'vitest'
import { splitExample } from './example.ts'

test('the three orders in figures', () => {
  expect(splitExample('proportional')).toEqual({ principalFen: 30_000, bonusFen: 6_000 })
  expect(splitExample('principal_first')).toEqual({ principalFen: 36_000, bonusFen: 0 })
  expect(splitExample('bonus_first')).toEqual({ principalFen: 16_000, bonusFen: 20_000 })
})
