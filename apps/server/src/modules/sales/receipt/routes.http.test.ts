import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../../test/factories/access.ts'
import { makeSale, voidSale } from '../../../../test/factories/sales.ts'
import { memberWith, openShop } from '../../../../test/factories/shop.ts'
import { useDatabase } from '../../../../test/harness.ts'
import { openApi } from '../../../../test/http.ts'
import { newId } from '../../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)

async function sold() {
  const shop = await openShop(base)
  const memberId = await memberWith(base, shop)
  const cart = { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service' as const, itemId: shop.cutId }] }
  const ticket = await makeSale(base, shop.owner.actor, cart)
  return { shop, ticket, cart }
}

describe('GET /tickets/{ticketId}/receipt', () => {
  it('answers a cashier with source and picture, 48 columns in simplified Chinese unless asked otherwise', async () => {
    const { shop, ticket } = await sold()
    const { token } = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const wide = await api.call('GET', `/tickets/${ticket.id}/receipt`, { token })
    expect(wide.status).toBe(200)
    expect(wide.body).toEqual({
      title: `消费小票 ${ticket.number}`,
      source: expect.stringContaining('￥128.00'),
      svg: expect.stringMatching(/^<svg width="608px".*<\/svg>$/s),
    })
    const narrow = await api.call('GET', `/tickets/${ticket.id}/receipt?columns=32&lang=en`, { token })
    expect(narrow.body).toMatchObject({ title: `Receipt ${ticket.number}`, svg: expect.stringMatching(/^<svg width="416px"/) })
  })

  it('is refused to who may not read bills, and unknown outside the own stores', async () => {
    const { shop, ticket } = await sold()
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const stranger = await signInAs(base, 'cashier')
    const both = await signInAs(base, 'stylist', {
      storeId: shop.storeId,
      grants: [
        { role: 'stylist', storeId: shop.storeId },
        { role: 'cashier', storeId: (await makeStore(base)).id },
      ],
    })
    const ask = async (token: string) => (await api.call('GET', `/tickets/${ticket.id}/receipt`, { token })).status
    expect([await ask(stylist.token), await ask(stranger.token), await ask(both.token)]).toEqual([403, 404, 403])
  })

  it('is not there for a bill that is held, nor in other widths and languages', async () => {
    const { shop, cart, ticket } = await sold()
    const { token } = shop.owner
    const held = newId()
    expect((await api.call('PUT', `/tickets/${held}`, { token, headers: { 'if-match': '"0"' }, body: { cart, label: '' } })).status).toBe(
      200,
    )
    expect((await api.call('GET', `/tickets/${held}/receipt`, { token })).body).toMatchObject({ status: 409, code: 'receipt_not_ready' })
    expect((await api.call('GET', `/tickets/${ticket.id}/receipt?columns=40`, { token })).body.errors).toMatchObject([
      { path: 'query.columns' },
    ])
    expect((await api.call('GET', `/tickets/${ticket.id}/receipt?lang=fr`, { token })).body.errors).toMatchObject([{ path: 'query.lang' }])
  })
})

describe('GET /refunds/{refundId}/receipt', () => {
  it('answers for a void, to the same people', async () => {
    const { shop, ticket } = await sold()
    const back = await voidSale(base, shop.owner.actor, ticket.id)
    const url = `/refunds/${back.id}/receipt?lang=zh-TW`
    expect((await api.call('GET', url, { token: shop.owner.token })).body).toMatchObject({ title: `作廢單 ${back.number}` })
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const stranger = await signInAs(base, 'manager')
    expect((await api.call('GET', url, { token: stylist.token })).status).toBe(403)
    expect((await api.call('GET', url, { token: stranger.token })).status).toBe(404)
    expect((await api.call('GET', `/refunds/${newId()}/receipt`, { token: shop.owner.token })).status).toBe(404)
  })
})
