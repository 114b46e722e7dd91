/** A visit that becomes the first of a pass: on one bill, and later the same day. */
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { makePassPlan } from '../../../test/factories/catalog.ts'
import { topUp } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const { post, complete, refund, refusedWith, ticketOf, audited } = billDesk(base, api)

const cash = (receivedFen: number) => [{ kind: 'cash', receivedFen }]
const passAndCare = (shop: Shop, memberId: string, tenders: object[], more: object = {}) => ({
  storeId: shop.storeId,
  memberId,
  lines: [
    { key: 'p', kind: 'pass', itemId: shop.passId },
    { key: 's', kind: 'service', itemId: shop.careId, pass: { lineKey: 'p' }, ...more },
  ],
  tenders,
})

/** A member who accepted the terms and owns nothing. */
async function customer(shop: Shop): Promise<string> {
  const memberId = await memberWith(base, shop)
  const top = await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId, amountFen: 10_000 })
  expect((await refund(shop.owner.token, top.id)).status).toBe(201)
  return memberId
}

async function careDone(paid: object[] | null = null) {
  const shop = await openShop(base)
  const { token } = shop.owner
  const memberId = await customer(shop)
  const sale = await complete(token, {
    storeId: shop.storeId,
    memberId,
    lines: [{ key: 'a', kind: 'service', itemId: shop.careId }],
    tenders: paid ?? [{ kind: 'wechat', amountFen: 29_800 }],
  })
  expect(sale.status).toBe(201)
  const lineId = (await ticketOf(token, sale.body.id)).lines[0].id as string
  return { shop, token, memberId, ticketId: sale.body.id as string, lineId }
}

async function upgrade(token: string, ticketId: string, lineId: string, cart: object, more: object = {}, key?: string) {
  const lines = [{ lineId, quantity: 1 }]
  const seen = await api.call('POST', `/tickets/${ticketId}/exchange-quotes`, { token, body: { lines, cart } })
  if (seen.status !== 200) return seen
  const { worksheet, quote } = seen.body
  const body = {
    lines,
    cart,
    ticketId: newId(),
    reasonCode: 'other',
    expectedTotalFen: worksheet.totalFen,
    quoteHash: quote.quoteHash,
    ...more,
  }
  return post(token, `/tickets/${ticketId}/exchanges`, body, key)
}

interface Done {
  ticketId: string
  ticketNumber: string
  refundId: string
  refundNumber: string
}

/** Neither papers nor reports speak of returned goods. */
async function isCalledUpgrade(token: string, shop: Shop, done: Done, fromTicketId: string) {
  expect((await ticketOf(token, done.ticketId)).exchange).toMatchObject({ isUpgrade: true, creditFen: 29_800 })
  expect((await ticketOf(token, fromTicketId)).refunds).toMatchObject([{ exchangeTicketId: done.ticketId, isUpgrade: true }])
  const paper = async (path: string, lang: string) =>
    (await api.call('GET', `${path}/receipt?lang=${lang}`, { token })).body.source as string
  const [sold, back] = [`/tickets/${done.ticketId}`, `/refunds/${done.refundId}`]
  expect(await paper(sold, 'zh-CN')).toMatch(/升级抵扣.*升级前.*298\.00/s)
  expect(await paper(back, 'zh-CN')).toMatch(/升级抵扣.*升级为/s)
  expect([await paper(sold, 'zh-TW'), await paper(sold, 'en')]).toEqual([
    expect.stringContaining('升級折抵'),
    expect.stringContaining('Upgrade credit'),
  ])
  for (const path of [sold, back]) expect(await paper(path, 'zh-CN')).not.toContain('换货')
  const day = (await ticketOf(token, done.ticketId)).businessDay
  const report = await api.call('GET', `/reports/days/takings?storeId=${shop.storeId}&from=${day}&to=${day}&by=tender`, { token })
  const figures = report.body.groups.map((g: { key: { tender: string }; figures: { amountFen: number } }) => [
    g.key.tender,
    g.figures.amountFen,
  ])
  // The credit came in by one document and went out by the other.
  expect(Object.fromEntries(figures)).toMatchObject({ upgrade: 0, wechat: 29_800 })
  expect(Object.fromEntries(figures)).not.toHaveProperty('exchange')
}

const openOf = async (memberId: string) => (await ownedBy(base, memberId)).filter((l) => l.remaining > 0)

describe('a pass bought and used on one bill', () => {
  it('starts one used, with its lot made and used in one chain; refunded whole, nothing is left of it', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const memberId = await customer(shop)
    const before = await openOf(memberId)
    const sale = await complete(token, passAndCare(shop, memberId, cash(198_000)))
    expect([sale.status, sale.body.totalFen]).toEqual([201, 217_800])
    expect((await openOf(memberId)).map((l) => [l.kind, l.remaining, l.value_fen])).toEqual([['pass', 9, 178_200]])
    const [spent, sold] = (await api.call('GET', `/members/${memberId}/statement`, { token })).body.items
    expect([spent, sold].map((t) => [t.reason, t.movements[0].quantity])).toEqual([
      ['spend', -1],
      ['pass_sale', 10],
    ])
    const ticket = await ticketOf(token, sale.body.id)
    expect(ticket.lines[1].adjustments.at(-1)).toMatchObject({ kind: 'pass_price' })
    expect(await findingsOf(base)).toEqual([])
    // The pass alone was used; with its visit it goes back whole.
    await refusedWith(409, 'prepaid_used', () => refund(token, sale.body.id, [{ lineId: ticket.lines[0].id, quantity: 1 }]))
    const back = await refund(token, sale.body.id)
    expect([back.status, back.body.totalFen]).toEqual([201, 217_800])
    expect(await openOf(memberId)).toEqual(before)
    expect(await findingsOf(base)).toEqual([])
  })

  it('that counts from first use counts from today, and a voided bill leaves nothing', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const memberId = await customer(shop)
    const sale = await complete(token, passAndCare(shop, memberId, cash(198_000), { quantity: 3 }))
    expect((await openOf(memberId)).map((l) => l.remaining)).toEqual([7])
    const voided = await post(token, `/tickets/${sale.body.id}/void`, { reasonCode: 'mistake' })
    expect(voided.status).toBeLessThan(300)
    expect(await openOf(memberId)).toEqual([])
    expect(await findingsOf(base)).toEqual([])
  })
})

describe('a visit of this day', () => {
  it('becomes the first of a pass for the difference; both papers stand, and the whole goes back to the fen', async () => {
    const { shop, token, memberId, ticketId, lineId } = await careDone()
    const done = await upgrade(token, ticketId, lineId, passAndCare(shop, memberId, cash(168_200)))
    expect([done.status, done.body]).toMatchObject([201, { refundFen: 29_800, saleFen: 217_800, creditFen: 29_800, paidBackFen: 0 }])
    expect((await openOf(memberId)).map((l) => [l.remaining, l.value_fen])).toEqual([[9, 178_200]])
    const sold = await ticketOf(token, done.body.ticketId)
    expect(sold.tenders.map((t: { kind: string; originKind: string; amountFen: number }) => [t.kind, t.originKind, t.amountFen])).toEqual([
      ['pass', null, 19_800],
      ['exchange', 'wechat', 29_800],
      ['cash', null, 168_200],
    ])
    expect(await audited(ticketId, 'ticket.exchange')).toHaveLength(1)
    await isCalledUpgrade(token, shop, done.body, ticketId)
    expect(await findingsOf(base)).toEqual([])
    const back = await refund(token, done.body.ticketId)
    const paper = (await api.call('GET', `/refunds/${back.body.id}`, { token })).body
    expect(paper.tenders.map((t: { kind: string; amountFen: number }) => [t.kind, t.amountFen])).toEqual([
      ['pass', 19_800],
      ['wechat', 29_800],
      ['cash', 168_200],
    ])
    const wholeBack = await api.call('GET', `/refunds/${back.body.id}/receipt?lang=zh-CN`, { token })
    expect([paper.isOfUpgrade, wholeBack.body.source]).toEqual([true, expect.stringContaining('原升级抵扣支付')])
    expect(await openOf(memberId)).toEqual([])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is upgraded once, by the same key too', async () => {
    const { shop, token, memberId, ticketId, lineId } = await careDone()
    const key = newId()
    const cart = passAndCare(shop, memberId, cash(168_200))
    const lines = [{ lineId, quantity: 1 }]
    const seen = (await api.call('POST', `/tickets/${ticketId}/exchange-quotes`, { token, body: { lines, cart } })).body
    const body = { lines, cart, ticketId: newId(), reasonCode: 'other', expectedTotalFen: 29_800, quoteHash: seen.quote.quoteHash }
    const first = await post(token, `/tickets/${ticketId}/exchanges`, body, key)
    const again = await post(token, `/tickets/${ticketId}/exchanges`, body, key)
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body])
    await refusedWith(422, 'refund_too_much', () => post(token, `/tickets/${ticketId}/exchanges`, { ...body, ticketId: newId() }))
    expect((await openOf(memberId)).map((l) => l.remaining)).toEqual([9])
  })

  it('needs no second person, as no money leaves the shop; who may not refund at all may not do this', async () => {
    const { shop, memberId, ticketId, lineId } = await careDone()
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const cart = passAndCare(shop, memberId, cash(168_200))
    expect((await upgrade(stylist.token, ticketId, lineId, cart)).status).toBe(403)
    expect((await upgrade(cashier.token, ticketId, lineId, cart)).status).toBe(201)
  })

  it('is refused on another day, in another store, for a visit that a pass paid, and where nothing covers it', async () => {
    const { shop, token, memberId, ticketId, lineId } = await careDone()
    const cart = passAndCare(shop, memberId, cash(168_200))
    const plain = { ...cart, lines: [cart.lines[0], { key: 's', kind: 'service', itemId: shop.careId, pass: 'none' }] }
    await refusedWith(422, 'exchange_goods_only', () => upgrade(token, ticketId, lineId, plain))
    const other = await makeStore(base)
    await refusedWith(409, 'exchange_store', () => upgrade(token, ticketId, lineId, { ...cart, storeId: other.id }))
    const done = await upgrade(token, ticketId, lineId, cart)
    const served = (await ticketOf(token, done.body.ticketId)).lines[1].id
    await refusedWith(422, 'exchange_goods_only', () => upgrade(token, done.body.ticketId, served, cart))
  })

  it('is refused a day later, and for a pass that costs less than the visit did', async () => {
    const { shop, token, memberId, ticketId, lineId } = await careDone()
    const cheap = await makePassPlan(base, { priceFen: 20_000, components: [{ serviceItemId: shop.careId, sessions: 2 }] })
    const less = passAndCare({ ...shop, passId: cheap.id }, memberId, [])
    await refusedWith(422, 'upgrade_unfit', () => upgrade(token, ticketId, lineId, less))
    const now = base.runtime.clock.now()
    base.runtime.clock.setTo(now.add({ hours: 30 }))
    const later = await signInAs(base, 'owner', { storeId: shop.storeId })
    await refusedWith(409, 'upgrade_too_late', () => upgrade(later.token, ticketId, lineId, passAndCare(shop, memberId, cash(168_200))))
    base.runtime.clock.setTo(now)
  })
})
