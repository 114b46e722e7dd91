/** On account over HTTP: sold, settled, taken back, limited. */
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const { reading, complete, refund, refusedWith, ticketOf, audited } = billDesk(base, api)
const hash = 'x'.repeat(32)

const charged = (shop: Shop, accountId: string, quantity = 1, memberId: string | null = accountId) => ({
  storeId: shop.storeId,
  memberId,
  lines: [{ key: 'a', kind: 'service', itemId: shop.cutId, quantity }],
  tenders: [{ kind: 'on_account', accountId, amountFen: 12_800 * quantity }],
})
const settled = (shop: Shop, accountId: string, amountFen: number, tenders: object[], memberId: string | null = accountId) => ({
  storeId: shop.storeId,
  memberId,
  lines: [{ key: 's', kind: 'settlement', accountId, amountFen }],
  tenders,
})
/** Accounts share with somebody who pays by phone. */
const shared = (shop: Shop, accountIds: (string | undefined)[]) => ({
  cart: { storeId: shop.storeId, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] },
  by: 'even',
  payers: [...accountIds.map((accountId) => ({ guest: '老板', kind: 'on_account', accountId })), { guest: '朋友', kind: 'wechat' }],
})
const inCash = (fen: number) => [{ kind: 'cash', receivedFen: fen }]

const edit = (token: string, accountId: string, version: number, body: object) =>
  api.call('PATCH', `/credit-accounts/${accountId}`, { token, headers: { 'if-match': `"${version}"` }, body })

/** A member who may owe 500.00. */
async function debtor(storedFen = 0) {
  const shop = await openShop(base)
  const { token } = shop.owner
  const memberId = await memberWith(base, shop, { storedFen })
  expect((await edit(token, memberId, 0, { limitFen: 50_000 })).body).toEqual({ id: memberId, version: 2 })
  return { shop, token, memberId }
}

const debtsOf = async (accountId: string) =>
  (
    await reading()
      .db.selectFrom('receivable')
      .select(['amount_fen', 'open_fen'])
      .where('account_id', '=', accountId)
      .orderBy('charged_at')
      .orderBy('id')
      .execute()
  ).map((r) => [r.amount_fen, r.open_fen])
const read = async (token: string, shop: Shop, accountId: string) =>
  (await api.call('GET', `/credit-accounts/${accountId}?storeId=${shop.storeId}`, { token })).body

describe('a sale on account', () => {
  it('is a tender and a debt under its id; it is owed, and no prepaid value', async () => {
    const { shop, token, memberId } = await debtor()
    const { id } = (await complete(token, charged(shop, memberId))).body
    const ticket = await ticketOf(token, id)
    expect(ticket.tenders).toMatchObject([{ kind: 'on_account', amountFen: 12_800, sourceId: memberId }])
    expect(ticket.tenders[0].sourceName).toMatch(/会员/)
    const { db } = reading()
    expect(await db.selectFrom('receivable').selectAll().where('ticket_id', '=', id).execute()).toMatchObject([
      { id: ticket.tenders[0].id, account_id: memberId, store_id: shop.storeId, amount_fen: 12_800, open_fen: 12_800 },
    ])
    expect(await read(token, shop, memberId)).toMatchObject({
      owedFen: 12_800,
      owedHereFen: 12_800,
      limitFen: 50_000,
      receivables: [{ ticketId: id, openFen: 12_800 }],
    })
    const report = (await api.call('GET', `/reports/receivables?storeId=${shop.storeId}`, { token })).body
    expect(report).toMatchObject({ receivablesFen: 12_800, rows: [{ age: '0-30', accounts: 1, debts: 1, openFen: 12_800 }] })
    const rows = (await api.call('GET', `/reports/receivables/debts?storeId=${shop.storeId}`, { token })).body.items
    expect(rows).toMatchObject([{ accountId: memberId, ticketId: id, openFen: 12_800, ageDays: 0 }])
    expect((await api.call('GET', `/reports/liability?storeId=${shop.storeId}`, { token })).body.totals.liabilityFen).toBe(0)
    expect(await findingsOf(base)).toEqual([])
  })

  it('stops at the limit of the account, the brand’s where it has none, and at a shut account', async () => {
    const { shop, token, memberId } = await debtor()
    await complete(token, charged(shop, memberId, 3))
    const problem = await refusedWith(409, 'account_limit', () => complete(token, charged(shop, memberId), { hash }))
    expect(problem.params).toMatchObject({ limitFen: 50_000, owedFen: 38_400, leftFen: 11_600 })
    const other = await memberWith(base, shop)
    await refusedWith(409, 'account_limit', () => complete(token, charged(shop, other), { hash }))
    const { version } = (await api.call('GET', '/settings', { token })).body
    const allow = (onAccountLimitFen: number, v: number) =>
      api.call('PATCH', '/settings', { token, headers: { 'if-match': `"${v}"` }, body: { onAccountLimitFen } })
    expect((await allow(20_000, version)).body.onAccountLimitFen).toBe(20_000)
    expect((await complete(token, charged(shop, other))).status).toBe(201)
    await allow(0, version + 1)
    expect((await edit(token, memberId, 2, { isActive: false })).status).toBe(200)
    await refusedWith(422, 'account_unfit', () => complete(token, charged(shop, memberId), { hash }))
    await refusedWith(422, 'account_unfit', () => complete(token, charged(shop, newId(), 1, null), { hash }))
  })

  it('pays a share of a bill, as far as it may be charged; a share without an account, or two on one, are no request', async () => {
    const { shop, token, memberId } = await debtor()
    expect((await edit(token, memberId, 2, { limitFen: 5_000 })).status).toBe(200)
    const share = (accountIds: (string | undefined)[]) => api.call('POST', '/quotes/split', { token, body: shared(shop, accountIds) })
    const { body } = await share([memberId])
    expect(body.shares).toMatchObject([
      { amountFen: 6_400, payableFen: 5_000 },
      { amountFen: 6_400, payableFen: 6_400 },
    ])
    expect(body.tenders[0]).toEqual({ kind: 'on_account', accountId: memberId, amountFen: 5_000 })
    const cart = { ...shared(shop, []).cart, tenders: [...body.tenders, { kind: 'cash', receivedFen: 1_400 }] }
    expect((await complete(token, cart)).status).toBe(201)
    expect((await read(token, shop, memberId)).owedFen).toBe(5_000)
    expect((await share([memberId, memberId])).status).toBe(422)
    expect((await share([undefined])).status).toBe(422)
    await refusedWith(422, 'account_unfit', () => share([newId()]))
    expect(await findingsOf(base)).toEqual([])
  })

  it('may be a company’s, without a member', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const company = { companyName: '锦江酒店', limitFen: 100_000 }
    const opened = await api.call('POST', '/credit-accounts', { token, body: company })
    expect(opened.status).toBe(201)
    expect(await audited(opened.body.id, 'credit_account.open')).toMatchObject([{ detail: { limitFen: 100_000 } }])
    await refusedWith(409, 'company_name_taken', () => api.call('POST', '/credit-accounts', { token, body: company }))
    const { id } = (await complete(token, charged(shop, opened.body.id, 1, null))).body
    const receipt = (await api.call('GET', `/tickets/${id}/receipt`, { token })).body.source
    expect(receipt).toContain('锦江酒店')
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    await refusedWith(403, 'forbidden', () => edit(cashier.token, opened.body.id, 1, { limitFen: 1 }))
    await refusedWith(422, 'invalid_input', () => edit(token, opened.body.id, 1, { limitFen: null }))
    await refusedWith(412, 'version_stale', () => edit(token, opened.body.id, 7, { limitFen: 1 }))
    await refusedWith(404, 'not_found', () => edit(token, newId(), 0, { limitFen: 1 }))
    expect((await api.call('GET', `/credit-accounts?storeId=${shop.storeId}`, { token: cashier.token })).body.items).toMatchObject([
      { id: opened.body.id, kind: 'company', name: '锦江酒店', owedHereFen: 12_800, ages: [{ age: '0-30', openFen: 12_800 }, {}, {}, {}] },
    ])
  })
})

describe('settling', () => {
  it('pays the oldest debt first, and going back makes the youngest owed again', async () => {
    const { shop, token, memberId } = await debtor(10_000)
    await complete(token, charged(shop, memberId))
    await complete(token, charged(shop, memberId, 2))
    const mixed = [
      { kind: 'stored_value', amountFen: 10_000 },
      { kind: 'wechat', amountFen: 10_000 },
    ]
    const paid = await complete(token, settled(shop, memberId, 20_000, mixed))
    expect(paid.status).toBe(201)
    expect(await debtsOf(memberId)).toEqual([
      [12_800, 0],
      [25_600, 18_400],
    ])
    const account = await read(token, shop, memberId)
    const by = { kind: 'settled', sourceKind: 'ticket', sourceId: paid.body.id, number: paid.body.number, ways: ['stored_value', 'wechat'] }
    expect(account.receivables.flatMap((r: { movements: object[] }) => r.movements)).toMatchObject([
      { ...by, amountFen: -7_200 },
      { ...by, amountFen: -12_800 },
    ])
    const line = (await ticketOf(token, paid.body.id)).lines[0]
    expect((await refund(token, paid.body.id, [{ lineId: line.id, quantity: 8_000 }])).body.totalFen).toBe(8_000)
    expect(await debtsOf(memberId)).toEqual([
      [12_800, 800],
      [25_600, 25_600],
    ])
    expect((await refund(token, paid.body.id)).body.totalFen).toBe(12_000)
    expect(await debtsOf(memberId)).toEqual([
      [12_800, 12_800],
      [25_600, 25_600],
    ])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([10_000])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is refused beyond what is owed in this store', async () => {
    const { shop, token, memberId } = await debtor()
    await complete(token, charged(shop, memberId))
    const elsewhere = await openShop(base)
    await refusedWith(409, 'settlement_too_much', () => complete(token, settled(shop, memberId, 12_801, inCash(12_801)), { hash }))
    await refusedWith(409, 'settlement_too_much', () =>
      complete(elsewhere.owner.token, settled(elsewhere, memberId, 100, inCash(100)), { hash }),
    )
    const stranger = await signInAs(base, 'cashier', { storeId: (await makeStore(base)).id })
    expect((await api.call('GET', `/credit-accounts/${memberId}?storeId=${shop.storeId}`, { token: stranger.token })).status).toBe(404)
  })
})

describe('taking back what was sold on account', () => {
  it('reduces the debt first, and pays out only what was settled', async () => {
    const { shop, token, memberId } = await debtor()
    const { id } = (await complete(token, charged(shop, memberId, 3))).body
    await complete(token, settled(shop, memberId, 20_000, inCash(20_000)))
    const { lines } = await ticketOf(token, id)
    const back = (quantity: number) => refund(token, id, [{ lineId: lines[0].id, quantity }])
    expect((await back(1)).status).toBe(201)
    expect(await debtsOf(memberId)).toEqual([[38_400, 5_600]])
    const second = await back(1)
    const { tenders } = (await api.call('GET', `/refunds/${second.body.id}`, { token })).body
    expect(tenders.map((t: { fromKind: string; kind: string; amountFen: number }) => [t.fromKind, t.kind, t.amountFen])).toEqual([
      ['on_account', 'cash', 7_200],
      ['on_account', 'on_account', 5_600],
    ])
    expect((await back(1)).status).toBe(201)
    expect(await debtsOf(memberId)).toEqual([[38_400, 0]])
    expect(await findingsOf(base)).toEqual([])
  })

  it('never turns stored value into cash: what it settled is refunded first', async () => {
    const { shop, token, memberId } = await debtor(12_800)
    const { id } = (await complete(token, charged(shop, memberId))).body
    const paid = (await complete(token, settled(shop, memberId, 12_800, [{ kind: 'stored_value', amountFen: 12_800 }]))).body
    await refusedWith(409, 'debt_settled_from_wallet', () => refund(token, id))
    expect((await refund(token, paid.id)).status).toBe(201)
    expect((await refund(token, id)).status).toBe(201)
    expect(await debtsOf(memberId)).toEqual([[12_800, 0]])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([12_800])
    expect(await findingsOf(base)).toEqual([])
  })
})
