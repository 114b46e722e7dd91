/** Exchange over HTTP: goods back, others out, the difference paid or paid back. */
import { describe, expect, it } from 'vitest'
import { signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { exchangeDesk } from '../../../test/factories/exchanges.ts'
import { findingsOf, memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const { reading, complete, refund, refusedWith, ticketOf, audited } = billDesk(base, api)
const { bottles, counter, cartFor, exchange, tendersOf, payoutsOf } = exchangeDesk(base, api)

describe('an exchange', () => {
  it('for something dearer takes the difference; both papers tell of it, and one row links them', async () => {
    const { shop, token, mask, ticketId, lineId } = await counter([{ kind: 'wechat', amountFen: 17_600 }])
    const lines = [{ lineId, quantity: 1, restock: true }]
    const done = await exchange(token, ticketId, lines, cartFor(shop, mask.id, [{ kind: 'cash', receivedFen: 5_000 }]))
    expect([done.status, done.body]).toMatchObject([201, { refundFen: 8_800, saleFen: 12_000, creditFen: 8_800, paidBackFen: 0 }])
    expect(await tendersOf(token, done.body.ticketId)).toEqual([
      ['exchange', 'wechat', 8_800],
      ['cash', null, 3_200],
    ])
    expect(await payoutsOf(token, done.body.refundId)).toEqual([['wechat', 'exchange', 8_800]])
    const { db } = reading()
    expect(await db.selectFrom('exchange').selectAll().where('id', '=', done.body.id).execute()).toEqual([
      { id: done.body.id, refund_id: done.body.refundId, ticket_id: done.body.ticketId, credit_fen: 8_800 },
    ])
    expect(await audited(ticketId, 'ticket.exchange')).toMatchObject([
      { actor_id: shop.owner.staffId, detail: { exchangeId: done.body.id, creditFen: 8_800 } },
    ])
    expect((await ticketOf(token, done.body.ticketId)).exchange).toMatchObject({ refundNumber: done.body.refundNumber })
    expect((await ticketOf(token, ticketId)).refunds).toMatchObject([{ id: done.body.refundId, exchangeTicketId: done.body.ticketId }])
    const paper = (await api.call('GET', `/tickets/${done.body.ticketId}/receipt`, { token })).body.source
    expect(paper).toContain('换货退回')
    expect(paper).toContain(done.body.refundNumber)
    expect((await api.call('GET', `/refunds/${done.body.refundId}/receipt`, { token })).body.source).toContain(done.body.ticketNumber)
    expect(await findingsOf(base)).toEqual([])
  })

  it('for something cheaper pays the difference back the way it came', async () => {
    const { shop, token, brush, ticketId, lineId } = await counter([
      { kind: 'alipay', amountFen: 3_000 },
      { kind: 'cash', receivedFen: 14_600 },
    ])
    const done = await exchange(token, ticketId, [{ lineId, quantity: 2 }], cartFor(shop, brush.id))
    expect(done.body).toMatchObject({ refundFen: 17_600, saleFen: 5_000, creditFen: 5_000, paidBackFen: 12_600 })
    expect(await payoutsOf(token, done.body.refundId)).toEqual([
      ['alipay', 'exchange', 3_000],
      ['cash', 'cash', 12_600],
      ['cash', 'exchange', 2_000],
    ])
    expect(await findingsOf(base)).toEqual([])
    // What was taken instead goes back as the first had been paid, and may be exchanged again.
    const line = (await ticketOf(token, done.body.ticketId)).lines[0]
    const again = await exchange(token, done.body.ticketId, [{ lineId: line.id, quantity: 1 }], cartFor(shop, brush.id))
    expect(await tendersOf(token, again.body.ticketId)).toEqual([
      ['exchange', 'alipay', 3_000],
      ['exchange', 'cash', 2_000],
    ])
    const back = await refund(token, again.body.ticketId)
    expect(await payoutsOf(token, back.body.id)).toEqual([
      ['exchange', 'alipay', 3_000],
      ['exchange', 'cash', 2_000],
    ])
    expect(await findingsOf(base)).toEqual([])
  })

  it('of goods paid from stored value returns it to its lots, where it pays again', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 17_600 })
    const { token, mask, ticketId, lineId } = await bottles(shop, [{ kind: 'stored_value', amountFen: 17_600 }], memberId)
    const cart = cartFor(shop, mask.id, [{ kind: 'stored_value', amountFen: 12_000 }], memberId)
    const done = await exchange(token, ticketId, [{ lineId, quantity: 2 }], cart)
    expect(done.body).toMatchObject({ refundFen: 17_600, saleFen: 12_000, creditFen: 0, paidBackFen: 0 })
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([5_600])
    expect(await findingsOf(base)).toEqual([])
  })

  it('takes the approval of a refund of that size, happens once, and not when the goods were taken back meanwhile', async () => {
    const { shop, mask, ticketId, lineId, token } = await counter([{ kind: 'wechat', amountFen: 17_600 }])
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    const limits = (await api.call('GET', '/settings', { token })).body
    const tight = limits.roleLimits.map((l: { role: string; name: string | null; refundFen: number | null; discountBp: number }) => ({
      role: l.role,
      discountBp: l.discountBp,
      refundFen: l.role === 'cashier' ? 8_000 : l.refundFen,
    }))
    await api.call('PATCH', '/settings', { token, headers: { 'if-match': `"${limits.version}"` }, body: { roleLimits: tight } })
    const cart = cartFor(shop, mask.id, [{ kind: 'cash', receivedFen: 3_200 }])
    const lines = [{ lineId, quantity: 1 }]
    await refusedWith(403, 'refund_approval_needed', () => exchange(cashier.token, ticketId, lines, cart))
    const ask = { storeId: shop.storeId, act: 'refund', approverId: manager.staffId, pin: TEST_PIN, fen: 8_800 }
    const approvalId = (await api.call('POST', '/approvals', { token: cashier.token, body: ask })).body.id
    const once = { approvalId, ticketId: newId() }
    const done = await exchange(cashier.token, ticketId, lines, cart, once, 'one-exchange')
    expect(done.status).toBe(201)
    const replay = await exchange(cashier.token, ticketId, lines, cart, once, 'one-exchange')
    expect([replay.body, replay.headers['idempotency-replayed']]).toEqual([done.body, 'true'])
    await refusedWith(409, 'exchange_changed', () => exchange(token, ticketId, lines, cart, { expectedTotalFen: 1 }))
    await refusedWith(409, 'quote_changed', () => exchange(token, ticketId, lines, cart, { quoteHash: 'x'.repeat(32) }))
    await refund(token, ticketId)
    await refusedWith(422, 'refund_too_much', () => exchange(token, ticketId, lines, cart))
    expect(await findingsOf(base)).toEqual([])
  })

  it('is of goods, in the store that sold them, by one who may refund there', async () => {
    const { shop, token, mask, ticketId, lineId } = await counter([{ kind: 'wechat', amountFen: 17_600 }])
    const cut = {
      storeId: shop.storeId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'cash', receivedFen: 12_800 }],
    }
    const service = (await complete(token, cut)).body.id
    const served = (await ticketOf(token, service)).lines[0].id
    await refusedWith(422, 'exchange_goods_only', () => exchange(token, service, [{ lineId: served, quantity: 1 }], cartFor(shop, mask.id)))
    const elsewhere = await openShop(base)
    await refusedWith(409, 'exchange_store', () => exchange(token, ticketId, [{ lineId, quantity: 1 }], cartFor(elsewhere, mask.id)))
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    await refusedWith(403, 'forbidden', () => exchange(stylist.token, ticketId, [{ lineId, quantity: 1 }], cartFor(shop, mask.id)))
    const stranger = await signInAs(base, 'cashier')
    await refusedWith(404, 'not_found', () => exchange(stranger.token, ticketId, [{ lineId, quantity: 1 }], cartFor(shop, mask.id)))
    const unpaid = cartFor(shop, mask.id, [{ kind: 'cash', receivedFen: 3_199 }])
    await refusedWith(422, 'payment_incomplete', () => exchange(token, ticketId, [{ lineId, quantity: 1 }], unpaid))
  })
})
