/** What a Z says, and how it is proved. */
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { openDrawer, poster } from '../../../test/factories/drawer.ts'
import { makeSale, refund, topUp, voidSale } from '../../../test/factories/sales.ts'
import { openShiftOf, sellCut } from '../../../test/factories/shifts.ts'
import { findingsOf, memberWith } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db
const post = poster(api)
const drawer = () => openDrawer(base, api)

const reportOf = (shiftId: string) => db().selectFrom('shift_report').select('id').where('shift_id', '=', shiftId).executeTakeFirstOrThrow()

describe('the Z', () => {
  it('equals bills, payments, lots and cash to the fen after sales, top-ups, sessions, refunds, voids and petty cash', async () => {
    const d = await drawer()
    const { shop, shiftId } = d
    const { actor } = shop.owner
    const memberId = await memberWith(base, shop, { storedFen: 30_000, passes: 1 })
    const who = { storeId: shop.storeId, memberId }
    const visit = await makeSale(base, actor, {
      ...who,
      lines: [
        { key: 'care', kind: 'service', itemId: shop.careId },
        { key: 'cut', kind: 'service', itemId: shop.cutId },
        {
          key: 'shampoo',
          kind: 'product',
          itemId: shop.shampooId,
          quantity: 2,
          discount: { kind: 'percent', bp: 1_000, reason: '老顾客' },
        },
        { key: 'tip', kind: 'tip', amountFen: 500, staff: [{ staffId: shop.owner.staffId, role: 'performer' }] },
      ],
    })
    const ticket = (await api.call('GET', `/tickets/${visit.id}`, { token: shop.owner.token })).body
    await refund(base, actor, visit.id, [
      { lineId: ticket.lines[0].id, quantity: 1 },
      { lineId: ticket.lines[2].id, quantity: 1 },
    ])
    await voidSale(base, actor, (await topUp(base, actor, { ...who, amountFen: 5_000 })).id)
    await post(`/shifts/${shiftId}/cash-movements`, d.cashier.token, { direction: 'out', amountFen: 2_000, code: 'purchase' })
    const { countId, expectedFen } = (await d.count(0)).body
    await d.close({ countId, reason: '抽查', approvalId: await d.approve(Math.abs(expectedFen)) })
    const { document } = (await api.call('GET', `/shift-reports/${(await reportOf(shiftId)).id}`, { token: d.cashier.token })).body
    const { sales, cash } = document
    const kind = (list: string, name: string) => sales[list].find((r: { kind: string }) => r.kind === name)
    // 300.00 of stored value pays the cut, the tip and most of the shampoo; a session pays the care.
    expect(sales).toMatchObject({ ticketCount: 5, cashTopUpFen: 35_000 })
    expect(kind('lines', 'top_up').amountFen).toBe(35_000)
    expect(kind('lines', 'pass').amountFen).toBe(198_000)
    expect(kind('sold', 'pass')).toMatchObject({ quantity: 10, amountFen: 198_000 })
    expect(kind('used', 'pass')).toMatchObject({ quantity: 1, amountFen: 19_800 })
    expect(kind('returned', 'pass')).toMatchObject({ quantity: 1, amountFen: 19_800 })
    expect(kind('takenBack', 'principal').amountFen).toBe(5_000)
    expect(kind('adjustments', 'manual').amountFen).toBe(-1_760)
    expect(kind('refunds', 'void')).toMatchObject({ count: 1, amountFen: 5_000 })
    expect(cash.expectedFen).toBe(50_000 + sales.cashSalesFen + 35_000 - sales.cashRefundFen - 2_000)
    expect(await findingsOf(base)).toEqual([])
  })

  it('is proved against the books: a changed bill, a changed report and a broken chain of floats are found', async () => {
    const d = await drawer()
    const { countId } = (await d.count(62_800)).body
    const { reportId } = (await d.close({ countId })).body
    await sellCut(base, d.shop)
    const next = (await openShiftOf(base, d.shop.storeId)) ?? ''
    const found = async () => (await findingsOf(base)).map((f) => [f.check, f.id])
    const tender = await db()
      .selectFrom('tender')
      .innerJoin('ticket', 'ticket.id', 'tender.ticket_id')
      .select(['tender.id', 'tender.ticket_id'])
      .where('ticket.shift_id', '=', d.shiftId)
      .executeTakeFirstOrThrow()
    expect(await found()).toEqual([])
    await asOwner(`update tender set kind = 'wechat', received_fen = null, change_fen = null where id = '${tender.id}'`)
    expect(await found()).toEqual([['report_equals_books', reportId]])
    await asOwner(`update tender set kind = 'cash', received_fen = 13000, change_fen = 200 where id = '${tender.id}'`)
    await asOwner(`update ticket set shift_id = '${next}' where id = '${tender.ticket_id}'`)
    expect(await found()).toEqual([['report_equals_books', reportId]])
    await asOwner(`update ticket set shift_id = null where id = '${tender.ticket_id}'`)
    expect(await found()).toContainEqual(['document_has_shift', tender.ticket_id])
    await asOwner(`update ticket set shift_id = '${d.shiftId}' where id = '${tender.ticket_id}'`)
    await asOwner(`update shift set opening_float_fen = 1 where id = '${next}'`)
    expect(await found()).toEqual([['shift_chain', next]])
    await asOwner(`update shift set opening_float_fen = 62800 where id = '${next}'`)
    await asOwner(`update shift_report set document = jsonb_set(document, '{cash,salesFen}', '1') where id = '${reportId}'`)
    expect(await found()).toEqual([['report_hash', reportId]])
    await asOwner(`update shift_report set document = jsonb_set(document, '{cash,salesFen}', '12800') where id = '${reportId}'`)
    expect(await found()).toEqual([])
  })
})

/** What somebody with the database's own password could do. */
async function asOwner(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: base.ownerUrl })
  await client.connect()
  await client.query(`set search_path to ${base.brand.schema}; ${statement}`)
  await client.end()
}
