/** Held bills over HTTP: kept, fetched by one till at a time, completed or discarded by whoever has them. */
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { openShop, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

const cutFor = (shop: Shop, more: object = {}) => ({
  storeId: shop.storeId,
  lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
  tenders: [{ kind: 'cash', receivedFen: 20_000 }],
  ...more,
})

const hold = (token: string, ticketId: string, cart: object, version = 0) =>
  api.call('PUT', `/tickets/${ticketId}`, { token, headers: { 'if-match': `"${version}"` }, body: { cart, label: '三号位' } })
const take = (token: string, ticketId: string, takeOver = false) =>
  api.call('POST', `/tickets/${ticketId}/taking`, { token, body: { takeOver } })
const discard = (token: string, ticketId: string, version: number) =>
  api.call('DELETE', `/tickets/${ticketId}`, { token, headers: { 'if-match': `"${version}"` } })

async function complete(token: string, cart: object, ticketId: string, heldVersion = 0) {
  const { quoteHash } = (await api.call('POST', '/quotes', { token, body: cart })).body
  return api.call('POST', `/tickets/${ticketId}/completion`, {
    token,
    headers: { 'idempotency-key': newId() },
    body: { cart, quoteHash, heldVersion },
  })
}

const rowOf = (ticketId: string) =>
  readCtx(base.runtime, base.brand, system).db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()

async function auditOf(ticketId: string) {
  const { db } = readCtx(base.runtime, base.brand, system)
  return (await db.selectFrom('audit_entry').select('action').where('subject_id', '=', ticketId).orderBy('seq').execute()).map(
    (a) => a.action,
  )
}

async function twoTills() {
  const shop = await openShop(base)
  const [first, second] = [
    await signInAs(base, 'cashier', { storeId: shop.storeId }),
    await signInAs(base, 'cashier', { storeId: shop.storeId }),
  ]
  const ticketId = newId()
  const unpaid = cutFor(shop, { tenders: 'auto' })
  expect((await hold(first.token, ticketId, unpaid)).body).toEqual({ ticketId, version: 1 })
  return { shop, first, second, ticketId, unpaid }
}

describe('a held bill', () => {
  it('is kept with its cart, fetched by another till and completed under its own id', async () => {
    const { shop, first, second, ticketId, unpaid } = await twoTills()
    expect((await hold(first.token, ticketId, { ...unpaid, note: '加洗头' }, 1)).body.version).toBe(2)
    const held = await api.call('GET', `/tickets?storeId=${shop.storeId}&state=held`, { token: second.token })
    expect(held.body.items).toMatchObject([{ id: ticketId, holdLabel: '三号位', totalFen: null, takenByName: null }])
    expect((await take(second.token, ticketId)).body).toEqual({ ticketId, version: 3 })
    const fetched = await api.call('GET', `/tickets/${ticketId}`, { token: second.token })
    expect(fetched.body.cart).toMatchObject({ note: '加洗头', lines: [{ itemId: shop.cutId }] })
    expect((await complete(second.token, cutFor(shop), ticketId, 3)).status).toBe(201)
    expect(await rowOf(ticketId)).toMatchObject({ state: 'completed', taken_at: null, taken_session: null, cart: null })
    expect(await auditOf(ticketId)).toEqual(['ticket.hold', 'ticket.hold', 'ticket.take', 'ticket.complete'])
    expect((await hold(first.token, ticketId, unpaid, 3)).body.code).toBe('ticket_not_held')
    expect((await discard(first.token, ticketId, 3)).body.code).toBe('ticket_not_held')
    expect((await take(first.token, ticketId)).body.code).toBe('ticket_not_held')
  })

  it('fetched by one till tells a second who has it, and changes nothing', async () => {
    const { shop, first, second, ticketId } = await twoTills()
    await take(first.token, ticketId)
    const before = await rowOf(ticketId)
    const refused = await take(second.token, ticketId)
    const { name } = await readCtx(base.runtime, base.brand, system)
      .db.selectFrom('staff')
      .select('name')
      .where('id', '=', first.staffId)
      .executeTakeFirstOrThrow()
    expect([refused.status, refused.body.code, refused.body.params]).toEqual([
      409,
      'ticket_taken',
      { ticketId, version: 2, byName: name, at: before.taken_at?.toString() },
    ])
    expect(await rowOf(ticketId)).toEqual(before)
    // The same till, reloaded, has it already.
    expect((await take(first.token, ticketId)).status).toBe(200)
    expect((await api.call('GET', `/tickets?storeId=${shop.storeId}&state=held`, { token: second.token })).body.items[0].takenByName).toBe(
      name,
    )
  })

  it('taken over by a second till is refused to the first: to lay back, to complete, to discard', async () => {
    const { shop, first, second, ticketId, unpaid } = await twoTills()
    const { version } = (await take(first.token, ticketId)).body
    const over = await take(second.token, ticketId, true)
    expect(over.body.version).toBe(version + 1)
    const before = await rowOf(ticketId)
    for (const refused of [
      await hold(first.token, ticketId, unpaid, version),
      await complete(first.token, cutFor(shop), ticketId, version),
      await discard(first.token, ticketId, version),
    ])
      expect([refused.status, refused.body.code]).toEqual([409, 'ticket_taken'])
    expect(await rowOf(ticketId)).toEqual(before)
    expect((await hold(second.token, ticketId, unpaid, version + 1)).body.version).toBe(version + 2)
    expect(await rowOf(ticketId)).toMatchObject({ taken_at: null, taken_session: null, last_by: second.staffId })
  })

  it('is fetched by one of two tills that try in the same moment', async () => {
    const { first, second, ticketId } = await twoTills()
    const answers = await Promise.all([take(first.token, ticketId), take(second.token, ticketId)])
    expect(answers.map((a) => a.body.code ?? 'ok').sort()).toEqual(['ok', 'ticket_taken'])
  })

  it('needs its version, and one who may sell there', async () => {
    const { shop, ticketId, unpaid } = await twoTills()
    const { token } = shop.owner
    expect((await api.call('PUT', `/tickets/${ticketId}`, { token, body: { cart: unpaid } })).status).toBe(428)
    expect((await api.call('DELETE', `/tickets/${ticketId}`, { token })).status).toBe(428)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    expect((await take(stylist.token, ticketId)).status).toBe(403)
    expect((await take(elsewhere.token, ticketId)).status).toBe(404)
    expect((await take(token, newId())).status).toBe(404)
    expect(await rowOf(ticketId)).toMatchObject({ version: 1, taken_at: null })
  })

  it('can be discarded once, and is then gone from the lists', async () => {
    const { shop, first, ticketId } = await twoTills()
    expect((await discard(first.token, ticketId, 1)).status).toBe(200)
    expect((await api.call('GET', `/tickets?storeId=${shop.storeId}`, { token: first.token })).body.items).toEqual([])
    expect((await api.call('GET', `/tickets/${ticketId}`, { token: first.token })).status).toBe(404)
    expect((await complete(first.token, cutFor(shop), ticketId, 2)).body.code).toBe('ticket_closed')
  })

  it('that cannot be priced, or names somebody in the open, is refused at once', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const strange = cutFor(shop, { tenders: 'auto', lines: [{ key: 'a', kind: 'service', itemId: newId() }] })
    expect((await hold(token, newId(), strange)).body.code).toBe('item_not_sold')
    const deposit = { kind: 'advance', purpose: '新娘造型', contact: { name: '路人', phone: '13800138000' } }
    const named = cutFor(shop, { tenders: 'auto', lines: [{ key: 'a', kind: 'deposit', amountFen: 10_000, deposit }] })
    const refused = await hold(token, newId(), named)
    expect([refused.body.code, refused.body.params]).toEqual(['line_invalid', { key: 'a', need: 'not_held' }])
  })
})
