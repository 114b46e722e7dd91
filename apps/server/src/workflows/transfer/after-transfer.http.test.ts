/** What was sold before a transfer: what of it can still be taken back, and from whom. */
import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { makeSale, refund, topUp } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)

async function pair(owns: { storedFen?: number } = { storedFen: 100_000 }) {
  const shop = await openShop(base)
  const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
  return { shop, manager, fromId: await memberWith(base, shop, owns), toId: await memberWith(base, shop) }
}

interface Asked {
  fromId: string
  toId: string
  parts?: 'all' | { lotId: string; quantity: number }[]
}

async function transfer(who: SignedIn, { fromId, toId, parts = 'all' }: Asked, more: { expectedValueFen: number }) {
  const answer = await api.call('POST', '/transfers', {
    token: who.token,
    headers: { 'idempotency-key': newId() },
    body: { storeId: who.storeId, fromMemberId: fromId, toMemberId: toId, parts, reason: '转给女儿', ...more },
  })
  expect(answer.status).toBe(201)
}

describe('what was sold before a transfer', () => {
  it('cannot be taken back from the buyer once any of it was transferred, and the answer says why', async () => {
    const { shop, manager, fromId, toId } = await pair({})
    const sale = await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId: fromId, amountFen: 100_000 })
    const [lot] = await ownedBy(base, fromId)
    await transfer(manager, { fromId, toId, parts: [{ lotId: lot?.id ?? '', quantity: 100 }] }, { expectedValueFen: 100 })
    const ticket = (await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })).body
    const lines = [{ lineId: ticket.lines[0].id, quantity: 1, restock: false }]
    const sheet = await api.call('POST', `/tickets/${sale.id}/refund-quotes`, { token: shop.owner.token, body: { lines } })
    expect(sheet.body).toMatchObject({ status: 409, code: 'prepaid_transferred', params: { lotId: lot?.id } })
    const voided = await api.call('POST', `/tickets/${sale.id}/void`, {
      token: shop.owner.token,
      headers: { 'idempotency-key': newId() },
      body: { reasonCode: 'mistake' },
    })
    expect(voided.body.code).toBe('prepaid_transferred')
  })

  it('and spent before goes back to who spent it', async () => {
    const { shop, manager, fromId, toId } = await pair()
    const sale = await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId: fromId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
    })
    await transfer(manager, { fromId, toId }, { expectedValueFen: 87_200 })
    const ticket = (await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })).body
    await refund(base, shop.owner.actor, sale.id, [{ lineId: ticket.lines[0].id, quantity: 1 }])
    expect((await ownedBy(base, fromId)).map((l) => l.remaining)).toEqual([12_800])
    expect((await ownedBy(base, toId)).map((l) => l.remaining)).toEqual([87_200])
    expect(await findingsOf(base)).toEqual([])
  })
})
