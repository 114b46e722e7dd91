/** Exchanges over HTTP: two bottles that were bought, and what may be taken instead. */
import { expect } from 'vitest'
import { newId } from '../../src/platform/ids.ts'
import type { TestBase } from '../harness.ts'
import type { Api } from '../http.ts'
import { billDesk } from './bills.ts'
import { makeItem } from './catalog.ts'
import { openShop, type Shop } from './shop.ts'

export function exchangeDesk(base: TestBase, api: Api) {
  const { post, complete, ticketOf } = billDesk(base, api)

  /** Two bottles of shampoo at 88.00, paid as said; a brush of 50.00 and a mask of 120.00 to take instead. */
  async function bottles(shop: Shop, tenders: object[], memberId: string | null = null) {
    const { token } = shop.owner
    const brush = await makeItem(base, { kind: 'product', priceFen: 5_000 })
    const mask = await makeItem(base, { kind: 'product', priceFen: 12_000 })
    const lines = [{ key: 'a', kind: 'product', itemId: shop.shampooId, quantity: 2 }]
    const sale = await complete(token, { storeId: shop.storeId, memberId, lines, tenders })
    expect(sale.status).toBe(201)
    const lineId = (await ticketOf(token, sale.body.id)).lines[0].id as string
    return { shop, token, memberId, brush, mask, ticketId: sale.body.id as string, lineId }
  }

  /** The same in a shop of its own, for somebody without a card. */
  const counter = async (tenders: object[]) => bottles(await openShop(base), tenders)

  const cartFor = (shop: Shop, itemId: string, tenders: object[] = [], memberId: string | null = null) => ({
    storeId: shop.storeId,
    memberId,
    lines: [{ key: 'n', kind: 'product', itemId }],
    tenders,
  })

  const preview = (token: string, ticketId: string, lines: object[], cart: object) =>
    api.call('POST', `/tickets/${ticketId}/exchange-quotes`, { token, body: { lines, cart } })

  /** Exchanges for what the preview says. */
  async function exchange(token: string, ticketId: string, lines: object[], cart: object, more: object = {}, key?: string) {
    const seen = await preview(token, ticketId, lines, cart)
    if (seen.status !== 200) return seen
    const { worksheet, quote } = seen.body
    const figures = { expectedTotalFen: worksheet.totalFen, quoteHash: quote.quoteHash }
    return post(token, `/tickets/${ticketId}/exchanges`, { lines, cart, ticketId: newId(), ...figures, ...more }, key)
  }

  const tendersOf = async (token: string, ticketId: string) =>
    (await ticketOf(token, ticketId)).tenders.map((t: { kind: string; originKind: string; amountFen: number }) => [
      t.kind,
      t.originKind,
      t.amountFen,
    ])
  const payoutsOf = async (token: string, refundId: string) =>
    (await api.call('GET', `/refunds/${refundId}`, { token })).body.tenders.map(
      (t: { fromKind: string; kind: string; amountFen: number }) => [t.fromKind, t.kind, t.amountFen],
    )
  return { bottles, counter, cartFor, preview, exchange, tendersOf, payoutsOf }
}
