import { beforeEach, expect, test, vi } from 'vitest'

const kept = new Map<string, string>()
vi.stubGlobal('sessionStorage', {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
})
const { clearPending, dropPending, setPending } = await import('./pending.ts')
const change = { itemId: 'a', itemName: '剪发', storeId: null, fromFen: 12800, toFen: 13800 }
const list = () => JSON.parse(kept.get('yunbin.pending-prices') ?? '[]')

beforeEach(clearPending)

test('the last price typed counts, and the old one typed again takes the change off', () => {
  setPending(change)
  setPending({ ...change, toFen: 14800 })
  expect(list()).toEqual([{ ...change, toFen: 14800 }])
  setPending({ ...change, toFen: 12800 })
  expect(list()).toEqual([])
})

test('the price of a store stands apart from the brand’s', () => {
  setPending(change)
  setPending({ ...change, storeId: 's1', fromFen: null, toFen: 16800 })
  dropPending('a', null)
  expect(list()).toEqual([{ ...change, storeId: 's1', fromFen: null, toFen: 16800 }])
})
