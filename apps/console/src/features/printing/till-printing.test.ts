import { expect, test } from 'vitest'
import { readTillPrinting } from './till-printing.ts'

test('a till prints every receipt on the usual printer until told otherwise', () => {
  expect(readTillPrinting(null)).toEqual({ printerId: null, isAutomatic: true })
  expect(readTillPrinting('{"printerId":"p1","isAutomatic":false}')).toEqual({ printerId: 'p1', isAutomatic: false })
})

test('what cannot be read is as if nothing were kept', () => {
  for (const text of ['', 'nonsense', 'null', '7', '{"printerId":7}'])
    expect(readTillPrinting(text)).toEqual({ printerId: null, isAutomatic: true })
})
