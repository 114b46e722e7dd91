/** Paying prepaid money back: exact rows, refused actors, refusals that change nothing, replays. */
import { describe, expect, it } from 'vitest'
import { signInAs, TEST_PIN } from '../../../test/factories/access.ts'
import { askFor, DUE, inCash, prepaidDesk } from '../../../test/factories/prepaid-refunds.ts'
import { makeSale } from '../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { dayFigures } from '../../modules/reports/day/figures.ts'
import { liabilityAt } from '../../modules/reports/queries.ts'
import { contradictions, shiftTotals } from '../../modules/sales/index.ts'
import { newId } from '../../platform/ids.ts'

const base = useDatabase()
const api = openApi(base)
const prepaid = prepaidDesk(base, api)
const { M } = DUE

describe('a pay-out', () => {
  it('counts the law’s days by the calendar and the books’ by the shop’s: after midnight it is paid in yesterday’s', async () => {
    base.runtime.clock.setTo(Temporal.Instant.from('2026-11-23T01:30:00+08:00'))
    const shop = await openShop(base)
    const { id, choice } = await prepaid.requested(shop)
    expect(choice).toMatchObject({ paidOn: '2026-11-23', coolingOffUntil: '2026-11-30' })
    const paid = await prepaid.pay(shop.owner.token, id, inCash(M))
    expect([paid.status, paid.body.number]).toEqual([201, expect.stringMatching(/-261122-0001$/)])
    base.runtime.clock.setTo(MORNING)
  })

  it('takes what is left of the lots, posts the document, and the books and the report agree to the fen', async () => {
    const shop = await openShop(base)
    const { id, memberId, grantId } = await prepaid.requested(shop)
    const owes = async () => (await liabilityAt(prepaid.reading(), { storeId: shop.storeId })).rows.reduce((a, r) => a + r.valueFen, 0)
    const before = await owes()
    const key = newId()
    const paid = await prepaid.pay(shop.owner.token, id, inCash(M), key)
    const again = await prepaid.pay(shop.owner.token, id, inCash(M), key)
    expect([paid.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, paid.body, 'true'])
    expect(before - (await owes())).toBe(85_600)
    const takings = await dayFigures(prepaid.reading(), 'takings', {
      storeId: shop.storeId,
      from: '2026-11-22',
      to: '2026-11-22',
      by: ['tender', 'use'],
    })
    expect(takings.groups.find((g) => g.key.tender === 'cash' && g.key.use === 'prepaid')?.figures.amountFen).toBe(100_000 - M)
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([0, 0])
    const { db } = prepaid.reading()
    const { refundId, number } = paid.body
    expect(number).toMatch(/^P.+-261122-0001$/)
    expect(
      await db
        .selectFrom('refund')
        .select(['kind', 'ticket_id', 'member_id', 'total_fen', 'reason_code'])
        .where('id', '=', refundId)
        .execute(),
    ).toEqual([{ kind: 'prepaid_refund', ticket_id: null, member_id: memberId, total_fen: M, reason_code: 'breach' }])
    const lines = await db
      .selectFrom('prepaid_refund_line')
      .select(['kind', 'grant_id', 'amount_fen'])
      .where('refund_id', '=', refundId)
      .orderBy('ordinal')
      .execute()
    expect(lines).toEqual([
      { kind: 'lot_value', grant_id: grantId, amount_fen: 85_600 },
      { kind: 'result', grant_id: grantId, amount_fen: M - 85_600 },
    ])
    const transaction = await db
      .selectFrom('wallet_transaction')
      .select(['reason', 'note', 'reverses_id'])
      .where('source_id', '=', refundId)
      .execute()
    expect(transaction).toEqual([{ reason: 'refund', note: `sha256:${paid.body.sha256}`, reverses_id: expect.any(String) }])
    const audit = await db
      .selectFrom('audit_entry')
      .select('detail')
      .where('subject_id', '=', id)
      .where('action', '=', 'prepaid_refund.pay')
      .execute()
    expect(audit).toEqual([
      {
        detail: {
          refundId,
          number,
          totalFen: M,
          lotValueFen: 85_600,
          resultFen: M - 85_600,
          interestFen: 0,
          giftFen: 0,
          sha256: paid.body.sha256,
        },
      },
    ])
    expect((await prepaid.read(shop.owner.token, id)).body).toMatchObject({
      state: 'paid',
      number,
      payouts: [{ kind: 'cash', amountFen: M }],
    })
    expect(await prepaid.proved()).toEqual([])
    await prepaid.refusedWith(409, 'prepaid_refund_closed', () => prepaid.pay(shop.owner.token, id, inCash(M)))
  })

  it('comes out of the drawer of a shift, whose totals agree with its lots and ways of paying', async () => {
    const shop = await openShop(base)
    const { id } = await prepaid.requested(shop)
    const { body } = await prepaid.pay(shop.owner.token, id, inCash(M))
    const { db } = prepaid.reading()
    const { shift_id } = await db.selectFrom('refund').select('shift_id').where('id', '=', body.refundId).executeTakeFirstOrThrow()
    const totals = (await shiftTotals(prepaid.reading(), [{ id: shift_id ?? '', businessDay: '2026-11-22' }])).get(shift_id ?? '')
    expect(totals?.cashRefundFen).toBe(M)
    expect(totals?.refundLines).toEqual([
      { kind: 'result', count: 1, quantity: 1, amountFen: M - 85_600 },
      { kind: 'top_up', count: 1, quantity: 1, amountFen: 71_334 },
      { kind: 'top_up_bonus', count: 1, quantity: 1, amountFen: 14_266 },
    ])
    expect(totals && contradictions(totals)).toEqual([])
    const other = await prepaid.requested(shop)
    await prepaid.refusedWith(422, 'till_unknown', () => prepaid.pay(shop.owner.token, other.id, { ...inCash(M), tillId: newId() }))
  })

  it('carries interest from the day the contract ended, and is refused for the amount of an earlier day', async () => {
    const shop = await openShop(base)
    const { id } = await prepaid.requested(shop)
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 30 }))
    const owner = await signInAs(base, 'owner', { storeId: shop.storeId })
    await prepaid.refusedWith(409, 'prepaid_refund_changed', () => prepaid.pay(owner.token, id, inCash(M)))
    const quote = (await prepaid.payoutQuote(owner.token, id)).body
    // 713.34 × 3.0 % × 30 ⁄ 365
    expect([quote.sheet.interestFen, quote.sheet.totalFen]).toEqual([176, M + 176])
    expect((await prepaid.read(owner.token, id)).body.daysLeft).toBe(-25)
    expect((await prepaid.pay(owner.token, id, inCash(M + 176))).status).toBe(201)
    expect(await prepaid.proved()).toEqual([])
    base.runtime.clock.setTo(MORNING)
  })

  it('beyond the cashier’s limit needs a colleague’s approval, which is good once', async () => {
    const shop = await openShop(base)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    const { id } = await prepaid.requested(shop, cashier.token)
    const quote = (await prepaid.payoutQuote(cashier.token, id)).body
    expect(quote.needsApproval).toEqual({ act: 'refund', fen: M })
    await prepaid.refusedWith(403, 'prepaid_approval_needed', () => prepaid.pay(cashier.token, id, inCash(M)))
    await prepaid.refusedWith(403, 'approval_invalid', () => prepaid.pay(cashier.token, id, { ...inCash(M), approvalId: newId() }))
    const ask = { storeId: shop.storeId, act: 'refund', approverId: shop.owner.staffId, pin: TEST_PIN, fen: M }
    const approval = (await api.call('POST', '/approvals', { token: cashier.token, body: ask })).body
    expect((await prepaid.pay(cashier.token, id, { ...inCash(M), approvalId: approval.id })).status).toBe(201)
    const second = await prepaid.requested(shop, cashier.token)
    await prepaid.refusedWith(403, 'approval_invalid', () =>
      prepaid.pay(cashier.token, second.id, { ...inCash(M), approvalId: approval.id }),
    )
  })

  it('is refused to a stylist, to another store, and in ways that do not add up or do not exist', async () => {
    const shop = await openShop(base)
    const { id } = await prepaid.requested(shop)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    await prepaid.refusedWith(403, 'forbidden', () => prepaid.pay(stylist.token, id, inCash(M)))
    await prepaid.refusedWith(404, 'not_found', () => prepaid.pay(elsewhere.token, id, inCash(M)))
    const pay = (payouts: object[]) => () => prepaid.pay(shop.owner.token, id, { expectedTotalFen: M, payouts })
    await prepaid.refusedWith(422, 'payout_incomplete', pay([{ kind: 'cash', amountFen: M - 1 }]))
    await prepaid.refusedWith(422, 'payout_invalid', pay([{ kind: 'wechat', amountFen: M }]))
    await prepaid.refusedWith(422, 'payout_invalid', pay([{ kind: 'bank_transfer', amountFen: M }]))
    await prepaid.refusedWith(
      422,
      'payout_invalid',
      pay([
        { kind: 'cash', amountFen: M - 1 },
        { kind: 'cash', amountFen: 1 },
      ]),
    )
  })

  it('goes back to WeChat within a year, elsewhere with a reason, and later by bank transfer with a record of its own', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const sold = await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId,
      lines: [{ key: 'a', kind: 'top_up', amountFen: 50_000 }],
      tenders: [{ kind: 'wechat', amountFen: 50_000, reference: '4200001' }],
    })
    const { grantId } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body.items[0]
    const made = await prepaid.request(shop.owner.token, memberId, { ...askFor(shop, grantId), expectedTotalFen: 50_000 })
    const { id } = made.body
    const wechat = (await api.call('GET', `/tickets/${sold.id}`, { token: shop.owner.token })).body.tenders[0].id
    const quote = (await prepaid.payoutQuote(shop.owner.token, id)).body
    expect(quote.plan).toEqual([{ tenderId: wechat, kind: 'wechat', amountFen: 50_000 }])
    expect(quote.ways[0]).toEqual({ tenderId: wechat, kind: 'wechat', maxFen: 50_000, until: '2027-11-22', isOpen: true })
    await prepaid.refusedWith(422, 'payout_invalid', () => prepaid.pay(shop.owner.token, id, inCash(50_000)))
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 366 }))
    const owner = await signInAs(base, 'owner', { storeId: shop.storeId })
    const late = (await prepaid.payoutQuote(owner.token, id)).body
    const totalFen = late.sheet.totalFen
    // 500.00 × 3.0 % × 366 ⁄ 365
    expect([totalFen, late.ways[0].isOpen]).toEqual([51_504, false])
    const refused = { expectedTotalFen: totalFen, payouts: [{ kind: 'wechat', tenderId: wechat, amountFen: totalFen }] }
    expect((await prepaid.refusedWith(422, 'payout_invalid', () => prepaid.pay(owner.token, id, refused))).params.why).toBe('closed')
    const payee = { name: '单小云', account: '6222 0200 1234 5678' }
    const payouts = [{ kind: 'bank_transfer', amountFen: totalFen, reference: 'B20271123', payee }]
    expect((await prepaid.pay(owner.token, id, { expectedTotalFen: totalFen, payouts })).status).toBe(201)
    const read = (await prepaid.read(owner.token, id)).body
    expect(read.bankPayouts).toMatchObject([{ amountFen: totalFen, payee: '单小云', accountLast4: '5678', reference: 'B20271123' }])
    const [row] = await prepaid.reading().db.selectFrom('bank_payout').selectAll().where('request_id', '=', id).execute()
    expect(JSON.stringify(row)).not.toContain('6222')
    expect(await prepaid.proved()).toEqual([])
    base.runtime.clock.setTo(MORNING)
  })

  it('of a part leaves the rest to be spent, and what follows nets it', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 90_000 })
    const { grantId } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body.items[0]
    const ask = askFor(shop, grantId, { grants: [{ grantId, portionFen: 40_000 }], reasonCode: 'customer_wish' })
    const made = await prepaid.request(shop.owner.token, memberId, { ...ask, expectedTotalFen: 40_000 })
    expect((await prepaid.pay(shop.owner.token, made.body.id, inCash(40_000))).status).toBe(201)
    await makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] })
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([37_200])
    const rest = await prepaid.request(shop.owner.token, memberId, { ...askFor(shop, grantId), expectedTotalFen: 37_200 })
    expect((await prepaid.pay(shop.owner.token, rest.body.id, inCash(37_200))).status).toBe(201)
    await prepaid.refusedWith(409, 'prepaid_nothing_due', () =>
      prepaid.request(shop.owner.token, memberId, { ...askFor(shop, grantId), expectedTotalFen: 0 }),
    )
    expect(await prepaid.proved()).toEqual([])
  })

  it('of a pass and a top-up together posts one document', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 20_000, passes: 1 })
    await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.careId, quantity: 4 }],
    })
    const { items } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body
    const grants = items.map((g: { grantId: string }) => ({ grantId: g.grantId }))
    const made = await prepaid.request(shop.owner.token, memberId, { ...askFor(shop, ''), grants, expectedTotalFen: 138_800 })
    const paid = await prepaid.pay(shop.owner.token, made.body.id, inCash(138_800))
    expect(paid.status).toBe(201)
    expect((await ownedBy(base, memberId)).map((l) => [l.remaining, l.value_fen])).toEqual([
      [0, 0],
      [0, 0],
    ])
    expect(await prepaid.proved()).toEqual([])
  })
})
