/** Counting, closing and handing over a drawer over HTTP: exact rows, refused actors, refusals that change nothing, replays. */
import { describe, expect, it } from 'vitest'
import { signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { openDrawer, poster } from '../../../test/factories/drawer.ts'
import { openShiftOf, sellCut, shiftRow } from '../../../test/factories/shifts.ts'
import { findingsOf } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db

const post = poster(api)
const drawer = () => openDrawer(base, api)

async function rows() {
  const shifts = await db().selectFrom('shift').selectAll().orderBy('id').execute()
  const reports = await db().selectFrom('shift_report').select('id').orderBy('id').execute()
  const counts = await db().selectFrom('drawer_count').select('id').orderBy('id').execute()
  const approvals = await db().selectFrom('approval').select(['id', 'used_for']).orderBy('id').execute()
  const audits = await db().selectFrom('audit_entry').select('seq').orderBy('seq', 'desc').limit(1).execute()
  return { shifts, reports, counts, approvals, audits }
}

async function refusedWith(status: number, code: string, act: () => ReturnType<typeof api.call>) {
  const before = await rows()
  const answer = await act()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(await rows()).toEqual(before)
  return answer.body
}

describe('a count', () => {
  it('is kept with its pieces, and only then says what should be there', async () => {
    const d = await drawer()
    const before = (await api.call('GET', `/shifts/${d.shiftId}`, { token: d.cashier.token })).body
    expect(JSON.stringify(before)).not.toContain('62800')
    const key = newId()
    const body = {
      pieces: [
        { fen: 10_000, quantity: 6 },
        { fen: 100, quantity: 20 },
      ],
    } // prettier
    const answer = await post(`/shifts/${d.shiftId}/counts`, d.cashier.token, body, key)
    expect([answer.status, answer.body]).toEqual([
      201,
      {
        countId: answer.body.countId,
        countedFen: 62_000,
        expectedFen: 62_800,
        varianceFen: -800,
        needsReason: true,
        needsApproval: false,
      },
    ])
    expect((await post(`/shifts/${d.shiftId}/counts`, d.cashier.token, body, key)).body).toEqual(answer.body)
    const after = (await api.call('GET', `/shifts/${d.shiftId}`, { token: d.cashier.token })).body
    expect(after.counts).toMatchObject([{ id: answer.body.countId, pieces: body.pieces, countedFen: 62_000, expectedFen: 62_800 }])
    const audit = await db()
      .selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'shift.count')
      .where('subject_id', '=', d.shiftId)
      .execute()
    expect(audit).toEqual([{ detail: { countId: answer.body.countId, countedFen: 62_000, varianceFen: -800 } }])
  })

  it('is refused with pieces that do not exist, to strangers, and after the closing', async () => {
    const d = await drawer()
    const stylist = await signInAs(base, 'stylist', { storeId: d.shop.storeId })
    const stranger = await signInAs(base, 'cashier')
    const counts = (pieces: object[]) => post(`/shifts/${d.shiftId}/counts`, d.cashier.token, { pieces })
    await refusedWith(422, 'invalid_input', () => counts([{ fen: 30, quantity: 1 }]))
    await refusedWith(422, 'invalid_input', () => counts([{ fen: 100, quantity: -1 }]))
    await refusedWith(422, 'invalid_input', () =>
      counts([
        { fen: 100, quantity: 1 },
        { fen: 100, quantity: 2 },
      ]),
    ) // prettier
    await refusedWith(403, 'forbidden', () => d.count(100, stylist.token))
    await refusedWith(404, 'not_found', () => d.count(100, stranger.token))
    const { countId } = (await d.count(62_800)).body
    await d.close({ countId })
    await refusedWith(409, 'shift_closed', () => d.count(62_800))
  })

  it('is blind: what should be there is shown before it to nobody but who reviews shifts, unless the brand says otherwise', async () => {
    const d = await drawer()
    const manager = await signInAs(base, 'manager', { storeId: d.shop.storeId })
    const x = (token: string) => api.call('GET', `/shifts/${d.shiftId}/x-report`, { token })
    await refusedWith(403, 'forbidden', () => x(d.cashier.token))
    expect((await api.call('GET', `/shifts/${d.shiftId}/x-report/receipt`, { token: d.cashier.token })).status).toBe(403)
    expect((await x(manager.token)).body).toMatchObject({ kind: 'x', cash: { expectedFen: 62_800 }, count: null })
    const set = (isCountBlind: boolean, version: number) =>
      api.call('PATCH', '/shift-settings', { token: d.shop.owner.token, body: { isCountBlind }, headers: { 'if-match': `"${version}"` } })
    await set(false, 1)
    expect((await x(d.cashier.token)).body.cash.expectedFen).toBe(62_800)
    await set(true, 2)
  })
})

describe('closing a shift', () => {
  it('writes the closing, keeps the Z with its seal, and happens once for one key', async () => {
    const d = await drawer()
    const { countId } = (await d.count(62_800)).body
    const key = newId()
    const body = { countId, takenFen: 42_800, takenTo: 'safe' }
    const answer = await d.close(body, key)
    expect([answer.status, answer.body]).toEqual([
      201,
      { shiftId: d.shiftId, reportId: answer.body.reportId, varianceFen: 0, closingFloatFen: 20_000, nextShiftId: null },
    ])
    const again = await d.close(body, key)
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([answer.body, 'true'])
    expect(await shiftRow(base, d.shiftId)).toMatchObject({
      closed_by: d.cashier.staffId,
      received_by: null,
      expected_fen: 62_800,
      counted_fen: 62_800,
      variance_fen: 0,
      taken_fen: 42_800,
      taken_to: 'safe',
      closing_float_fen: 20_000,
      approval_id: null,
    })
    const report = (await api.call('GET', `/shift-reports/${answer.body.reportId}`, { token: d.cashier.token })).body
    expect(report).toMatchObject({
      kind: 'shift',
      shiftId: d.shiftId,
      businessDay: '2026-11-22',
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(report.document).toMatchObject({
      kind: 'shift',
      sales: {
        ticketCount: 1,
        totalFen: 12_800,
        lines: [{ kind: 'service', count: 1, quantity: 1, amountFen: 12_800 }],
        tenders: [{ kind: 'cash', count: 1, amountFen: 12_800 }],
        refunds: [],
      },
      cash: { openingFloatFen: 50_000, salesFen: 12_800, topUpFen: 0, refundFen: 0, inFen: 0, outFen: 0, expectedFen: 62_800 },
      count: { countedFen: 62_800, varianceFen: 0, takenFen: 42_800, closingFloatFen: 20_000, times: 1, firstCountedFen: null },
    })
    const audit = await db()
      .selectFrom('audit_entry')
      .select(['actor_id', 'detail'])
      .where('action', '=', 'shift.close')
      .where('subject_id', '=', d.shiftId)
      .execute()
    expect(audit).toEqual([
      {
        actor_id: d.cashier.staffId,
        detail: {
          reportId: answer.body.reportId,
          varianceFen: 0,
          takenFen: 42_800,
          approvalId: null,
          receivedBy: null,
          nextShiftId: null,
        },
      },
    ])
    const paper = await api.call('GET', `/shift-reports/${answer.body.reportId}/receipt?columns=32`, { token: d.cashier.token })
    expect(paper.body.source).toContain('应有现金')
    await refusedWith(409, 'shift_closed', () => d.close(body))
    expect(await findingsOf(base)).toEqual([])
  })

  it('is refused without a count, on an old one, after cash moved, and when more is taken than there is', async () => {
    const d = await drawer()
    await refusedWith(422, 'count_unknown', () => d.close({ countId: newId() }))
    const first = (await d.count(62_800)).body.countId
    await sellCut(base, d.shop)
    expect((await refusedWith(409, 'expected_changed', () => d.close({ countId: first }))).params).toEqual({
      beforeFen: 62_800,
      afterFen: 75_600,
    })
    const second = (await d.count(75_600)).body.countId
    await refusedWith(422, 'count_unknown', () => d.close({ countId: first }))
    await refusedWith(422, 'taken_too_much', () => d.close({ countId: second, takenFen: 75_601, takenTo: 'bank' }))
    await refusedWith(422, 'invalid_input', () => d.close({ countId: second, takenFen: 100 }))
    expect((await d.close({ countId: second })).status).toBe(201)
    const { document } = (await api.call('GET', `/shift-reports/${(await reportOf(d.shiftId)).id}`, { token: d.cashier.token })).body
    expect(document.count).toMatchObject({ times: 2, firstCountedFen: 62_800 })
  })

  it('with a difference needs a reason, and a larger one a colleague’s PIN, which is good once', async () => {
    const d = await drawer()
    const short = (await d.count(62_200)).body
    expect(short).toMatchObject({ varianceFen: -600, needsReason: true, needsApproval: false })
    await refusedWith(422, 'variance_reason_needed', () => d.close({ countId: short.countId }))
    const { countId, needsApproval } = (await d.count(57_700)).body
    expect(needsApproval).toBe(true)
    const body = { countId, reason: '找错零钱' }
    expect((await refusedWith(403, 'variance_approval_needed', () => d.close(body))).params).toEqual({ act: 'variance', fen: 5_100 })
    const small = await d.approve(5_000)
    await refusedWith(403, 'approval_invalid', () => d.close({ ...body, approvalId: small }))
    const approvalId = await d.approve(5_100)
    expect((await d.close({ ...body, approvalId })).status).toBe(201)
    expect(await shiftRow(base, d.shiftId)).toMatchObject({
      expected_fen: 62_800,
      counted_fen: 57_700,
      variance_fen: -5_100,
      variance_reason: '找错零钱',
      approval_id: approvalId,
    })
    const audit = await db().selectFrom('audit_entry').select('detail').where('subject_id', '=', d.shiftId).execute()
    expect(JSON.stringify(audit)).not.toContain('找错零钱')
    expect(await findingsOf(base)).toEqual([])
  })

  it('waits for held bills of its till, listed so that each can be opened', async () => {
    const d = await drawer()
    const heldId = newId()
    const cart = { storeId: d.shop.storeId, lines: [{ key: 'a', kind: 'service', itemId: d.shop.cutId }] }
    await api.call('PUT', `/tickets/${heldId}`, { token: d.cashier.token, headers: { 'if-match': '"0"' }, body: { cart, label: '染发中' } })
    const { tillId } = (await post('/tills', d.shop.owner.token, { storeId: d.shop.storeId })).body
    const otherId = newId()
    await api.call('PUT', `/tickets/${otherId}`, {
      token: d.cashier.token,
      headers: { 'if-match': '"0"' },
      body: { cart: { ...cart, tillId } },
    })
    const { countId } = (await d.count(62_800)).body
    const blocker = { kind: 'held_bill', id: heldId, label: '染发中' }
    expect((await refusedWith(409, 'close_blocked', () => d.close({ countId }))).params).toMatchObject({ blockers: [blocker] })
    expect((await api.call('GET', `/shifts/${d.shiftId}/blockers`, { token: d.cashier.token })).body.items).toMatchObject([blocker])
    await api.call('DELETE', `/tickets/${heldId}`, { token: d.cashier.token, headers: { 'if-match': '"1"' } })
    expect((await d.close({ countId })).status).toBe(201)
  })

  it('is refused while the clock stands before the opening', async () => {
    const d = await drawer()
    const { countId } = (await d.count(62_800)).body
    base.runtime.clock.setTo(MORNING.subtract({ hours: 2 }))
    expect((await refusedWith(409, 'clock_moved_back', () => d.close({ countId }))).params).toHaveProperty('openedAt')
    base.runtime.clock.setTo(MORNING.add({ minutes: 30 }))
    expect((await d.close({ countId })).status).toBe(201)
    base.runtime.clock.setTo(MORNING)
  })

  it('is refused to a stylist and to another store’s cashier', async () => {
    const d = await drawer()
    const stylist = await signInAs(base, 'stylist', { storeId: d.shop.storeId })
    const stranger = await signInAs(base, 'cashier')
    const { countId } = (await d.count(62_800)).body
    await refusedWith(403, 'forbidden', () => d.close({ countId }, newId(), stylist.token))
    await refusedWith(404, 'not_found', () => d.close({ countId }, newId(), stranger.token))
  })
})

const reportOf = (shiftId: string) => db().selectFrom('shift_report').select('id').where('shift_id', '=', shiftId).executeTakeFirstOrThrow()

describe('a handover', () => {
  it('closes one cashier’s shift and opens the next one’s with what is left; held bills go along', async () => {
    const d = await drawer()
    const next = await signInAs(base, 'cashier', { storeId: d.shop.storeId })
    const cart = { storeId: d.shop.storeId, lines: [{ key: 'a', kind: 'service', itemId: d.shop.cutId }] }
    await api.call('PUT', `/tickets/${newId()}`, { token: d.cashier.token, headers: { 'if-match': '"0"' }, body: { cart } })
    const receivers = (await api.call('GET', `/stores/${d.shop.storeId}/shift-receivers`, { token: d.cashier.token })).body.items
    expect(receivers.map((r: { staffId: string }) => r.staffId)).toContain(next.staffId)
    expect(receivers.map((r: { staffId: string }) => r.staffId)).not.toContain(d.cashier.staffId)
    const { countId } = (await d.count(62_800)).body
    const body = { countId, takenFen: 12_800, takenTo: 'safe', receiver: { staffId: next.staffId, pin: TEST_PIN } }
    const { nextShiftId } = (await d.close(body)).body
    expect(await shiftRow(base, d.shiftId)).toMatchObject({ closed_by: d.cashier.staffId, received_by: next.staffId })
    expect(await shiftRow(base, nextShiftId)).toMatchObject({
      number: 2,
      opened_by: next.staffId,
      opened_by_itself: false,
      opening_float_fen: 50_000,
      closed_at: null,
    })
    expect(await openShiftOf(base, d.shop.storeId)).toBe(nextShiftId)
  })

  it('is refused with a wrong PIN, which is counted, to oneself, and to who may not work with shifts', async () => {
    const d = await drawer()
    const next = await signInAs(base, 'cashier', { storeId: d.shop.storeId })
    const stylist = await signInAs(base, 'stylist', { storeId: d.shop.storeId })
    const { countId } = (await d.count(62_800)).body
    const to = (staffId: string, pin = TEST_PIN) => d.close({ countId, receiver: { staffId, pin } })
    await refusedWith(403, 'pin_wrong', () => to(next.staffId, '999999'))
    await refusedWith(403, 'receiver_unfit', () => to(d.cashier.staffId))
    await refusedWith(403, 'receiver_unfit', () => to(stylist.staffId))
    const tries = await db().selectFrom('account').select('pin_failed_count').where('staff_id', '=', next.staffId).executeTakeFirstOrThrow()
    expect(tries.pin_failed_count).toBe(1)
  })
})
