/** A bill of two members over HTTP: what is written, what is refused, what goes back. */
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { maskName } from '../../modules/sales/receipt/text.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const { reading, quote, complete, refund, refusedWith, ticketOf, audited } = billDesk(base, api)

async function friends() {
  const shop = await openShop(base)
  const [mei, lan] = [await memberWith(base, shop, { storedFen: 20_000 }), await memberWith(base, shop, { storedFen: 10_000, passes: 1 })]
  return { shop, token: shop.owner.token, mei, lan }
}

/** A cut for each of the two and shampoo; Mei pays 150.00 and Lan 66.00 from stored value, and the care is Lan's session. */
const together = (shop: Shop, mei: string, lan: string, more: object = {}) => ({
  storeId: shop.storeId,
  memberId: mei,
  lines: [
    { key: 'a', kind: 'service', itemId: shop.cutId },
    { key: 'b', kind: 'product', itemId: shop.shampooId, memberId: lan },
    { key: 'c', kind: 'service', itemId: shop.careId, memberId: lan },
  ],
  tenders: [
    { kind: 'stored_value', amountFen: 15_000 },
    { kind: 'stored_value', memberId: lan, amountFen: 6_600 },
  ],
  ...more,
})

describe('a bill of two members', () => {
  it('posts in both wallets, with whose tender it was and whose line, and says so in the trail', async () => {
    const { shop, token, mei, lan } = await friends()
    const sale = await complete(token, together(shop, mei, lan))
    expect(sale.status).toBe(201)
    const { db } = reading()
    const tenders = await db
      .selectFrom('tender')
      .select(['kind', 'amount_fen', 'member_id'])
      .where('ticket_id', '=', sale.body.id)
      .orderBy('ordinal')
      .execute()
    expect(tenders).toEqual([
      { kind: 'pass', amount_fen: 19_800, member_id: lan },
      { kind: 'stored_value', amount_fen: 15_000, member_id: mei },
      { kind: 'stored_value', amount_fen: 6_600, member_id: lan },
    ])
    const lines = await db.selectFrom('ticket_line').select('member_id').where('ticket_id', '=', sale.body.id).orderBy('ordinal').execute()
    expect(lines.map((l) => l.member_id)).toEqual([null, lan, lan])
    expect(await db.selectFrom('ticket_companion').select('member_id').where('ticket_id', '=', sale.body.id).execute()).toEqual([
      { member_id: lan },
    ])
    const moved = await db
      .selectFrom('wallet_transaction as w')
      .innerJoin('movement as m', 'm.transaction_id', 'w.id')
      .select((eb) => ['w.member_id', eb.fn.sum<number>('m.value_fen').as('fen')])
      .where('w.source_id', '=', sale.body.id)
      .groupBy('w.member_id')
      .execute()
    expect(new Map(moved.map((m) => [m.member_id, Number(m.fen)]))).toEqual(
      new Map([
        [mei, -15_000],
        [lan, -26_400],
      ]),
    )
    const used = await db
      .selectFrom('movement as m')
      .innerJoin('wallet_transaction as w', 'w.id', 'm.transaction_id')
      .select(['w.member_id', 'm.used_by'])
      .where('w.source_id', '=', sale.body.id)
      .where('m.used_by', 'is not', null)
      .execute()
    // Each paid a part of what the other had.
    expect(new Set(used.map((u) => `${u.member_id} ${u.used_by}`))).toEqual(new Set([`${mei} ${lan}`, `${lan} ${mei}`]))
    expect(await audited(sale.body.id, 'ticket.complete')).toMatchObject([{ actor_id: shop.owner.staffId, store_id: shop.storeId }])
    expect(await findingsOf(base)).toEqual([])
  })

  it('stands in the lists of both, with names, and on paper with both balances', async () => {
    const { shop, token, mei, lan } = await friends()
    const { id } = (await complete(token, together(shop, mei, lan))).body
    for (const memberId of [mei, lan]) {
      const listed = await api.call('GET', `/tickets?storeId=${shop.storeId}&memberId=${memberId}&state=completed`, { token })
      expect(listed.body.items.map((t: { id: string }) => t.id)).toContain(id)
    }
    const ticket = await ticketOf(token, id)
    expect(ticket.tenders.map((t: { memberId: string }) => t.memberId)).toEqual([lan, mei, lan])
    expect(ticket.tenders.every((t: { memberName: string }) => t.memberName !== null)).toBe(true)
    const receipt = (await api.call('GET', `/tickets/${id}/receipt`, { token })).body.source
    expect(receipt.match(/余额变动/g)).toHaveLength(2)
    // Two lines are Lan's, and she paid two ways: never with the name in full, as paper is left lying about.
    const [name, masked] = [ticket.tenders[0].memberName, maskName(ticket.tenders[0].memberName)]
    expect(receipt.split('\n').filter((row: string) => row.startsWith(`~~${masked}`))).toHaveLength(4)
    expect(receipt).not.toContain(name)
  })

  it('gives each back what each paid, part by part, to the very lots', async () => {
    const { shop, token, mei, lan } = await friends()
    const before = [await ownedBy(base, mei), await ownedBy(base, lan)]
    const { id } = (await complete(token, together(shop, mei, lan))).body
    const ticket = await ticketOf(token, id)
    const one = (n: number) => [{ lineId: ticket.lines[n].id, quantity: 1 }]
    expect((await refund(token, id, one(1))).body.totalFen).toBe(8_800)
    const sheet = await api.call('POST', `/tickets/${id}/refund-quotes`, { token, body: { lines: one(0) } })
    expect(new Set(sheet.body.tenders.map((t: { memberId: string }) => t.memberId))).toEqual(new Set([mei, lan]))
    const nameOf = new Map(ticket.tenders.map((t: { memberId: string; memberName: string }) => [t.memberId, t.memberName]))
    for (const named of [...sheet.body.tenders, ...sheet.body.lots]) expect(named.memberName).toBe(nameOf.get(named.memberId))
    const rest = await refund(token, id)
    expect(rest.status).toBe(201)
    const document = (await api.call('GET', `/refunds/${rest.body.id}`, { token })).body
    expect(document.lines.map((l: { memberName: string }) => l.memberName)).toEqual([null, nameOf.get(lan)])
    for (const named of [...document.tenders, ...document.lots]) expect(named.memberName).toBe(nameOf.get(named.memberId))
    expect([await ownedBy(base, mei), await ownedBy(base, lan)]).toEqual(before)
    const after = await ticketOf(token, id)
    expect(after.tenders.map((t: { refundedFen: number }) => t.refundedFen)).toEqual([19_800, 15_000, 6_600])
    expect(await findingsOf(base)).toEqual([])
  })

  it('sold to a friend is the friend’s: a top-up and its terms', async () => {
    const { shop, token, mei, lan } = await friends()
    const cart = {
      storeId: shop.storeId,
      memberId: mei,
      lines: [{ key: 'a', kind: 'top_up', amountFen: 30_000, memberId: lan }],
      tenders: [{ kind: 'cash', receivedFen: 30_000 }],
    }
    const { id } = (await complete(token, cart)).body
    expect((await ownedBy(base, lan)).map((l) => l.remaining)).toContain(30_000)
    expect((await refund(token, id)).status).toBe(201)
    expect((await ownedBy(base, lan)).find((l) => l.remaining === 30_000)).toBeUndefined()
    expect(await findingsOf(base)).toEqual([])
  })

  it('is refused where one cannot pay, is not there, or the actor may not; and repeated once', async () => {
    const { shop, token, mei, lan } = await friends()
    const hash = 'x'.repeat(32)
    const tooMuch = [
      { kind: 'stored_value', amountFen: 11_000 },
      { kind: 'stored_value', memberId: lan, amountFen: 10_600 },
    ]
    await refusedWith(409, 'stored_value_insufficient', () => complete(token, together(shop, mei, lan, { tenders: tooMuch }), { hash }))
    await refusedWith(404, 'not_found', () => complete(token, together(shop, mei, newId()), { hash }))
    const stranger = await signInAs(base, 'cashier', { storeId: (await makeStore(base)).id })
    await refusedWith(404, 'not_found', () => complete(stranger.token, together(shop, mei, lan), { hash }))
    const twice = { key: newId(), ticketId: newId(), hash: (await quote(token, together(shop, mei, lan))).body.quoteHash }
    const first = await complete(token, together(shop, mei, lan), twice)
    const again = await complete(token, together(shop, mei, lan), twice)
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true'])
    expect(await findingsOf(base)).toEqual([])
  })

  it('says what somebody could pay who is only asked, without taking anything', async () => {
    const { shop, token, mei, lan } = await friends()
    const cart = { storeId: shop.storeId, memberId: mei, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] }
    const asked = (await quote(token, { ...cart, payerIds: [lan] })).body
    expect(asked.payers).toMatchObject([
      { memberId: mei, spendableFen: 12_800 },
      { memberId: lan, spendableFen: 10_000, needsProof: null },
    ])
    expect(asked.tenders.map((t: { memberId: string; amountFen: number }) => [t.memberId, t.amountFen])).toEqual([[mei, 12_800]])
    expect((await quote(token, { ...cart, payerIds: [newId()] })).status).toBe(404)
    expect((await complete(token, { ...cart, payerIds: [lan] })).status).toBe(201)
    expect((await ownedBy(base, lan)).find((l) => l.kind === 'principal')?.remaining).toBe(10_000)
    expect(await findingsOf(base)).toEqual([])
  })

  it('says which member handed over money from outside, on the bill, on paper masked, and where it goes back', async () => {
    const { shop, token, mei, lan } = await friends()
    const cart = (payerId: string) => ({
      storeId: shop.storeId,
      memberId: mei,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
      tenders: [
        { kind: 'wechat', amountFen: 6_400, payerId },
        { kind: 'wechat', amountFen: 400, reference: '朋友' },
        { kind: 'cash', receivedFen: 10_000, payerId: mei },
      ],
    })
    await refusedWith(404, 'not_found', () => complete(token, cart(newId())))
    const { id } = (await complete(token, cart(lan))).body
    const ticket = await ticketOf(token, id)
    const nameOf = async (memberId: string) => (await api.call('GET', `/members/${memberId}`, { token })).body.name
    const name = await nameOf(lan)
    expect(ticket.tenders.map((t: Record<string, unknown>) => [t.kind, t.memberId, t.payerId, t.memberName, t.reference])).toEqual([
      ['wechat', null, lan, name, ''],
      ['wechat', null, null, null, '朋友'],
      ['cash', null, mei, await nameOf(mei), ''],
    ])
    // Nobody's stored value was touched, and no PIN was asked for what is no stored value.
    expect((await ownedBy(base, lan)).find((l) => l.kind === 'principal')?.remaining).toBe(10_000)
    const receipt = (await api.call('GET', `/tickets/${id}/receipt`, { token })).body.source
    expect(receipt).toContain(`${name.slice(0, 1)}*`)
    expect(receipt).not.toContain(name)
    const back = await refund(token, id)
    const tenders = (await api.call('GET', `/refunds/${back.body.id}`, { token })).body.tenders
    expect(tenders.map((t: Record<string, unknown>) => [t.kind, t.payerId, t.amountFen])).toEqual([
      ['wechat', lan, 6_400],
      ['wechat', null, 400],
      ['cash', mei, 6_000],
    ])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is shared evenly or by line by the server', async () => {
    const { shop, token, mei, lan } = await friends()
    const cart = { ...together(shop, mei, lan), tenders: 'auto' }
    const payers = [mei, lan].map((memberId) => ({ memberId, kind: 'stored_value' }))
    const share = (by: string) => api.call('POST', '/quotes/split', { token, body: { cart, by, payers } })
    expect((await share('even')).body.shares.map((s: { amountFen: number }) => s.amountFen)).toEqual([10_800, 10_800])
    const byLine = (await share('line')).body
    expect(byLine.shares.map((s: { amountFen: number }) => s.amountFen)).toEqual([12_800, 8_800])
    expect((await complete(token, { ...cart, tenders: byLine.tenders })).status).toBe(201)
    const twice = [payers[0], payers[0]]
    expect((await api.call('POST', '/quotes/split', { token, body: { cart, by: 'even', payers: twice } })).status).toBe(422)
  })
})

describe('what a member usually buys', () => {
  it('counts the own lines of the last bills, also of those somebody else paid', async () => {
    const { shop, token, mei, lan } = await friends()
    await complete(token, together(shop, mei, lan))
    const cash = (line: object) => ({
      storeId: shop.storeId,
      memberId: lan,
      lines: [{ key: 'a', ...line }],
      tenders: [{ kind: 'cash', receivedFen: 50_000 }],
    })
    await complete(token, cash({ kind: 'product', itemId: shop.shampooId }))
    const usual = (memberId: string) => api.call('GET', `/members/${memberId}/usual?storeId=${shop.storeId}`, { token })
    expect((await usual(lan)).body.items.map((i: { itemId: string; times: number }) => [i.itemId, i.times])).toEqual([
      [shop.shampooId, 2],
      [shop.careId, 1],
    ])
    expect((await usual(mei)).body.items.map((i: { itemId: string }) => i.itemId)).toEqual([shop.cutId])
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    expect((await api.call('GET', `/members/${lan}/usual?storeId=${shop.storeId}`, { token: stylist.token })).status).toBe(403)
  })
})

describe('lines sold below the member’s price', () => {
  it('are listed with reason, seller and approver', async () => {
    const shop = await openShop(base)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    const { body: approval } = await api.call('POST', '/approvals', {
      token: cashier.token,
      body: { storeId: shop.storeId, act: 'price_raise', approverId: manager.staffId, pin: TEST_PIN, fen: 2_000 },
    })
    const priced = (fen: number, approvalId?: string) => ({
      storeId: shop.storeId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId, discount: { kind: 'price', fen, reason: '老客', approvalId } }],
      tenders: [{ kind: 'cash', receivedFen: 20_000 }],
    })
    await refusedWith(403, 'approval_needed', () => complete(cashier.token, priced(14_800)))
    expect((await complete(cashier.token, priced(14_800, approval.id))).status).toBe(201)
    const low = await complete(cashier.token, priced(12_500))
    const listed = await api.call('GET', `/underpriced-lines?storeId=${shop.storeId}&fromDay=2026-11-01&toDay=2026-11-30`, {
      token: manager.token,
    })
    expect(listed.body.items).toMatchObject([
      { ticketId: low.body.id, memberPriceFen: 12_800, netFen: 12_500, reasons: ['老客'], approvedByNames: [] },
    ])
    expect(await findingsOf(base)).toEqual([])
  })
})
