/** Refund and void over HTTP: exact rows, refused actors, refusals that change nothing, replays. */
import { describe, expect, it } from 'vitest'
import { signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { makeSale } from '../../../test/factories/sales.ts'
import { countAndClose, openShiftOf } from '../../../test/factories/shifts.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

async function refundRows() {
  const { db } = readCtx(base.runtime, base.brand, system)
  const refunds = await db.selectFrom('refund').select(['id', 'total_fen']).orderBy('id').execute()
  const tickets = await db.selectFrom('ticket').select(['id', 'state', 'refunded_fen']).orderBy('id').execute()
  const lots = await db.selectFrom('lot').select(['id', 'remaining']).orderBy('id').execute()
  const approvals = await db.selectFrom('approval').select(['id', 'used_for']).orderBy('id').execute()
  const audits = await db
    .selectFrom('audit_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow()
  return { refunds, tickets, lots, approvals, audits }
}

async function refusedWith(status: number, code: string, act: () => ReturnType<typeof api.call>) {
  const before = await refundRows()
  const answer = await act()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(await refundRows()).toEqual(before)
  return answer.body
}

/** A cut and two shampoos, paid by stored value and cash. */
async function sold(shop: Shop) {
  const memberId = await memberWith(base, shop, { storedFen: 20_000 })
  const sale = await makeSale(base, shop.owner.actor, {
    storeId: shop.storeId,
    memberId,
    lines: [
      { key: 'a', kind: 'service', itemId: shop.cutId },
      { key: 'b', kind: 'product', itemId: shop.shampooId, quantity: 2 },
    ],
  })
  const ticket = (await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })).body
  const lineIds: string[] = ticket.lines.map((l: { id: string }) => l.id)
  return {
    memberId,
    id: sale.id,
    cutLine: lineIds[0] ?? '',
    shampooLine: lineIds[1] ?? '',
    totalFen: sale.totalFen,
    tenderOf: (kind: string) => ticket.tenders.find((t: { kind: string }) => t.kind === kind).id as string,
  }
}

function refund(token: string, ticketId: string, body: object, key: string = newId()) {
  return api.call('POST', `/tickets/${ticketId}/refunds`, {
    token,
    headers: { 'idempotency-key': key },
    body: { reasonCode: 'product_return', ...body },
  })
}

function voidIt(token: string, ticketId: string, body: object = {}, key: string = newId()) {
  return api.call('POST', `/tickets/${ticketId}/void`, {
    token,
    headers: { 'idempotency-key': key },
    body: { reasonCode: 'mistake', ...body },
  })
}

describe('a refund', () => {
  it('of one of two shampoos posts its document, its lots and its audit entry, exactly, once', async () => {
    const shop = await openShop(base)
    const sale = await sold(shop)
    const body = { lines: [{ lineId: sale.shampooLine, quantity: 1, restock: true }], expectedTotalFen: 8_800 }
    const key = newId()
    const done = await refund(shop.owner.token, sale.id, body, key)
    expect([done.status, done.body.totalFen]).toEqual([201, 8_800])
    const again = await refund(shop.owner.token, sale.id, body, key)
    expect([again.body, again.headers['idempotency-replayed']]).toEqual([done.body, 'true'])
    const read = (await api.call('GET', `/refunds/${done.body.id}`, { token: shop.owner.token })).body
    const storedFen = 5_790
    expect(read).toMatchObject({
      kind: 'refund',
      number: done.body.number,
      totalFen: 8_800,
      lines: [{ kind: 'product', quantity: 1, netFen: 8_800, restock: true }],
      tenders: [
        { kind: 'stored_value', amountFen: storedFen },
        { kind: 'cash', amountFen: 8_800 - storedFen },
      ],
      lots: [{ kind: 'principal', amountFen: storedFen }],
    })
    expect((await ownedBy(base, sale.memberId)).map((l) => l.remaining)).toEqual([storedFen])
    const { db } = readCtx(base.runtime, base.brand, system)
    const audit = await db
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', sale.id)
      .where('action', '=', 'ticket.refund')
      .execute()
    expect(audit).toEqual([
      {
        action: 'ticket.refund',
        detail: { refundId: done.body.id, number: done.body.number, totalFen: 8_800, reasonCode: 'product_return' },
      },
    ])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is refused for another amount than the worksheet, more than is left, unknown lines, and unknown tickets', async () => {
    const shop = await openShop(base)
    const sale = await sold(shop)
    const { token } = shop.owner
    await refusedWith(409, 'refund_changed', () =>
      refund(token, sale.id, { lines: [{ lineId: sale.cutLine, quantity: 1 }], expectedTotalFen: 1 }),
    )
    await refusedWith(422, 'refund_too_much', () =>
      refund(token, sale.id, { lines: [{ lineId: sale.shampooLine, quantity: 3 }], expectedTotalFen: 0 }),
    )
    await refusedWith(422, 'line_unknown', () => refund(token, sale.id, { lines: [{ lineId: newId(), quantity: 1 }], expectedTotalFen: 0 }))
    await refusedWith(404, 'not_found', () =>
      refund(token, newId(), { lines: [{ lineId: sale.cutLine, quantity: 1 }], expectedTotalFen: 0 }),
    )
    await refusedWith(422, 'invalid_input', () =>
      refund(token, sale.id, { lines: [{ lineId: sale.cutLine, quantity: -1 }], expectedTotalFen: 0 }),
    )
    await refusedWith(422, 'invalid_input', () =>
      refund(token, sale.id, { lines: [{ lineId: sale.cutLine, quantity: 1 }], expectedTotalFen: 12_800.5 }),
    )
  })

  it('beyond the cashier’s limit needs a colleague’s approval, which is good once', async () => {
    const shop = await openShop(base)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const sale = await sold(shop)
    const body = {
      lines: [
        { lineId: sale.cutLine, quantity: 1 },
        { lineId: sale.shampooLine, quantity: 2 },
      ],
      expectedTotalFen: sale.totalFen,
    }
    await refusedWith(403, 'refund_approval_needed', () => refund(cashier.token, sale.id, body))
    await refusedWith(403, 'approval_invalid', () => refund(cashier.token, sale.id, { ...body, approvalId: newId() }))
    const ask = { storeId: shop.storeId, act: 'refund', approverId: shop.owner.staffId, pin: TEST_PIN, fen: sale.totalFen }
    const approval = (await api.call('POST', '/approvals', { token: cashier.token, body: ask })).body
    expect((await refund(cashier.token, sale.id, { ...body, approvalId: approval.id })).status).toBe(201)
    const other = await sold(shop)
    const second = {
      lines: [
        { lineId: other.cutLine, quantity: 1 },
        { lineId: other.shampooLine, quantity: 2 },
      ],
      expectedTotalFen: other.totalFen,
      approvalId: approval.id,
    }
    await refusedWith(403, 'approval_invalid', () => refund(cashier.token, other.id, second))
  })

  it('pays outside money another way only with a reason, and never pays out what was stored value', async () => {
    const shop = await openShop(base)
    const sale = await sold(shop)
    const lines = [{ lineId: sale.cutLine, quantity: 1 }]
    const payout = (kind: string) => [{ tenderId: sale.tenderOf(kind), kind: 'bank_card', reason: '顾客要求' }]
    await refusedWith(422, 'payout_not_allowed', () =>
      refund(shop.owner.token, sale.id, { lines, expectedTotalFen: 12_800, payouts: payout('stored_value') }),
    )
    const done = await refund(shop.owner.token, sale.id, { lines, expectedTotalFen: 12_800, payouts: payout('cash') })
    const read = (await api.call('GET', `/refunds/${done.body.id}`, { token: shop.owner.token })).body
    expect(read.tenders).toMatchObject([
      { fromKind: 'stored_value', kind: 'stored_value' },
      { fromKind: 'cash', kind: 'bank_card', reason: '顾客要求' },
    ])
  })

  it('of a top-up is refused once some of it was used', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const who = { storeId: shop.storeId, memberId }
    const topUp = await makeSale(base, shop.owner.actor, {
      ...who,
      lines: [{ key: 'a', kind: 'top_up', amountFen: 20_000 }],
      tenders: [{ kind: 'cash', receivedFen: 20_000 }],
    })
    await makeSale(base, shop.owner.actor, { ...who, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] })
    const line = (await api.call('GET', `/tickets/${topUp.id}`, { token: shop.owner.token })).body.lines[0].id
    await refusedWith(409, 'prepaid_used', () =>
      refund(shop.owner.token, topUp.id, { lines: [{ lineId: line, quantity: 1 }], expectedTotalFen: 20_000 }),
    )
  })

  it('is refused to a stylist and to another store’s cashier', async () => {
    const shop = await openShop(base)
    const sale = await sold(shop)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    const body = { lines: [{ lineId: sale.shampooLine, quantity: 1 }], expectedTotalFen: 8_800 }
    await refusedWith(403, 'forbidden', () => refund(stylist.token, sale.id, body))
    await refusedWith(404, 'not_found', () => refund(elsewhere.token, sale.id, body))
  })
})

describe('a void', () => {
  it('undoes the whole ticket on its day; afterwards there is nothing to refund or void', async () => {
    const shop = await openShop(base)
    const sale = await sold(shop)
    expect((await voidIt(shop.owner.token, sale.id)).body.totalFen).toBe(sale.totalFen)
    expect((await ownedBy(base, sale.memberId)).map((l) => l.remaining)).toEqual([20_000])
    expect((await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })).body).toMatchObject({
      state: 'voided',
      refundedFen: sale.totalFen,
    })
    await refusedWith(409, 'ticket_not_completed', () => voidIt(shop.owner.token, sale.id))
    await refusedWith(409, 'ticket_not_completed', () =>
      refund(shop.owner.token, sale.id, { lines: [{ lineId: sale.cutLine, quantity: 1 }], expectedTotalFen: 0 }),
    )
    expect(await findingsOf(base)).toEqual([])
  })

  it('is refused once the shift of the bill was closed, though the day is not over; a refund is not', async () => {
    const shop = await openShop(base)
    const sale = await sold(shop)
    const shiftId = (await openShiftOf(base, shop.storeId)) ?? ''
    await countAndClose(base, shop.owner.actor, shiftId)
    expect((await refusedWith(409, 'void_shift_closed', () => voidIt(shop.owner.token, sale.id))).params).toEqual({ shiftId })
    const done = await refund(shop.owner.token, sale.id, { lines: [{ lineId: sale.shampooLine, quantity: 1 }], expectedTotalFen: 8_800 })
    const read = (await api.call('GET', `/refunds/${done.body.id}`, { token: shop.owner.token })).body
    const next = await openShiftOf(base, shop.storeId)
    expect([read.shiftId, read.shiftId === shiftId]).toEqual([next, false])
    const listed = await api.call('GET', `/refunds?storeId=${shop.storeId}&shiftId=${next}`, { token: shop.owner.token })
    expect(listed.body.items).toMatchObject([{ id: done.body.id, kind: 'refund', totalFen: 8_800 }])
    expect(await findingsOf(base)).toEqual([])
  })

  it('is refused on a later day, after a refund, and to a cashier alone', async () => {
    const shop = await openShop(base)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const sale = await sold(shop)
    await refusedWith(403, 'refund_approval_needed', () => voidIt(cashier.token, sale.id))
    await refund(shop.owner.token, sale.id, { lines: [{ lineId: sale.shampooLine, quantity: 1 }], expectedTotalFen: 8_800 })
    await refusedWith(409, 'void_after_refund', () => voidIt(shop.owner.token, sale.id))
    const other = await sold(shop)
    base.runtime.clock.setTo(MORNING.add({ hours: 20 }))
    const nextDay = await signInAs(base, 'owner', { storeId: shop.storeId })
    await refusedWith(409, 'void_too_late', () => voidIt(nextDay.token, other.id))
    base.runtime.clock.setTo(MORNING)
  })
})
