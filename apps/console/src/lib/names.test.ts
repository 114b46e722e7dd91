import { expect, test } from 'vitest'
import { shortName } from './names.ts'

test('an avatar shows the given name', () => {
  expect(shortName('林晓梅')).toBe('晓梅')
  expect(shortName('阿杰')).toBe('阿杰')
  expect(shortName('Tony')).toBe('To')
  expect(shortName('')).toBe('')
})
