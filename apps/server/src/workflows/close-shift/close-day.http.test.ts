/** Closing a store's day over HTTP: exact rows, refused actors, refusals that change nothing, replays. */
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { openDrawer, poster } from '../../../test/factories/drawer.ts'
import { countAndClose, openShiftOf, sellCut, shiftRow } from '../../../test/factories/shifts.ts'
import { findingsOf } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const post = poster(api)
const db = () => readCtx(base.runtime, base.brand, system).db
const DAY = '2026-11-22'

const urlOf = (storeId: string, day = DAY) => `/stores/${storeId}/days/${day}/closing`

async function refusedWith(status: number, code: string, act: () => ReturnType<typeof api.call>) {
  const rows = () => db().selectFrom('shift_report').select('id').orderBy('id').execute()
  const before = await rows()
  const answer = await act()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(await rows()).toEqual(before)
  return answer.body
}

/** Two tills: 128.00 at the first in two shifts of 1.00 float, 128.00 at the second. */
async function busyDay() {
  const d = await openDrawer(base, api)
  const { owner, storeId } = d.shop
  const { tillId } = (await post('/tills', owner.token, { storeId })).body
  await sellCut(base, d.shop, { tillId })
  const [first, second] = [d.shiftId, (await openShiftOf(base, storeId, tillId)) ?? '']
  await countAndClose(base, owner.actor, first, { fen: 62_700, takenFen: 52_700 })
  await sellCut(base, d.shop)
  const third = (await openShiftOf(base, storeId)) ?? ''
  return { ...d, storeId, tillId, shifts: [first, second, third] as const }
}

describe('the close of a day', () => {
  it('adds its shifts up, keeps the Z once, and the next sale belongs to the next day', async () => {
    const d = await busyDay()
    for (const id of d.shifts.slice(1)) await countAndClose(base, d.shop.owner.actor, id)
    const key = newId()
    const answer = await post(urlOf(d.storeId), d.cashier.token, undefined, key)
    expect(answer.status).toBe(201)
    expect((await post(urlOf(d.storeId), d.cashier.token, undefined, key)).body).toEqual(answer.body)
    expect((await refusedWith(409, 'day_closed', () => post(urlOf(d.storeId), d.cashier.token))).params).toEqual(answer.body)
    const { document } = (await api.call('GET', `/shift-reports/${answer.body.reportId}`, { token: d.cashier.token })).body
    expect(document.shifts.map((s: { id: string }) => s.id)).toEqual([d.shifts[0], d.shifts[2], d.shifts[1]])
    expect(document.sales).toMatchObject({ ticketCount: 3, totalFen: 38_400 })
    // 500.00 float + 3 × 128.00; one yuan short; 527.00 in the safe.
    expect(document.cash).toMatchObject({ openingFloatFen: 50_000, salesFen: 38_400, expectedFen: 88_400 })
    expect(document.count).toMatchObject({ varianceFen: -100, takenFen: 52_700, closingFloatFen: 35_600, countedFen: 88_300 })
    const audit = await db()
      .selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'day.close')
      .where('subject_id', '=', d.storeId)
      .execute()
    expect(audit).toEqual([{ detail: { day: DAY, reportId: answer.body.reportId, shifts: 3, totalFen: 38_400, varianceFen: -100 } }])
    await sellCut(base, d.shop)
    expect(await shiftRow(base, (await openShiftOf(base, d.storeId)) ?? '')).toMatchObject({
      business_day: '2026-11-23',
      opened_by_itself: true,
    })
    expect(await findingsOf(base)).toEqual([])
  })

  it('waits for open shifts and held bills, each of which is named', async () => {
    const d = await busyDay()
    const heldId = newId()
    const cart = { storeId: d.storeId, tillId: d.tillId, lines: [{ key: 'a', kind: 'service', itemId: d.shop.cutId }] }
    await countAndClose(base, d.shop.owner.actor, d.shifts[1])
    await api.call('PUT', `/tickets/${heldId}`, { token: d.cashier.token, headers: { 'if-match': '"0"' }, body: { cart } })
    const blockers = [
      { kind: 'open_shift', id: d.shifts[2] },
      { kind: 'held_bill', id: heldId },
    ]
    expect((await refusedWith(409, 'close_blocked', () => post(urlOf(d.storeId), d.cashier.token))).params).toMatchObject({ blockers })
    const day = (await api.call('GET', `/stores/${d.storeId}/days/${DAY}`, { token: d.cashier.token })).body
    expect(day).toMatchObject({ businessDay: DAY, today: DAY, blockers, reportId: null })
    expect(day.shifts).toHaveLength(3)
    await countAndClose(base, d.shop.owner.actor, d.shifts[2])
    // A bill held since the next morning does not keep yesterday open.
    await api.call('DELETE', `/tickets/${heldId}`, { token: d.cashier.token, headers: { 'if-match': '"1"' } })
    base.runtime.clock.setTo(MORNING.add({ hours: 23 }))
    const morning = await signInAs(base, 'cashier', { storeId: d.storeId })
    await api.call('PUT', `/tickets/${newId()}`, { token: morning.token, headers: { 'if-match': '"0"' }, body: { cart } })
    expect((await post(urlOf(d.storeId), morning.token)).status).toBe(201)
    base.runtime.clock.setTo(MORNING)
  })

  it('is refused for a day to come, for one without shifts, to a stylist and to another store', async () => {
    const d = await busyDay()
    const stylist = await signInAs(base, 'stylist', { storeId: d.storeId })
    const stranger = await signInAs(base, 'cashier')
    await refusedWith(409, 'day_ahead', () => post(urlOf(d.storeId, '2026-11-23'), d.cashier.token))
    await refusedWith(409, 'day_empty', () => post(urlOf(d.storeId, '2026-11-21'), d.cashier.token))
    await refusedWith(403, 'forbidden', () => post(urlOf(d.storeId), stylist.token))
    await refusedWith(404, 'not_found', () => post(urlOf(d.storeId), stranger.token))
  })
})
