import { beforeEach, describe, expect, it } from 'vitest'
import { makeBrand, makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeTier } from '../../../test/factories/catalog.ts'
import { makeSale, refund, sellPass, topUp, voidSale } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, type TestBase, useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { chooseMethod } from './choose-method.ts'
import { lockMonth } from './lock-month.ts'
import { listEntries, readMonth, readSettlement } from './queries.ts'
import type { Method, Month } from './rules.ts'
import { verifySettlement } from './verify.ts'

const database = useDatabase()
const base = {} as TestBase
const ctx = () => readCtx(base.runtime, base.brand, system)
const db = () => base.runtime.brands.dbOf(base.brand)
const at = (months: number, hours = 0) =>
  base.runtime.clock.setTo(MORNING.toZonedDateTimeISO('Asia/Shanghai').add({ months, hours }).toInstant())
const lock = (month: Month) => write(base.runtime, base.brand, system, (c) => lockMonth(c, month)).then((o) => o.result)
const choose = (month: Month, method: Method) => write(base.runtime, base.brand, system, (c) => chooseMethod(c, month, method))

/** Each test settles a brand of its own, as months are locked for a whole brand. */
beforeEach(async () => {
  Object.assign(base, { ...database, brand: await makeBrand(database) })
})

/** A member of one store with 1000.00 + 150.00 and ten sessions for 1980.00, and a second store. */
async function neighbours() {
  at(0)
  const shop = await openShop(base)
  const other = await makeStore(base)
  const memberId = await memberWith(base, shop)
  const tier = await makeTier(base, { amountFen: 100_000, bonusFen: 15_000 })
  await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId, itemId: tier.id })
  await sellPass(base, shop.owner.actor, { storeId: shop.storeId, memberId, itemId: shop.passId })
  return { shop, otherId: other.id, memberId }
}

const byStoredValue = (shop: Shop, storeId: string, memberId: string, amountFen: number) => ({
  storeId,
  memberId,
  lines: [{ key: 'cut', kind: 'service' as const, itemId: shop.cutId }],
  tenders: [
    { kind: 'stored_value' as const, amountFen },
    { kind: 'cash' as const, receivedFen: 12_800 - amountFen },
  ],
})
const bySession = (shop: Shop, storeId: string, memberId: string) => ({
  storeId,
  memberId,
  lines: [{ key: 'care', kind: 'service' as const, itemId: shop.careId }],
})

/** What the issuing store owes the other in a month, whichever of them is A. */
async function owed(month: Month, issuerId: string, performerId: string) {
  const { statements } = await readMonth(ctx(), month)
  const statement = statements.find(
    (s) => [s.storeA.id, s.storeB.id].includes(issuerId) && [s.storeA.id, s.storeB.id].includes(performerId),
  )
  return statement && (statement.storeA.id === issuerId ? statement.aOwes : statement.bOwes)
}

describe('what a store owes another', () => {
  it('at the liability price is the value that left the lot, at the benefit price the share of what was paid for it', async () => {
    const { shop, otherId, memberId } = await neighbours()
    await makeSale(base, shop.owner.actor, byStoredValue(shop, otherId, memberId, 11_500))
    expect(await owed('2026-11', shop.storeId, otherId)).toEqual({ movements: 2, valueFen: 11_500, owedFen: 11_500 })
    await choose('2026-11', 'benefit')
    expect(await owed('2026-11', shop.storeId, otherId)).toEqual({ movements: 2, valueFen: 11_500, owedFen: 10_000 })
    await makeSale(base, shop.owner.actor, bySession(shop, otherId, memberId))
    expect(await owed('2026-11', shop.storeId, otherId)).toEqual({ movements: 3, valueFen: 11_500 + 19_800, owedFen: 10_000 + 19_800 })
    expect(await owed('2026-11', otherId, shop.storeId)).toMatchObject({ movements: 0, owedFen: 0 })
    // The own cards in the own store are nobody's debt.
    await makeSale(base, shop.owner.actor, byStoredValue(shop, shop.storeId, memberId, 5_000))
    expect((await owed('2026-11', shop.storeId, otherId))?.movements).toBe(3)
  })

  it('is taken back to the fen by refunds in any parts, and by a void', async () => {
    await choose('2026-01', 'benefit')
    const { shop, otherId, memberId } = await neighbours()
    const actor = shop.owner.actor
    const sale = await makeSale(base, actor, {
      storeId: otherId,
      memberId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId, quantity: 3 }],
      tenders: [
        { kind: 'stored_value', amountFen: 9_999 },
        { kind: 'cash', receivedFen: 3 * 12_800 - 9_999 },
      ],
    })
    expect((await owed('2026-11', shop.storeId, otherId))?.owedFen).toBe(8_695)
    const [line] = await db().selectFrom('ticket_line').select('id').where('ticket_id', '=', sale.id).execute()
    for (let part = 0; part < 3; part += 1) await refund(base, actor, sale.id, [{ lineId: line?.id ?? '', quantity: 1 }])
    expect(await owed('2026-11', shop.storeId, otherId)).toMatchObject({ valueFen: 0, owedFen: 0 })
    const wrong = await makeSale(base, actor, byStoredValue(shop, otherId, memberId, 3_333))
    await voidSale(base, actor, wrong.id)
    expect(await owed('2026-11', shop.storeId, otherId)).toMatchObject({ valueFen: 0, owedFen: 0 })
    // Used up to the last fen, everything that was paid is owed.
    await makeSale(base, actor, {
      storeId: otherId,
      memberId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId, quantity: 9 }],
      tenders: [
        { kind: 'stored_value', amountFen: 115_000 },
        { kind: 'cash', receivedFen: 200 },
      ],
    })
    expect(await owed('2026-11', shop.storeId, otherId)).toMatchObject({ valueFen: 115_000, owedFen: 100_000 })
  })
})

describe('locking a month', () => {
  it('freezes its statements; what is booked for it later falls into the next open month', async () => {
    const { shop, otherId, memberId } = await neighbours()
    const actor = shop.owner.actor
    const sale = await makeSale(base, actor, byStoredValue(shop, otherId, memberId, 11_500))
    at(0, 24 * 9)
    const before = await readMonth(ctx(), '2026-11')
    expect(await lock('2026-11')).toEqual({ month: '2026-11', statements: 1, movements: 2 })
    const locked = await readMonth(ctx(), '2026-11')
    expect(locked).toMatchObject({ isLocked: true, method: 'liability', statements: before.statements, positions: before.positions })
    const [line] = await db().selectFrom('ticket_line').select('id').where('ticket_id', '=', sale.id).execute()
    await refund(base, actor, sale.id, [{ lineId: line?.id ?? '', quantity: 1 }])
    expect(await readMonth(ctx(), '2026-11')).toEqual(locked)
    expect(await owed('2026-12', shop.storeId, otherId)).toEqual({ movements: 2, valueFen: -11_500, owedFen: -11_500 })
    // A movement that was booked for the locked month itself, by whoever may: it is carried into the open one.
    at(0, 100)
    await makeSale(base, actor, bySession(shop, otherId, memberId))
    expect(await readMonth(ctx(), '2026-11')).toEqual(locked)
    expect(await owed('2026-12', shop.storeId, otherId)).toEqual({ movements: 3, valueFen: 8_300, owedFen: 8_300 })
    const { items } = await listEntries(ctx(), { month: '2026-12', limit: 10 })
    expect(items.map((e) => e.businessDay.slice(0, 7)).sort()).toEqual(['2026-11', '2026-12', '2026-12'])
    expect(items.reduce((sum, e) => sum + e.owedFen, 0)).toBe(8_300)
    const audit = await db()
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('action', '=', 'settlement.lock')
      .orderBy('seq', 'desc')
      .executeTakeFirst()
    expect(audit).toMatchObject({ detail: { month: '2026-11', after: null, statements: 1, movements: 2 } })
  })

  it('locks the open months before it too, each with its own statements and method', async () => {
    const { shop, otherId, memberId } = await neighbours()
    await makeSale(base, shop.owner.actor, byStoredValue(shop, otherId, memberId, 11_500))
    await choose('2026-12', 'benefit')
    at(1)
    await makeSale(base, shop.owner.actor, byStoredValue(shop, otherId, memberId, 11_500))
    at(3)
    expect(await lock('2027-01')).toMatchObject({ statements: 2, movements: 4 })
    expect(await owed('2026-11', shop.storeId, otherId)).toMatchObject({ owedFen: 11_500 })
    expect(await owed('2026-12', shop.storeId, otherId)).toMatchObject({ owedFen: 10_000 })
    const { months, firstOpenMonth } = await readSettlement(ctx())
    expect(firstOpenMonth).toBe('2027-02')
    expect(months.map((m) => [m.month, m.isLocked, m.method, m.owedFen])).toEqual([
      ['2027-01', true, 'benefit', 0],
      ['2026-12', true, 'benefit', 10_000],
      ['2026-11', true, 'liability', 11_500],
    ])
    await expect(choose('2027-01', 'liability')).rejects.toMatchObject({ code: 'settlement_month_locked' })
  })

  it('is refused before the month is over, and twice; nothing is changed', async () => {
    const { shop, otherId, memberId } = await neighbours()
    await makeSale(base, shop.owner.actor, byStoredValue(shop, otherId, memberId, 11_500))
    await expect(lock('2026-11')).rejects.toMatchObject({ code: 'settlement_month_open' })
    expect(await db().selectFrom('settlement_entry').select('month').execute()).toEqual([])
    at(1)
    await lock('2026-11')
    await expect(lock('2026-11')).rejects.toMatchObject({ code: 'settlement_month_locked' })
    await expect(lock('2026-10')).rejects.toMatchObject({ code: 'settlement_month_locked' })
    expect(await db().selectFrom('settlement_month').select('month').execute()).toEqual([{ month: '2026-11-01' }])
  })

  it('is proved: a changed statement or entry is found', async () => {
    const { shop, otherId, memberId } = await neighbours()
    await makeSale(base, shop.owner.actor, byStoredValue(shop, otherId, memberId, 11_500))
    at(1)
    await lock('2026-11')
    expect(await verifySettlement(ctx())).toEqual([])
    const { default: pg } = await import('pg')
    const client = new pg.Client({ connectionString: base.ownerUrl, options: `-c search_path=${base.brand.schema}` })
    await client.connect()
    await client.query(`update settlement_statement set body = jsonb_set(body, '{netFen}', '1')`)
    expect((await verifySettlement(ctx())).map((f) => f.check)).toEqual(['statement_sealed', 'statement_equals_entries'])
    await client.query(`update settlement_entry set owed_fen = owed_fen + 1`)
    expect((await verifySettlement(ctx())).map((f) => f.check)).toContain('statement_equals_entries')
    await client.end()
  })
})

describe('a manager', () => {
  it('sees the pairs of the own store alone', async () => {
    const { shop, otherId, memberId } = await neighbours()
    await makeSale(base, shop.owner.actor, byStoredValue(shop, otherId, memberId, 11_500))
    const own = await signInAs(base, 'manager', { storeId: otherId })
    const stranger = await signInAs(base, 'manager')
    const seen = async (who: typeof own) => {
      const read = readCtx(base.runtime, base.brand, who.actor)
      const { statements } = await readMonth(read, '2026-11')
      const { items } = await listEntries(read, { month: '2026-11', limit: 10 })
      return [statements.length, items.length, (await readSettlement(read)).months.map((m) => m.movements)]
    }
    expect(await seen(own)).toEqual([1, 2, [2]])
    expect(await seen(stranger)).toEqual([0, 0, []])
    at(1)
    await lock('2026-11')
    expect(await seen(own)).toEqual([1, 2, [2]])
    expect(await seen(stranger)).toEqual([0, 0, [0]])
    expect(await findingsOf(base)).toEqual([])
  })
})
