import { expect, test } from 'vitest'
import { asksForMembers, findItems, meaningOf, phoneIn } from './find.ts'

const item = (code: string, name: string, pinyin: string, initials: string, barcodes: string[] = [], isFavourite = false) => ({
  code,
  name,
  pinyin,
  initials,
  barcodes,
  isFavourite,
})
const items = [
  item('S01', '女士剪发', 'nvshijianfa', 'nsjf', [], true),
  item('S02', '男士剪发', 'nanshijianfa', 'nsjf'),
  item('P01', '洗发水 500ml', 'xifashui500ml', 'xfs500ml', ['6901234567892']),
  item('S03', '洗发', 'xifa', 'xf'),
]

test('a scanned barcode finds its product first', () => {
  expect(findItems(items, '6901234567892')[0]?.code).toBe('P01')
})

test('initials, full pinyin, code and name all find an item', () => {
  expect(findItems(items, 'nsjf').map((i) => i.code)).toEqual(['S01', 'S02'])
  expect(findItems(items, 'xifa')[0]?.code).toBe('P01')
  expect(findItems(items, 'xf')[0]?.code).toBe('S03')
  expect(findItems(items, 's02')[0]?.code).toBe('S02')
  expect(findItems(items, '剪').map((i) => i.code)).toEqual(['S01', 'S02'])
})

test('one or two digits are a tile, four the end of a phone number', () => {
  expect(meaningOf('7')).toBe('tile')
  expect(meaningOf('12')).toBe('tile')
  expect(meaningOf('8888')).toBe('digits')
  expect(meaningOf('王')).toBe('text')
  expect(asksForMembers('12')).toBe(false)
  expect(asksForMembers('8888')).toBe(true)
  expect(asksForMembers('wxm')).toBe(true)
})

test('only a whole number is offered as the phone of a new member', () => {
  expect(phoneIn('138 0013 8000')).toBe('13800138000')
  expect(phoneIn('8000')).toBeNull()
})
