/** What may be asked back of prepaid money, and requests for it: exact rows, refused actors, refusals that change nothing, replays. */
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { askFor, DUE, inCash, prepaidDesk } from '../../../test/factories/prepaid-refunds.ts'
import { makeSale } from '../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const prepaid = prepaidDesk(base, api)
const { M, C } = DUE

describe('what may be asked back', () => {
  it('is listed with what either side’s cause would give', async () => {
    const shop = await openShop(base)
    const { choice } = await prepaid.usedTopUp(shop)
    expect(choice).toMatchObject({
      kind: 'top_up',
      paidFen: 100_000,
      bonusFen: 20_000,
      principalLeftFen: 71_334,
      lotValueFen: 85_600,
      usesCount: 2,
      isCoolingOff: true,
      coolingOffUntil: '2026-11-29',
      byCause: { merchantFen: M, customerFen: C },
      openRequestId: null,
    })
  })

  it('is worked out line by line, and nothing is written', async () => {
    const shop = await openShop(base)
    const { memberId, grantId } = await prepaid.usedTopUp(shop)
    const before = await prepaid.books()
    const { body, status } = await prepaid.quote(shop.owner.token, memberId, askFor(shop, grantId))
    expect(status).toBe(200)
    expect(body.sheet).toMatchObject({
      cause: 'merchant',
      rule: { version: 1 },
      totalFen: M,
      refundFen: M,
      interestFen: 0,
      lotValueFen: 85_600,
      resultFen: M - 85_600,
      grants: [
        {
          formula: 'M',
          chargedFen: 34_400,
          consumedFen: 28_666,
          uses: [
            { name: expect.any(String), chargedFen: 25_600, listFen: 25_600 },
            { chargedFen: 8_800, listFen: 8_800 },
          ],
        },
      ],
    })
    expect(body.ways.map((w: { kind: string }) => w.kind)).toEqual(['cash', 'bank_transfer'])
    expect([body.plan, body.dueOn]).toEqual([[{ tenderId: null, kind: 'cash', amountFen: M }], '2026-11-27'])
    const byCustomer = await prepaid.quote(shop.owner.token, memberId, askFor(shop, grantId, { reasonCode: 'customer_wish' }))
    expect([byCustomer.body.sheet.totalFen, byCustomer.body.sheet.grants[0].formula]).toEqual([C, 'C'])
    const coolingOff = await prepaid.quote(shop.owner.token, memberId, askFor(shop, grantId, { reasonCode: 'cooling_off' }))
    expect(coolingOff.body.sheet.totalFen).toBe(65_600)
    expect(await prepaid.books()).toEqual(before)
  })

  it('nets what was refunded of a visit, and counts a discount at its price before', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 90_000, passes: 1 })
    const who = { storeId: shop.storeId, memberId }
    const sale = await makeSale(base, shop.owner.actor, {
      ...who,
      lines: [
        { key: 'a', kind: 'service', itemId: shop.cutId, quantity: 2, discount: { kind: 'percent', bp: 2_000, reason: '等候' } },
        { key: 'b', kind: 'service', itemId: shop.careId },
      ],
    })
    const lines = (await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })).body.lines
    await api.call('POST', `/tickets/${sale.id}/refunds`, {
      token: shop.owner.token,
      headers: { 'idempotency-key': newId() },
      body: { lines: [{ lineId: lines[0].id, quantity: 1 }], reasonCode: 'mistake', expectedTotalFen: 10_240 },
    })
    const { items } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body
    const due = Object.fromEntries(items.map((g: { kind: string; byCause: object }) => [g.kind, g.byCause]))
    expect(due).toEqual({
      top_up: { merchantFen: 90_000 - 10_240, customerFen: 90_000 - 12_800 },
      pass: { merchantFen: 198_000 - 19_800, customerFen: 198_000 - 29_800 },
    })
  })
})

describe('a request', () => {
  it('is taken down once with its worksheet and the day it is due, and audited', async () => {
    const shop = await openShop(base)
    const { memberId, grantId } = await prepaid.usedTopUp(shop)
    const key = newId()
    const ask = { ...askFor(shop, grantId, { gifts: [{ name: '洗发水', valueFen: 8_800 }] }), expectedTotalFen: M }
    const made = await prepaid.request(shop.owner.token, memberId, ask, key)
    const again = await prepaid.request(shop.owner.token, memberId, ask, key)
    expect([made.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, made.body, 'true'])
    expect(made.body).toMatchObject({ state: 'requested', totalFen: M, dueOn: '2026-11-27' })
    const read = (await prepaid.read(shop.owner.token, made.body.id)).body
    expect(read).toMatchObject({
      state: 'requested',
      reasonCode: 'breach',
      cause: 'merchant',
      totalFen: M,
      daysLeft: 5,
      memberId,
      number: null,
    })
    expect(read.sheets).toMatchObject([
      { purpose: 'request', sha256: made.body.sha256, sheet: { totalFen: M, gifts: [{ name: '洗发水', valueFen: 8_800, deductFen: 0 }] } },
    ])
    const audit = await prepaid
      .reading()
      .db.selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', made.body.id)
      .execute()
    expect(audit).toEqual([
      {
        action: 'prepaid_refund.request',
        detail: { memberId, reasonCode: 'breach', totalFen: M, giftFen: 0, dueOn: '2026-11-27', sha256: made.body.sha256 },
      },
    ])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining).sort()).toEqual([14_266, 71_334])
    await prepaid.refusedWith(409, 'prepaid_refund_open', () => prepaid.request(shop.owner.token, memberId, ask))
    const list = await api.call('GET', `/prepaid-refunds?storeId=${shop.storeId}&state=requested`, { token: shop.owner.token })
    expect(list.body.items).toMatchObject([{ id: made.body.id, daysLeft: 5, totalFen: M, grantNames: [expect.stringContaining('充')] }])
  })

  it('is refused for another amount, unknown or foreign grants, a cooling-off right that is over, and nothing due', async () => {
    const shop = await openShop(base)
    const { memberId, grantId } = await prepaid.usedTopUp(shop)
    const { token } = shop.owner
    const ask = askFor(shop, grantId)
    const send =
      (fields: object, expectedTotalFen = M) =>
      () =>
        prepaid.request(token, memberId, { ...ask, ...fields, expectedTotalFen })
    await prepaid.refusedWith(409, 'prepaid_refund_changed', send({}, 1))
    await prepaid.refusedWith(422, 'prepaid_grant_unknown', send({ grants: [{ grantId: newId() }] }))
    await prepaid.refusedWith(422, 'rescission_day_invalid', send({ rescindedOn: '2026-11-23' }))
    await prepaid.refusedWith(422, 'prepaid_partial_not_clean', send({ grants: [{ grantId, portionFen: 1 }] }))
    await prepaid.refusedWith(422, 'invalid_input', send({ reasonCode: 'other' }))
    await prepaid.refusedWith(422, 'invalid_input', send({ gifts: [{ name: '吹风机', valueFen: 100, deductFen: 200, reason: 'x' }] }))
    const other = await memberWith(base, shop)
    await prepaid.refusedWith(422, 'prepaid_grant_unknown', () => prepaid.request(token, other, { ...ask, expectedTotalFen: M }))
    await prepaid.refusedWith(409, 'cooling_off_unavailable', send({ reasonCode: 'cooling_off', hadSameService: true }))
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 8 }))
    const late = await signInAs(base, 'owner', { storeId: shop.storeId })
    await prepaid.refusedWith(409, 'cooling_off_unavailable', () =>
      prepaid.request(late.token, memberId, { ...ask, reasonCode: 'cooling_off', expectedTotalFen: 65_600 }),
    )
    base.runtime.clock.setTo(MORNING)
  })

  it('is refused to a stylist, to another store, and a gift’s deduction to a cashier', async () => {
    const shop = await openShop(base)
    const { memberId, grantId } = await prepaid.usedTopUp(shop)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const ask = { ...askFor(shop, grantId), expectedTotalFen: M }
    await prepaid.refusedWith(403, 'forbidden', () => prepaid.request(stylist.token, memberId, ask))
    await prepaid.refusedWith(404, 'not_found', () => prepaid.request(elsewhere.token, memberId, ask))
    const gifts = [{ name: '吹风机', valueFen: 10_000, deductFen: 10_000, reason: '拆封使用' }]
    const withGift = { ...ask, gifts, expectedTotalFen: M - 10_000 }
    await prepaid.refusedWith(403, 'gift_deduction_not_allowed', () => prepaid.request(cashier.token, memberId, withGift))
    const manager = await signInAs(base, 'manager', { storeId: shop.storeId })
    expect((await prepaid.request(manager.token, memberId, withGift)).body.totalFen).toBe(M - 10_000)
  })

  it('is told at the till before the bill takes from what it asks back, as long as it is open, and stops nobody', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const { memberId, grantId } = await prepaid.usedTopUp(shop)
    const cart = { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] }
    const told = async (more: object = {}) => {
      const { status, body } = await api.call('POST', '/quotes', { token, body: { ...cart, ...more } })
      expect([status, body.dueFen]).toEqual([200, 0])
      return body.notices.filter((n: { code: string }) => n.code === 'refund_requested')
    }
    expect(await told()).toEqual([])
    const { body } = await prepaid.request(token, memberId, { ...askFor(shop, grantId), expectedTotalFen: M })
    expect(await told()).toEqual([{ code: 'refund_requested', params: { name: expect.any(String) } }])
    expect(await told({ tenders: [{ kind: 'cash', receivedFen: 50_000 }] })).toEqual([])
    await prepaid.cancel(token, body.id)
    expect(await told()).toEqual([])
  })

  it('is cancelled with a reason, once, and may then be made again', async () => {
    const shop = await openShop(base)
    const { id, memberId, grantId } = await prepaid.requested(shop)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    await prepaid.refusedWith(403, 'forbidden', () => prepaid.cancel(stylist.token, id))
    expect((await prepaid.cancel(shop.owner.token, id)).status).toBe(201)
    expect((await prepaid.read(shop.owner.token, id)).body).toMatchObject({
      state: 'cancelled',
      cancelReason: '顾客改变主意',
      daysLeft: null,
    })
    await prepaid.refusedWith(409, 'prepaid_refund_closed', () => prepaid.cancel(shop.owner.token, id))
    await prepaid.refusedWith(409, 'prepaid_refund_closed', () => prepaid.pay(shop.owner.token, id, inCash(M)))
    const again = await prepaid.request(shop.owner.token, memberId, { ...askFor(shop, grantId), expectedTotalFen: M })
    expect(again.status).toBe(201)
  })
})
