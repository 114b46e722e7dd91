import { expect, it } from 'vitest'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)

const cutFor = (shop: Shop, memberId: string) => ({
  storeId: shop.storeId,
  memberId,
  lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
})

it('a cut that became dearer: first told, then honoured, and given back as it was paid', async () => {
  const shop = await openShop(base)
  const { token } = shop.owner
  const memberId = await memberWith(base, shop, { storedFen: 30_000 })
  const quote = async () => (await api.call('POST', '/quotes', { token, body: cutFor(shop, memberId) })).body
  expect(await quote()).toMatchObject({ totalFen: 12_800, notices: [] })

  const rise = { note: '涨价', changes: [{ itemId: shop.cutId, amountFen: 15_800 }] }
  expect((await api.call('POST', '/price-books', { token, body: rise })).status).toBe(201)
  expect(await quote()).toMatchObject({ totalFen: 15_800, notices: [{ code: 'price_risen', params: { fen: 3_000 } }] })

  const settings = await api.call('GET', '/settings', { token })
  const headers = { 'if-match': String(settings.headers.etag) }
  expect((await api.call('PATCH', '/settings', { token, headers, body: { oldPrices: 'honour' } })).body).toMatchObject({
    oldPrices: 'honour',
  })
  const honoured = await quote()
  expect(honoured).toMatchObject({
    totalFen: 12_800,
    notices: [],
    lines: [{ unitListFen: 15_800, adjustments: [{ kind: 'price_lock', amountFen: -3_000, params: { unitFen: 12_800 } }] }],
  })

  const before = await ownedBy(base, memberId)
  const ticketId = newId()
  const sold = await api.call('POST', `/tickets/${ticketId}/completion`, {
    token,
    headers: { 'idempotency-key': newId() },
    body: { cart: cutFor(shop, memberId), quoteHash: honoured.quoteHash },
  })
  expect(sold).toMatchObject({ status: 201, body: { totalFen: 12_800 } })
  const line = (await api.call('GET', `/tickets/${ticketId}`, { token })).body.lines[0]
  const refund = { lines: [{ lineId: line.id, quantity: 1 }], reasonCode: 'mistake', expectedTotalFen: 12_800 }
  const back = await api.call('POST', `/tickets/${ticketId}/refunds`, { token, headers: { 'idempotency-key': newId() }, body: refund })
  expect(back.status).toBe(201)
  expect(await ownedBy(base, memberId)).toEqual(before)
  expect(await findingsOf(base)).toEqual([])

  // What was topped up after the rise buys at today's price.
  const later = await memberWith(base, shop, { storedFen: 30_000 })
  expect((await api.call('POST', '/quotes', { token, body: cutFor(shop, later) })).body).toMatchObject({ totalFen: 15_800, notices: [] })
})
