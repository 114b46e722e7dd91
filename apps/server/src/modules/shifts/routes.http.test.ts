/** Tills, opening, petty cash and settings over HTTP: exact rows, refused actors, refusals that change nothing, replays. */
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { countAndClose, openShiftOf, sellCut, shiftRow } from '../../../test/factories/shifts.ts'
import { openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db

function send(method: 'POST' | 'PATCH', url: string, token: string, body: object, headers: Record<string, string> = {}) {
  return api.call(method, url, { token, body, headers: { 'idempotency-key': newId(), ...headers } })
}

async function rows() {
  const shifts = await db().selectFrom('shift').select(['id', 'closed_at']).orderBy('id').execute()
  const tills = await db().selectFrom('till').selectAll().orderBy('id').execute()
  const cash = await db().selectFrom('cash_movement').select('id').orderBy('id').execute()
  const settings = await db().selectFrom('shift_setting').selectAll().execute()
  const audits = await db().selectFrom('audit_entry').select('seq').orderBy('seq', 'desc').limit(1).execute()
  return { shifts, tills, cash, settings, audits }
}

async function refusedWith(status: number, code: string, act: () => ReturnType<typeof api.call>) {
  const before = await rows()
  const answer = await act()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(await rows()).toEqual(before)
  return answer.body
}

const auditOf = (action: string, subjectId: string) =>
  db().selectFrom('audit_entry').select(['actor_id', 'detail']).where('action', '=', action).where('subject_id', '=', subjectId).execute()

describe('opening a shift', () => {
  it('is one row with its float and one line of audit, once for one key', async () => {
    const cashier = await signInAs(base, 'cashier')
    const headers = { 'idempotency-key': newId() }
    const body = { storeId: cashier.storeId, openingFloatFen: 50_000 }
    const answer = await send('POST', '/shifts', cashier.token, body, headers)
    expect(answer.status).toBe(201)
    const { shiftId } = answer.body
    expect(await shiftRow(base, shiftId)).toMatchObject({
      store_id: cashier.storeId,
      number: 1,
      business_day: '2026-11-22',
      opened_by: cashier.staffId,
      opened_by_itself: false,
      opening_float_fen: 50_000,
      closed_at: null,
    })
    const till = (await api.call('GET', `/tills?storeId=${cashier.storeId}`, { token: cashier.token })).body.items[0]
    expect(till).toMatchObject({
      ordinal: 1,
      isActive: true,
      nextFloatFen: null,
      openShift: { id: shiftId, number: 1, openedByItself: false },
    })
    expect(await auditOf('shift.open', shiftId)).toEqual([
      { actor_id: cashier.staffId, detail: { tillId: till.id, number: 1, openingFloatFen: 50_000, byItself: false } },
    ])
    const again = await send('POST', '/shifts', cashier.token, body, headers)
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([answer.body, 'true'])
    expect((await api.call('GET', `/shifts?storeId=${cashier.storeId}`, { token: cashier.token })).body.items).toHaveLength(1)
  })

  it('is refused while one is open, at an unknown till, and with another float than was left', async () => {
    const cashier = await signInAs(base, 'cashier')
    const other = await signInAs(base, 'cashier')
    const open = (body: object = {}) => send('POST', '/shifts', cashier.token, { storeId: cashier.storeId, ...body })
    const first = (await open({ openingFloatFen: 30_000 })).body.shiftId
    expect((await refusedWith(409, 'shift_already_open', open)).params).toEqual({ shiftId: first })
    await send('POST', '/shifts', other.token, { storeId: other.storeId })
    const foreign = (await api.call('GET', `/tills?storeId=${other.storeId}`, { token: other.token })).body.items[0].id
    await refusedWith(422, 'till_unknown', () => open({ tillId: foreign }))
    await countAndClose(base, cashier.actor, first, { fen: 30_000, takenFen: 10_000 })
    expect((await refusedWith(409, 'float_differs', () => open({ openingFloatFen: 30_000 }))).params).toEqual({ lastFen: 20_000 })
    expect((await open()).status).toBe(201)
    expect(await shiftRow(base, (await openShiftOf(base, cashier.storeId)) ?? '')).toMatchObject({ number: 2, opening_float_fen: 20_000 })
  })

  it('is refused to a stylist and to another store’s cashier', async () => {
    const stylist = await signInAs(base, 'stylist')
    const cashier = await signInAs(base, 'cashier')
    await refusedWith(403, 'forbidden', () => send('POST', '/shifts', stylist.token, { storeId: stylist.storeId }))
    await refusedWith(404, 'not_found', () => send('POST', '/shifts', cashier.token, { storeId: stylist.storeId }))
  })

  it('happens by itself with a sale that finds none, with what the last closing left', async () => {
    const shop = await openShop(base)
    const sale = await sellCut(base, shop)
    const shiftId = (await openShiftOf(base, shop.storeId)) ?? ''
    expect(await shiftRow(base, shiftId)).toMatchObject({
      number: 1,
      opened_by: shop.owner.staffId,
      opened_by_itself: true,
      opening_float_fen: 0,
    })
    expect((await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })).body.shiftId).toBe(shiftId)
    expect(await auditOf('shift.open', shiftId)).toMatchObject([{ detail: { byItself: true } }])
    await countAndClose(base, shop.owner.actor, shiftId, { fen: 12_800, takenFen: 2_800 })
    await sellCut(base, shop)
    const next = (await openShiftOf(base, shop.storeId)) ?? ''
    expect(next).not.toBe(shiftId)
    expect(await shiftRow(base, next)).toMatchObject({ number: 2, opened_by_itself: true, opening_float_fen: 10_000 })
  })
})

describe('the shift of a sale', () => {
  it('travels in a packet that is sent anyway: sign-in, key, facts, posting, record', async () => {
    const shop = await openShop(base)
    await sellCut(base, shop)
    const { token } = shop.owner
    const cart = {
      storeId: shop.storeId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'cash', receivedFen: 13_000 }],
    }
    const { quoteHash } = (await api.call('POST', '/quotes', { token, body: cart })).body
    const counter = base.runtime.counter ?? { count: Number.NaN }
    const before = counter.count
    const sold = await send('POST', `/tickets/${newId()}/completion`, token, { cart, quoteHash })
    expect([sold.status, counter.count - before]).toEqual([201, 5])
  })
})

describe('cash put in and taken out', () => {
  async function opened() {
    const cashier = await signInAs(base, 'cashier')
    const { shiftId } = (await send('POST', '/shifts', cashier.token, { storeId: cashier.storeId })).body
    const move = (body: object, headers = {}, token = cashier.token) =>
      send('POST', `/shifts/${shiftId}/cash-movements`, token, body, headers)
    return { cashier, shiftId, move }
  }

  it('is one signed row, shown with the shift, once for one key; the words stay out of the audit trail', async () => {
    const { cashier, shiftId, move } = await opened()
    const headers = { 'idempotency-key': newId() }
    const body = { direction: 'out', amountFen: 3_550, code: 'purchase', note: '买毛巾' }
    const answer = await move(body, headers)
    expect(answer.status).toBe(201)
    expect((await move(body, headers)).body).toEqual(answer.body)
    await move({ direction: 'in', amountFen: 20_000, code: 'float' })
    const detail = (await api.call('GET', `/shifts/${shiftId}`, { token: cashier.token })).body
    expect(detail.movements).toMatchObject([
      { id: answer.body.movementId, amountFen: -3_550, code: 'purchase', note: '买毛巾' },
      { amountFen: 20_000, code: 'float', note: '' },
    ])
    expect(detail.shift).toMatchObject({ id: shiftId, expectedFen: null, countedFen: null })
    expect((await auditOf('shift.move_cash', shiftId))[0]).toEqual({
      actor_id: cashier.staffId,
      detail: { movementId: answer.body.movementId, amountFen: -3_550, code: 'purchase' },
    })
  })

  it('is refused without a reason, without an amount, to strangers, and after the closing', async () => {
    const { cashier, shiftId, move } = await opened()
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    const stranger = await signInAs(base, 'cashier')
    const body = { direction: 'out', amountFen: 100, code: 'delivery' }
    await refusedWith(422, 'invalid_input', () => move({ ...body, code: 'other' }))
    await refusedWith(422, 'invalid_input', () => move({ ...body, amountFen: 0 }))
    await refusedWith(422, 'invalid_input', () => move({ ...body, code: 'because' }))
    await refusedWith(403, 'forbidden', () => move(body, {}, stylist.token))
    await refusedWith(404, 'not_found', () => move(body, {}, stranger.token))
    await countAndClose(base, cashier.actor, shiftId, { fen: 0 })
    expect((await refusedWith(409, 'shift_closed', () => move(body))).params).toEqual({ shiftId })
  })
})

describe('tills', () => {
  it('are added after those a store has, renamed, put away and taken back, each with its audit entry', async () => {
    const manager = await signInAs(base, 'manager')
    const added = await send('POST', '/tills', manager.token, { storeId: manager.storeId, name: '二楼' })
    expect(added.status).toBe(201)
    const { tillId } = added.body
    const list = async () => (await api.call('GET', `/tills?storeId=${manager.storeId}`, { token: manager.token })).body.items
    expect(await list()).toMatchObject([
      { ordinal: 1, name: '', isActive: true },
      { id: tillId, ordinal: 2, name: '二楼', isActive: true, version: 1 },
    ])
    expect(await auditOf('till.add', tillId)).toEqual([{ actor_id: manager.staffId, detail: { ordinal: 2 } }])
    const edit = (body: object, version: number) => send('PATCH', `/tills/${tillId}`, manager.token, body, { 'if-match': `"${version}"` })
    expect((await edit({ name: 'VIP 室', isActive: false }, 1)).status).toBe(200)
    expect((await list())[1]).toMatchObject({ name: 'VIP 室', isActive: false, version: 2 })
    expect(await auditOf('till.edit', tillId)).toEqual([{ actor_id: manager.staffId, detail: { fields: ['name', 'isActive'] } }])
    await refusedWith(412, 'version_stale', () => edit({ isActive: true }, 1))
    expect((await edit({ isActive: true }, 2)).status).toBe(200)
  })

  it('keep the drawer of a sale apart: each has its own shifts, and one that is put away takes no sale', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const { tillId } = (await send('POST', '/tills', token, { storeId: shop.storeId })).body
    await sellCut(base, shop)
    const away = (version: number) => send('PATCH', `/tills/${tillId}`, token, { isActive: false }, { 'if-match': `"${version}"` })
    const second = await sellCut(base, shop, { tillId })
    const shiftId = (await openShiftOf(base, shop.storeId, tillId)) ?? ''
    expect((await api.call('GET', `/tickets/${second.id}`, { token })).body.shiftId).toBe(shiftId)
    expect((await api.call('GET', `/tickets?storeId=${shop.storeId}&shiftId=${shiftId}`, { token })).body.items).toMatchObject([
      { id: second.id },
    ])
    expect((await refusedWith(409, 'till_in_use', () => away(1))).params).toEqual({ shiftId })
    await countAndClose(base, shop.owner.actor, shiftId)
    expect((await away(1)).status).toBe(200)
    await expect(sellCut(base, shop, { tillId })).rejects.toMatchObject({ code: 'till_unknown' })
    const elsewhere = await openShop(base)
    await expect(sellCut(base, elsewhere, { tillId })).rejects.toMatchObject({ code: 'till_unknown' })
  })

  it('are refused to a cashier, and the last one stays', async () => {
    const manager = await signInAs(base, 'manager')
    const cashier = await signInAs(base, 'cashier', { storeId: manager.storeId })
    const elsewhere = await signInAs(base, 'manager')
    const { tillId } = (await send('POST', '/tills', manager.token, { storeId: manager.storeId })).body
    const edit = (token: string, id: string) => send('PATCH', `/tills/${id}`, token, { isActive: false }, { 'if-match': '"1"' })
    await refusedWith(403, 'forbidden', () => send('POST', '/tills', cashier.token, { storeId: manager.storeId }))
    await refusedWith(403, 'forbidden', () => edit(cashier.token, tillId))
    await refusedWith(404, 'not_found', () => edit(elsewhere.token, tillId))
    expect((await edit(manager.token, tillId)).status).toBe(200)
    const first = (await api.call('GET', `/tills?storeId=${manager.storeId}`, { token: manager.token })).body.items[0].id
    await refusedWith(409, 'last_till', () => edit(manager.token, first))
  })
})

describe('settings of shifts', () => {
  it('are the owner’s to change, with the version that was read, and fit together', async () => {
    const owner = await signInAs(base, 'owner')
    const cashier = await signInAs(base, 'cashier')
    const patch = (body: object, version: number, token = owner.token) =>
      send('PATCH', '/shift-settings', token, body, { 'if-match': `"${version}"` })
    expect((await api.call('GET', '/shift-settings', { token: cashier.token })).body).toEqual({
      isCountBlind: true,
      reasonAboveFen: 500,
      approvalAboveFen: 5_000,
      version: 1,
    })
    await refusedWith(403, 'forbidden', () => patch({ isCountBlind: false }, 1, cashier.token))
    await refusedWith(422, 'thresholds_unfit', () => patch({ reasonAboveFen: 5_001 }, 1))
    await refusedWith(412, 'version_stale', () => patch({ isCountBlind: false }, 2))
    const answer = await patch({ isCountBlind: false, reasonAboveFen: 0 }, 1)
    expect([answer.body, answer.headers.etag]).toEqual([
      { isCountBlind: false, reasonAboveFen: 0, approvalAboveFen: 5_000, version: 2 },
      '"2"',
    ])
    const audit = await db().selectFrom('audit_entry').select('detail').where('action', '=', 'shift_settings.edit').execute()
    expect(audit).toEqual([{ detail: { isCountBlind: false, reasonAboveFen: 0 } }])
    expect((await patch({ isCountBlind: true, reasonAboveFen: 500 }, 2)).status).toBe(200)
  })
})
