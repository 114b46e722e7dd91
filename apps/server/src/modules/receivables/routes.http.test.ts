/** Who owes what, over HTTP: by age, found by a part of the name, as a spreadsheet; and what became of a debt. */
import { afterEach, describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { openShop, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const { complete, refund, ticketOf, reading } = billDesk(base, api)
afterEach(() => base.runtime.clock.setTo(MORNING))

const daysAgo = (days: number) => MORNING.subtract({ hours: 24 * days })
const list = async (token: string, query: string) => (await api.call('GET', `/credit-accounts?${query}`, { token })).body
const read = async (token: string, shop: Shop, id: string) =>
  (await api.call('GET', `/credit-accounts/${id}?storeId=${shop.storeId}`, { token })).body

async function charge(shop: Shop, token: string, accountId: string, memberId: string | null): Promise<string> {
  const lines = [{ key: 'a', kind: 'service', itemId: shop.cutId }]
  const cart = { storeId: shop.storeId, memberId, lines, tenders: [{ kind: 'on_account', accountId, amountFen: 12_800 }] }
  const { status, body } = await complete(token, cart)
  expect(status).toBe(201)
  return body.id
}

let made = 0

/** A hotel that has owed for 100, 40 and 0 days, and a member who has for 40. */
async function debtors() {
  base.runtime.clock.setTo(daysAgo(100))
  const shop = await openShop(base)
  made += 1
  const company = (companyName: string, limitFen: number) =>
    api.call('POST', '/credit-accounts', { token: shop.owner.token, body: { companyName, limitFen } })
  const hotel = (await company(`和平饭店${made}`, 100_000)).body
  await company(`旧客户${made}`, 0)
  await charge(shop, shop.owner.token, hotel.id, null)
  base.runtime.clock.setTo(daysAgo(40))
  const then = (await signInAs(base, 'owner', { storeId: shop.storeId })).token
  const member = await makeMember(base, { homeStoreId: shop.storeId, name: '欧阳锦' })
  const limit = { token: then, headers: { 'if-match': '"0"' }, body: { limitFen: 50_000 } }
  await api.call('PATCH', `/credit-accounts/${member.id}`, limit)
  await charge(shop, then, hotel.id, null)
  await charge(shop, then, member.id, member.id)
  base.runtime.clock.setTo(MORNING)
  const { token } = await signInAs(base, 'owner', { storeId: shop.storeId })
  await charge(shop, token, hotel.id, null)
  return { shop, token, hotelId: hotel.id as string, memberId: member.id }
}

const openOf = (ages: { openFen: number }[]) => ages.map((a) => a.openFen)

describe('the list of accounts', () => {
  it('is by age, the longest owed first; the sums are those of all pages, and of whoever is looked for', async () => {
    const { shop, token, hotelId, memberId } = await debtors()
    const storeId = `storeId=${shop.storeId}`
    const all = await list(token, storeId)
    expect(all.items.map((a: { id: string; ages: { openFen: number }[] }) => [a.id, openOf(a.ages)])).toEqual([
      [hotelId, [12_800, 12_800, 0, 12_800]],
      [memberId, [0, 12_800, 0, 0]],
    ])
    expect([all.totals.owedHereFen, openOf(all.totals.ages)]).toEqual([51_200, [12_800, 25_600, 0, 12_800]])
    const first = await list(token, `${storeId}&limit=1`)
    expect([first.items.length, first.totals]).toEqual([1, all.totals])
    const found = await list(token, `${storeId}&q=${encodeURIComponent('饭店')}`)
    expect([found.items.map((a: { id: string }) => a.id), found.totals.owedHereFen]).toEqual([[hotelId], 38_400])
    const person = await list(token, `${storeId}&q=${encodeURIComponent('欧阳')}`)
    expect([person.items.map((a: { id: string }) => a.id), person.totals.owedHereFen]).toEqual([[memberId], 12_800])
    expect(await list(token, `${storeId}&q=%25`)).toMatchObject({ items: [], totals: { owedHereFen: 0 } })
    const names = (await list(token, `${storeId}&state=all`)).items.map((a: { name: string }) => a.name)
    expect(names).toContain(`旧客户${made}`)
  })

  it('leaves as a spreadsheet that says the same, for who may export and read it there', async () => {
    const { shop, token } = await debtors()
    const app = await api.app()
    const url = `/api/credit-accounts/export?storeId=${shop.storeId}&format=csv`
    const get = (who: string) => app.inject({ url, headers: { authorization: `Bearer ${who}` } })
    const { statusCode, body } = await get(token)
    expect(statusCode).toBe(200)
    const rows = body.replace('\uFEFF', '').trim().split('\r\n')
    expect(rows).toHaveLength(3)
    expect(rows[1]).toBe(`和平饭店${made},单位,,128.00,128.00,0.00,128.00,384.00,384.00,2026-08-14,1000.00,可挂账,`)
    const { db } = reading()
    const written = await db.selectFrom('audit_entry').select('detail').where('action', '=', 'sheet.export').execute()
    expect(written.at(-1)?.detail).toMatchObject({ state: 'owing', rows: 2 })
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const stranger = await signInAs(base, 'manager')
    expect([(await get(cashier.token)).statusCode, (await get(stranger.token)).statusCode]).toEqual([403, 404])
  })
})

describe('an account', () => {
  it('tells what became of each debt, by the documents that did it', async () => {
    const { shop, token, memberId } = await debtors()
    const lines = [{ key: 's', kind: 'settlement', accountId: memberId, amountFen: 10_000 }]
    const cart = { storeId: shop.storeId, memberId, lines, tenders: [{ kind: 'cash', receivedFen: 10_000 }] }
    const paid = (await complete(token, cart)).body
    const line = (await ticketOf(token, paid.id)).lines[0]
    const back = (await refund(token, paid.id, [{ lineId: line.id, quantity: 4_000 }])).body
    const sale = (await read(token, shop, memberId)).receivables[0].ticketId
    const reduced = (await refund(token, sale)).body
    const [debt] = (await read(token, shop, memberId)).receivables
    expect(debt).toMatchObject({
      amountFen: 12_800,
      openFen: 0,
      movements: [
        { kind: 'settled', sourceKind: 'ticket', sourceId: paid.id, number: paid.number, amountFen: -10_000, ways: ['cash'] },
        { kind: 'reopened', sourceKind: 'refund', sourceId: back.id, number: back.number, amountFen: 4_000, ways: [] },
        { kind: 'reduced', sourceKind: 'refund', sourceId: reduced.id, number: reduced.number, amountFen: -6_800 },
      ],
    })
  })
})
