import { expect, test } from 'vitest'
import { cartOf, outcomeOf, returnedOf, withGood } from './exchange-draft.ts'

test('the same article again is two of it, and none of it is gone', () => {
  const two = withGood(withGood([], 'a', 1), 'a', 1)
  expect(two).toEqual([{ itemId: 'a', quantity: 2 }])
  expect(withGood(withGood(two, 'a', -1), 'a', -1)).toEqual([])
  expect(withGood([], 'b', -1)).toEqual([])
})

test('the new goods are lines of a bill, sold by whoever sold the old ones', () => {
  const place = { storeId: 's', tillId: null, memberId: 'm' }
  expect(cartOf(place, [{ itemId: 'a', quantity: 2 }], 'kevin').lines).toEqual([
    { key: 'a', kind: 'product', itemId: 'a', quantity: 2, staff: [{ staffId: 'kevin', role: 'seller' }] },
  ])
  expect(cartOf(place, [{ itemId: 'a', quantity: 1 }], undefined)).toEqual({
    storeId: 's',
    memberId: 'm',
    lines: [{ key: 'a', kind: 'product', itemId: 'a', quantity: 1 }],
  })
})

test('a deposit and a debt that get something back may pay again, by the name they have', () => {
  const tenders = [
    { id: 't1', sourceId: 'd', sourceName: '婚礼' },
    { id: 't2', sourceId: 'hotel', sourceName: '和平饭店' },
    { id: 't3', sourceId: null, sourceName: null },
  ]
  const back = (tenderId: string, kind: 'deposit' | 'on_account' | 'cash', amountFen: number) => ({ tenderId, kind, amountFen })
  const worksheet = {
    tenders: [back('t1', 'deposit', 500), back('t2', 'on_account', 300), back('t2', 'cash', 100), back('t3', 'cash', 50)],
  }
  expect(returnedOf({ tenders }, worksheet)).toEqual([
    { kind: 'deposit', id: 'd', name: '婚礼', fen: 500 },
    { kind: 'on_account', id: 'hotel', name: '和平饭店', fen: 300 },
  ])
})

test('an exchange comes to one figure: money, else the balance, a deposit or a debt, else nothing', () => {
  const none = { paid: [], dueFen: 0, back: [], lots: [] }
  const fen = (kind: string, amountFen: number) => ({ kind, amountFen })
  expect(outcomeOf({ ...none, back: [fen('cash', 60), fen('wechat', 40), fen('exchange', 9)], lots: [fen('principal', 5)] })).toEqual([
    'giveBack',
    100,
  ])
  expect(outcomeOf({ ...none, dueFen: 50, paid: [fen('alipay', 150), fen('stored_value', 5)] })).toEqual(['take', 200])
  expect(outcomeOf({ ...none, paid: [fen('stored_value', 30)], lots: [fen('principal', 150), fen('bonus', 50), fen('pass', 99)] })).toEqual(
    ['toStored', 170],
  )
  expect(outcomeOf({ ...none, paid: [fen('stored_value', 30)] })).toEqual(['fromStored', 30])
  expect(outcomeOf({ ...none, paid: [fen('deposit', 120), fen('stored_value', 10)], back: [fen('deposit', 88)] })).toEqual([
    'fromDeposit',
    32,
  ])
  expect(outcomeOf({ ...none, paid: [fen('on_account', 120)], back: [fen('on_account', 88)] })).toEqual(['fromAccount', 32])
  expect(outcomeOf({ ...none, paid: [fen('on_account', 80)], back: [fen('on_account', 88)] })).toEqual(['toAccount', 8])
  expect(outcomeOf(none)).toEqual(['even', 0])
})
