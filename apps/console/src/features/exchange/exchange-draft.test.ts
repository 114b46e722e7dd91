import { expect, test } from 'vitest'
import { cartOf, outcomeOf, restOf, tendersOf, withGood } from './exchange-draft.ts'

const stored = { kind: 'stored_value', amountFen: 2_000 } as never
const plan = { tenders: [stored], dueFen: 1_205 }
const pay = { usesStored: true, way: null, receivedFen: null } as const

test('the same article again is two of it, and none of it is gone', () => {
  const two = withGood(withGood([], 'a', 1), 'a', 1)
  expect(two).toEqual([{ itemId: 'a', quantity: 2 }])
  expect(withGood(withGood(two, 'a', -1), 'a', -1)).toEqual([])
  expect(withGood([], 'b', -1)).toEqual([])
})

test('own means pay first, unless they are spared; money pays the rest', () => {
  expect([restOf(plan, pay), restOf(plan, { usesStored: false })]).toEqual([1_205, 3_205])
  expect(tendersOf(plan, pay, 0)).toEqual([{ kind: 'stored_value', amountFen: 2_000 }])
  expect(tendersOf(plan, { ...pay, usesStored: false, way: 'wechat' }, 0)).toEqual([{ kind: 'wechat', amountFen: 3_205 }])
})

test('cash is as much as is due after rounding, or what was handed over', () => {
  const [, exact] = tendersOf(plan, { ...pay, way: 'cash' }, 5)
  expect(exact).toEqual({ kind: 'cash', receivedFen: 1_200 })
  const [, note] = tendersOf(plan, { ...pay, way: 'cash', receivedFen: 5_000 }, 5)
  expect(note).toEqual({ kind: 'cash', receivedFen: 5_000 })
  expect(tendersOf({ tenders: [], dueFen: 0 }, { ...pay, way: 'cash' }, 0)).toEqual([])
})

test('the new goods are lines of a bill, sold by whoever sold the old ones', () => {
  const place = { storeId: 's', tillId: null, memberId: 'm' }
  expect(cartOf(place, [{ itemId: 'a', quantity: 2 }], 'kevin', []).lines).toEqual([
    { key: 'a', kind: 'product', itemId: 'a', quantity: 2, staff: [{ staffId: 'kevin', role: 'seller' }] },
  ])
  expect(cartOf(place, [{ itemId: 'a', quantity: 1 }], undefined, 'auto')).toEqual({
    storeId: 's',
    memberId: 'm',
    lines: [{ key: 'a', kind: 'product', itemId: 'a', quantity: 1 }],
    tenders: 'auto',
  })
})

test('an exchange comes to one figure: money, else the balance, else nothing', () => {
  const none = { takenFen: 0, paidBackFen: 0, storedFen: 0 }
  expect(outcomeOf({ ...none, paidBackFen: 100, storedFen: 5 })).toEqual(['giveBack', 100])
  expect(outcomeOf({ ...none, takenFen: 200, storedFen: -5 })).toEqual(['take', 200])
  expect([outcomeOf({ ...none, storedFen: 170 }), outcomeOf({ ...none, storedFen: -30 })]).toEqual([
    ['toStored', 170],
    ['fromStored', 30],
  ])
  expect(outcomeOf(none)).toEqual(['even', 0])
})
