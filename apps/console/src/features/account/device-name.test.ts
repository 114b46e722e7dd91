import { expect, test } from 'vitest'
import { deviceName } from './device-name.ts'

test('the words people know their devices by', () => {
  expect(
    deviceName(
      'Mozilla/5.0 (iPad; CPU OS 17_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('iPad · Safari')
  expect(
    deviceName('Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36'),
  ).toBe('Windows · Chrome')
  expect(deviceName('till-3')).toBe('till-3')
})
