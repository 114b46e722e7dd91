import { expect, test } from 'vitest'
import { deskReducer, newDesk } from './cart.ts'
import { readDesk } from './desk-memory.ts'

test('a cart comes back as it was', () => {
  const state = deskReducer(newDesk('t1'), { type: 'add', item: { id: 'cut', kind: 'service' } })
  expect(readDesk(JSON.stringify(state))).toEqual(state)
})

test('what is no cart is forgotten', () => {
  for (const text of [null, '', 'null', '{', '[]', '{"ticketId":""}', '{"ticketId":"t","lines":3}']) expect(readDesk(text)).toBeNull()
})
