/** Deposits over HTTP: taken, used, given back, kept. */
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { findingsOf, memberWith, openShop, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const { reading, post, complete, refund, refusedWith, ticketOf, audited } = billDesk(base, api)

const takes = (shop: Shop, deposit: object, more: object = {}) => ({
  storeId: shop.storeId,
  lines: [{ key: 'd', kind: 'deposit', amountFen: 20_000, deposit: { purpose: '新娘造型', ...deposit } }],
  tenders: [{ kind: 'wechat', amountFen: 20_000 }],
  ...more,
})
const ADVANCE = { kind: 'advance', contact: { name: '路人甲', phone: '13800138000' }, dueOn: '2026-12-24' }
const EARNEST = { kind: 'earnest', contractFen: 100_000, contact: { name: '路人乙' } }

async function withDeposit(deposit: object) {
  const shop = await openShop(base)
  const { token } = shop.owner
  const sale = await complete(token, takes(shop, deposit))
  expect(sale.status).toBe(201)
  const ticket = await ticketOf(token, sale.body.id)
  return { shop, token, ticketId: sale.body.id as string, depositId: ticket.lines[0].id as string }
}

const uses = (shop: Shop, depositId: string, more: object = {}) => ({
  storeId: shop.storeId,
  lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
  tenders: [{ kind: 'deposit', depositId, ...more }],
})

const rowOf = (depositId: string) => reading().db.selectFrom('deposit').selectAll().where('id', '=', depositId).executeTakeFirstOrThrow()
const movesOf = async (depositId: string) =>
  (
    await reading()
      .db.selectFrom('deposit_movement')
      .select(['kind', 'amount_fen'])
      .where('deposit_id', '=', depositId)
      .orderBy('id')
      .execute()
  ).map((m) => [m.kind, m.amount_fen])

describe('a deposit', () => {
  it('is a line of a ticket and a row of its own; name and phone are sealed, and shown masked', async () => {
    const { shop, token, ticketId, depositId } = await withDeposit(ADVANCE)
    const row = await rowOf(depositId)
    expect(row).toMatchObject({
      ticket_id: ticketId,
      store_id: shop.storeId,
      member_id: null,
      kind: 'advance',
      purpose: '新娘造型',
      due_on: '2026-12-24',
      amount_fen: 20_000,
      open_fen: 20_000,
      taken_by: shop.owner.staffId,
    })
    expect(JSON.stringify(row)).not.toContain('13800138000')
    expect(await movesOf(depositId)).toEqual([['taken', 20_000]])
    const listed = (await api.call('GET', `/deposits?storeId=${shop.storeId}`, { token })).body.items
    expect(listed).toMatchObject([{ id: depositId, contactName: '路人甲', contactPhone: '138****8000', openFen: 20_000 }])
    const shown = await api.call('POST', `/deposits/${depositId}/phone-reveals`, { token })
    expect(shown.body.phone).toBe('13800138000')
    expect(await audited(depositId, 'deposit.reveal_phone')).toHaveLength(1)
    const receipt = (await api.call('GET', `/tickets/${ticketId}/receipt`, { token })).body.source
    expect(receipt).toContain('新娘造型')
    expect(receipt).toContain('订金：可退')
    expect(receipt).not.toContain('×')
    expect(await findingsOf(base)).toEqual([])
  })

  it('pays a later bill, comes back with its refund, and what is left goes back in parts', async () => {
    const { shop, token, ticketId, depositId } = await withDeposit(ADVANCE)
    const sale = await complete(token, uses(shop, depositId))
    expect(await rowOf(depositId)).toMatchObject({ open_fen: 7_200 })
    await refusedWith(409, 'deposit_used', () => refund(token, ticketId))
    const part = await refund(token, ticketId, [{ lineId: depositId, quantity: 5_000 }])
    expect([part.status, part.body.totalFen]).toEqual([201, 5_000])
    const paper = (await api.call('GET', `/refunds/${part.body.id}/receipt`, { token })).body.source
    expect(paper).toContain('新娘造型')
    expect(paper).not.toMatch(/×|5000/)
    expect((await refund(token, sale.body.id)).status).toBe(201)
    expect(await rowOf(depositId)).toMatchObject({ open_fen: 15_000 })
    expect((await refund(token, ticketId)).body.totalFen).toBe(15_000)
    expect(await movesOf(depositId)).toEqual([
      ['taken', 20_000],
      ['used', -12_800],
      ['refunded', -5_000],
      ['restored', 12_800],
      ['refunded', -15_000],
    ])
    expect((await ticketOf(token, ticketId)).lines[0]).toMatchObject({ depositKind: 'advance', depositOpenFen: 0 })
    const story = (await api.call('GET', `/deposits/${depositId}`, { token })).body
    expect([story.usedFen, story.refundedFen, story.openFen]).toEqual([0, 20_000, 0])
    expect(story.movements.map((m: { kind: string }) => m.kind)).toEqual(['taken', 'used', 'refunded', 'restored', 'refunded'])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is found by who left it and what for; open ones stand by their day, all newest first, with figures over all of them', async () => {
    const { shop, token, depositId } = await withDeposit(ADVANCE)
    const memberId = await memberWith(base, shop)
    const member = (await api.call('GET', `/members/${memberId}`, { token })).body
    await complete(token, takes(shop, { kind: 'advance', purpose: '接发', dueOn: '2026-01-05' }, { memberId }))
    await complete(token, takes(shop, { ...EARNEST, contact: { name: '欧阳娜娜', phone: '010-62345678' }, purpose: '婚礼跟妆' }))
    await complete(token, takes(shop, { ...ADVANCE, contact: { name: '路过', phone: '' }, purpose: '预订商品', dueOn: '2026-12-30' }))
    const spent = await complete(token, uses(shop, depositId, { amountFen: 12_800 }))
    const list = async (query = '') => (await api.call('GET', `/deposits?storeId=${shop.storeId}${query}`, { token })).body
    const purposes = async (query = '') => (await list(query)).items.map((d: { purpose: string }) => d.purpose)
    const open = await list()
    expect(
      open.items.map((d: { purpose: string; daysLeft: number | null }) => [d.purpose, d.daysLeft === null ? null : Math.sign(d.daysLeft)]),
    ).toEqual([
      ['接发', -1],
      ['新娘造型', 1],
      ['预订商品', 1],
      ['婚礼跟妆', null],
    ])
    expect(open.totals).toEqual({ deposits: 4, openFen: 67_200, overdue: 1 })
    expect(await purposes('&state=all')).toEqual(['预订商品', '婚礼跟妆', '接发', '新娘造型'])
    for (const q of ['路人', 'lurenjia', '13800138000', '8000', '新娘'])
      expect(await purposes(`&q=${encodeURIComponent(q)}`)).toEqual(['新娘造型'])
    for (const q of ['欧阳', 'nana', '01062345678']) expect(await purposes(`&q=${encodeURIComponent(q)}`)).toEqual(['婚礼跟妆'])
    expect(await purposes(`&q=${member.number}`)).toEqual(['接发'])
    expect((await list('&q=nobody')).totals).toEqual({ deposits: 0, openFen: 0, overdue: 0 })
    const paged: string[] = []
    for (const state of ['open', 'all']) {
      let cursor = ''
      do {
        const page = await list(`&state=${state}&limit=1${cursor === '' ? '' : `&cursor=${cursor}`}`)
        paged.push(...page.items.map((d: { purpose: string }) => d.purpose))
        cursor = page.nextCursor ?? ''
      } while (cursor !== '')
    }
    expect(paged).toEqual(['接发', '新娘造型', '预订商品', '婚礼跟妆', '预订商品', '婚礼跟妆', '接发', '新娘造型'])
    // Whoever may not have phones shown cannot guess one either.
    const auditor = await signInAs(base, 'auditor', { storeId: shop.storeId })
    expect((await api.call('GET', `/deposits?storeId=${shop.storeId}&q=13800138000`, { token: auditor.token })).body.items).toEqual([])
    expect(spent.status).toBe(201)
  })

  it('of a member is pointed out by the quote of the next bill, in the store where it lies', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const memberId = await memberWith(base, shop)
    await complete(token, takes(shop, { kind: 'advance' }, { memberId }))
    const noticed = async (of: Shop) => {
      const lines = [{ key: 'a', kind: 'service', itemId: of.cutId }]
      return (await api.call('POST', '/quotes', { token: of.owner.token, body: { storeId: of.storeId, memberId, lines } })).body.notices
    }
    expect(await noticed(shop)).toContainEqual({ code: 'deposit_open', params: { fen: 20_000 } })
    expect((await noticed(await openShop(base))).map((n: { code: string }) => n.code)).not.toContain('deposit_open')
  })

  it('is kept apart from prepaid value in the reports', async () => {
    const { shop, token } = await withDeposit(ADVANCE)
    const kept = (await api.call('GET', `/reports/deposits?storeId=${shop.storeId}`, { token })).body
    expect(kept).toMatchObject({ depositsFen: 20_000, rows: [{ kind: 'advance', deposits: 1, openFen: 20_000 }] })
    expect((await api.call('GET', `/reports/liability?storeId=${shop.storeId}`, { token })).body.totals.liabilityFen).toBe(0)
  })

  it('of another store, or used up, pays nothing', async () => {
    const { shop, token, depositId } = await withDeposit(ADVANCE)
    const elsewhere = await openShop(base)
    const hash = 'x'.repeat(32)
    await refusedWith(409, 'deposit_unfit', () => complete(elsewhere.owner.token, uses(elsewhere, depositId), { hash }))
    await complete(token, uses(shop, depositId, { amountFen: 12_800 }))
    await refusedWith(409, 'deposit_unfit', () => complete(token, uses(shop, depositId, { amountFen: 12_800 }), { hash }))
    await refusedWith(409, 'deposit_unfit', () => complete(token, uses(shop, newId()), { hash }))
    const stranger = await signInAs(base, 'cashier', { storeId: (await makeStore(base)).id })
    expect((await api.call('GET', `/deposits/${depositId}`, { token: stranger.token })).status).toBe(404)
    expect((await api.call('POST', `/deposits/${depositId}/phone-reveals`, { token: stranger.token })).status).toBe(404)
  })
})

describe('earnest money', () => {
  const keep = (token: string, depositId: string, more: object = {}, key?: string) =>
    post(token, `/deposits/${depositId}/forfeiture`, { ticketId: newId(), reason: '没有来', ...more }, key)

  it('is given back only with another person’s approval, whatever the limit', async () => {
    const { shop, ticketId } = await withDeposit(EARNEST)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    await refusedWith(403, 'refund_approval_needed', () => refund(cashier.token, ticketId))
    const body = { storeId: shop.storeId, act: 'refund', approverId: manager.staffId, pin: TEST_PIN, fen: 20_000 }
    const approvalId = (await api.call('POST', '/approvals', { token: cashier.token, body })).body.id
    expect((await refund(cashier.token, ticketId, undefined, { approvalId })).status).toBe(201)
    expect(await findingsOf(base)).toEqual([])
  })

  it('is kept by a document of its own: a number, a reason, an approver, and a way back', async () => {
    const { shop, token, depositId } = await withDeposit(EARNEST)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    await refusedWith(403, 'forfeit_approval_needed', () => keep(cashier.token, depositId))
    const body = { storeId: shop.storeId, act: 'forfeit', approverId: manager.staffId, pin: TEST_PIN, fen: 20_000 }
    const approvalId = (await api.call('POST', '/approvals', { token: cashier.token, body })).body.id
    const ask = { ticketId: newId(), approvalId }
    const kept = await keep(cashier.token, depositId, ask, 'the-same-key')
    expect(kept.status).toBe(201)
    const again = await keep(cashier.token, depositId, ask, 'the-same-key')
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([kept.body, 'true'])
    const ticket = await ticketOf(token, kept.body.id)
    expect([ticket.totalFen, ticket.note, ticket.lines[0].kind, ticket.tenders[0].kind]).toEqual([20_000, '没有来', 'forfeit', 'deposit'])
    expect(await rowOf(depositId)).toMatchObject({ open_fen: 0 })
    const story = (await api.call('GET', `/deposits/${depositId}`, { token })).body
    expect([story.forfeitedFen, story.usedFen, story.movements.map((m: { kind: string }) => m.kind)]).toEqual([
      20_000,
      0,
      ['taken', 'forfeited'],
    ])
    expect(await audited(depositId, 'deposit.forfeit')).toMatchObject([{ actor_id: cashier.staffId, detail: { amountFen: 20_000 } }])
    await refusedWith(409, 'deposit_unfit', () => keep(token, depositId))
    const url = `/api/reports/days/sales/rows/export?storeId=${shop.storeId}&from=2026-11-22&to=2026-11-22&figure=netFen&format=csv`
    const sheet = await (await api.app()).inject({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } })
    expect(sheet.payload).toMatch(/,没收定金,/)
    expect(sheet.payload).not.toMatch(/forfeit|20000/)
    expect((await refund(token, kept.body.id)).status).toBe(201)
    expect(await rowOf(depositId)).toMatchObject({ open_fen: 20_000 })
    expect((await api.call('GET', `/deposits/${depositId}`, { token })).body).toMatchObject({ forfeitedFen: 0, usedFen: 0, refundedFen: 0 })
    expect(await findingsOf(base)).toEqual([])
  })

  it('is the only kind that can be kept, and a fifth of the price at most', async () => {
    const { shop, token, depositId } = await withDeposit(ADVANCE)
    await refusedWith(409, 'deposit_refundable', () => keep(token, depositId))
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    await refusedWith(403, 'forbidden', () => keep(stylist.token, depositId))
    const hash = 'x'.repeat(32)
    await refusedWith(422, 'earnest_too_large', () => complete(token, takes(shop, { ...EARNEST, contractFen: 99_999 }), { hash }))
    await refusedWith(422, 'line_invalid', () => complete(token, takes(shop, { kind: 'advance' }), { hash }))
  })

  it('of a member needs no name', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const { id } = (await complete(shop.owner.token, takes(shop, { kind: 'advance' }, { memberId }))).body
    const listed = await api.call('GET', `/deposits?storeId=${shop.storeId}&memberId=${memberId}`, { token: shop.owner.token })
    expect(listed.body.items).toMatchObject([{ ticketId: id, memberId, contactName: null }])
    expect(listed.body.items[0].memberName).toMatch(/会员/)
    const { items } = (await api.call('GET', `/members/${memberId}/timeline`, { token: shop.owner.token })).body
    expect(items[0]).toMatchObject({ kind: 'deposit', words: ['新娘造型'], amountFen: 20_000 })
  })
})
