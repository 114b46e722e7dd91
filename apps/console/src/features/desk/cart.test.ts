import { expect, test } from 'vitest'
import { cartOf, type DeskAction, type DeskState, deskOfHeld, deskReducer, isEmpty, newDesk } from './cart.ts'

const cut = { id: 'cut', kind: 'service' } as const
const shampoo = { id: 'shampoo', kind: 'product' } as const
const tier = { id: 'tier', kind: 'top_up' } as const

function run(actions: DeskAction[], from: DeskState = newDesk('t1')): DeskState {
  return actions.reduce(deskReducer, from)
}

test('a product scanned twice is two of it; a service twice is two lines', () => {
  const state = run([
    { type: 'add', item: shampoo },
    { type: 'add', item: shampoo },
    { type: 'add', item: cut },
    { type: 'add', item: cut },
  ])
  expect(state.lines.map((l) => [l.itemId, l.quantity])).toEqual([
    ['shampoo', 2],
    ['cut', 1],
    ['cut', 1],
  ])
  expect(state.selectedKey).toBe('l3')
})

test('a discounted product is not mixed with one at full price', () => {
  const state = run([
    { type: 'add', item: shampoo },
    { type: 'lineDiscount', key: 'l1', discount: { kind: 'percent', bp: 1000, reason: 'box' } },
    { type: 'add', item: shampoo },
  ])
  expect(state.lines).toHaveLength(2)
})

test('keys are never used again, so that a quote of an earlier cart cannot be read for another line', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'remove', key: 'l1' },
    { type: 'add', item: cut },
  ])
  expect(state.lines.map((l) => l.key)).toEqual(['l2'])
})

test('the performer of the last service is proposed for the next', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'performer', key: 'l1', staffId: 'mei', isRequested: true },
    { type: 'add', item: cut },
  ])
  expect(state.lines[0]?.staff).toEqual([{ staffId: 'mei', role: 'performer', isRequested: true }])
  expect(state.lines[1]?.staff).toEqual([{ staffId: 'mei', role: 'performer' }])
})

test('who sold a product or a top-up is a seller', () => {
  const state = run([
    { type: 'add', item: tier, sellerId: 'lin' },
    { type: 'performer', key: 'l1', staffId: 'mei' },
  ])
  expect(state.lines[0]?.staff).toEqual([{ staffId: 'mei', role: 'seller' }])
})

test('a quantity below one removes the line, and its neighbour is selected', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'add', item: shampoo },
    { type: 'quantity', key: 'l2', quantity: 0 },
  ])
  expect(state.lines.map((l) => l.key)).toEqual(['l1'])
  expect(state.selectedKey).toBe('l1')
  expect(run([{ type: 'quantity', key: 'l1', quantity: 5000 }], state).lines[0]?.quantity).toBe(999)
})

test('a top-up has no quantity and no discount', () => {
  const state = run([
    { type: 'add', item: tier },
    { type: 'quantity', key: 'l1', quantity: 3 },
    { type: 'lineDiscount', key: 'l1', discount: { kind: 'amount', fen: 1, reason: 'x' } },
  ])
  expect(state.lines[0]).toEqual({ key: 'l1', kind: 'top_up', itemId: 'tier', quantity: 1 })
})

test('another member does not get a pass picked from the first one', () => {
  const state = run([
    { type: 'member', memberId: 'a' },
    { type: 'add', item: cut },
    { type: 'pass', key: 'l1', pass: { lotId: 'lot-of-a' } },
    { type: 'member', memberId: 'b' },
  ])
  expect(state.lines[0]?.pass).toBe('auto')
})

test('an approval stands on the discounts it was given for', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'add', item: shampoo },
    { type: 'lineDiscount', key: 'l1', discount: { kind: 'percent', bp: 2000, reason: 'friend' } },
    { type: 'lineDiscount', key: 'l2', discount: { kind: 'percent', bp: 100, reason: 'box' } },
    { type: 'approve', lineKeys: ['l1'], approvalId: 'ok' },
  ])
  expect(state.lines.map((l) => l.discount?.approvalId)).toEqual(['ok', undefined])
})

test('the whole-ticket discount leaves with the last line', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'ticketDiscount', discount: { kind: 'percent', bp: 1000, reason: 'rain' } },
    { type: 'remove', key: 'l1' },
  ])
  expect(state.ticketDiscount).toBeNull()
})

test('the arrow keys walk the lines and stop at both ends', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'add', item: shampoo },
    { type: 'selectNext', step: 1 },
  ])
  expect(state.selectedKey).toBe('l2')
  expect(
    run(
      [
        { type: 'selectNext', step: -1 },
        { type: 'selectNext', step: -1 },
      ],
      state,
    ).selectedKey,
  ).toBe('l1')
})

test('a held bill comes back as the same bill and goes on counting its keys', () => {
  const state = run([
    { type: 'member', memberId: 'a' },
    { type: 'add', item: cut },
    { type: 'add', item: cut },
  ])
  const back = deskOfHeld('t1', 2, cartOf(state, { storeId: 's1', tillId: null }))
  expect(back).toMatchObject({ ticketId: 't1', memberId: 'a', lines: state.lines })
  expect(run([{ type: 'add', item: cut }], back).lines.at(-1)?.key).toBe('l3')
})

test('a new customer starts from nothing under a new id', () => {
  const state = run([
    { type: 'add', item: cut },
    { type: 'new', ticketId: 't2' },
  ])
  expect(state).toEqual(newDesk('t2'))
  expect(isEmpty(state)).toBe(true)
})

test('a debt is settled by one line, whose amount may be said again; a member’s is on that member’s bill', () => {
  const hotel = run([{ type: 'settle', accountId: 'hotel', amountFen: 40_000, memberId: null }])
  expect([hotel.memberId, hotel.lines]).toEqual([null, [{ key: 'l1', kind: 'settlement', accountId: 'hotel', amountFen: 40_000 }]])
  const less = run([{ type: 'settle', accountId: 'hotel', amountFen: 10_000, memberId: null }], hotel)
  expect(less.lines).toEqual([{ key: 'l1', kind: 'settlement', accountId: 'hotel', amountFen: 10_000 }])
  expect(run([{ type: 'settle', accountId: 'm1', amountFen: 1, memberId: 'm1' }]).memberId).toBe('m1')
})

test('a deposit is a line of its own, and may be said again', () => {
  const deposit = { kind: 'advance' as const, purpose: '新娘造型' }
  const taken = run([{ type: 'deposit', key: null, amountFen: 20_000, deposit }])
  expect(taken.lines).toEqual([{ key: 'l1', kind: 'deposit', amountFen: 20_000, deposit }])
  const said = { ...deposit, dueOn: '2026-12-24' }
  expect(run([{ type: 'deposit', key: 'l1', amountFen: 30_000, deposit: said }], taken).lines).toEqual([
    { key: 'l1', kind: 'deposit', amountFen: 30_000, deposit: said },
  ])
  expect(run([{ type: 'quantity', key: 'l1', quantity: 3 }], taken).lines).toEqual(taken.lines)
})

test('a line keeps whose it is, a product of somebody else is not added to, and the new member’s lines are the bill’s own', () => {
  const state = run([
    { type: 'add', item: shampoo },
    { type: 'whose', key: 'l1', whose: { memberId: 'lan' } },
    { type: 'add', item: shampoo },
    { type: 'whose', key: 'l2', whose: { guest: '朋友' } },
  ])
  expect(state.lines.map((l) => [l.quantity, l.memberId, l.guest])).toEqual([
    [1, 'lan', undefined],
    [1, undefined, '朋友'],
  ])
  expect(run([{ type: 'member', memberId: 'lan' }], state).lines.map((l) => [l.memberId, l.guest])).toEqual([
    [undefined, undefined],
    [undefined, '朋友'],
  ])
})
