/** What a discount by hand is held against. Pure. */
import { expect, it } from 'vitest'
import { basisOf, cartOf, idOf } from '../../../test/factories/basis.ts'
import { quoteCart } from './quote.ts'

const { catalog } = basisOf()
const items = new Map([...catalog.items].map(([id, item]) => [id, id === idOf('cut') ? { ...item, brandPriceFen: 4_800 } : item]))
const basis = basisOf({ member: null, catalog: { ...catalog, items } })
const cut = { kind: 'service', itemId: idOf('cut') }
const fifth = { kind: 'percent' as const, bp: 2_000, reason: '道歉' }
const needOf = (line: object, ticketDiscount: typeof fifth | null = null) =>
  quoteCart(basis, cartOf({ memberId: null, lines: [{ ...cut, ...line }], ticketDiscount })).needsApproval

it('a percentage is asked for as it was said, though 19.99 % of 48.00 are 9.60 too', () => {
  expect(needOf({ discount: fifth })).toMatchObject({ act: 'discount', bp: 2_000 })
  expect(needOf({}, fifth)).toMatchObject({ act: 'discount', bp: 2_000 })
})

it('an amount, and two discounts on one line, count as the least percentage that gives them', () => {
  expect(needOf({ discount: { kind: 'amount', fen: 960, reason: '道歉' } })).toMatchObject({ bp: 1_999 })
  expect(needOf({ discount: fifth }, fifth)).toMatchObject({ bp: 3_599 })
})
