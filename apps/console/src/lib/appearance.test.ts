import { expect, it } from 'vitest'
import { pickAppearance } from './appearance.ts'

it('follows the device unless light or dark was chosen', () => {
  expect([null, '', 'dark', 'light', 'auto', 'sepia'].map(pickAppearance)).toEqual(['auto', 'auto', 'dark', 'light', 'auto', 'auto'])
})
