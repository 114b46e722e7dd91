import { describe, expect, it } from 'vitest'
import { makeStore } from '../../../test/factories/access.ts'
import { makeTier } from '../../../test/factories/catalog.ts'
import { makeSale, refund, sellPass, topUp } from '../../../test/factories/sales.ts'
import { memberWith, openShop, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx } from '../../platform/runtime.ts'
import { liabilityAt, liabilityLots } from './queries.ts'
import { AGES, type LiabilityRow } from './rules.ts'

const base = useDatabase()
const ctx = () => readCtx(base.runtime, base.brand, system)

function at(hours: number): Temporal.Instant {
  const instant = MORNING.add({ hours })
  base.runtime.clock.setTo(instant)
  return instant
}

/** Sums over the lots as they stand, by store and kind. */
async function lotSums(storeId: string) {
  const rows = await ctx()
    .db.selectFrom('lot')
    .select((eb) => ['kind', eb.fn.sum<number>('remaining').as('quantity'), eb.fn.sum<number>('value_fen').as('valueFen')])
    .where('store_id', '=', storeId)
    .where('remaining', '>', 0)
    .groupBy('kind')
    .orderBy('kind')
    .execute()
  return rows
}

function byKind(rows: readonly LiabilityRow[]) {
  const kinds = [...new Set(rows.map((r) => r.kind))].sort()
  const sum = (kind: string, of: (r: LiabilityRow) => number) => rows.filter((r) => r.kind === kind).reduce((a, r) => a + of(r), 0)
  return kinds.map((kind) => ({ kind, quantity: sum(kind, (r) => r.quantity), valueFen: sum(kind, (r) => r.valueFen) }))
}

/** Top-up with bonus, a pass, a sale that uses both, a refund of half of it: a day apart each. Returns what the report said at each step. */
async function history(shop: Shop) {
  const { storeId } = shop
  const actor = shop.owner.actor
  const said: { at: Temporal.Instant; rows: LiabilityRow[] }[] = []
  const look = async () => {
    const { rows } = await liabilityAt(ctx(), { storeId })
    expect(byKind(rows)).toEqual(await lotSums(storeId))
    said.push({ at: base.runtime.clock.now(), rows })
  }
  at(0)
  const memberId = await memberWith(base, shop)
  const tier = await makeTier(base)
  await look()
  at(24)
  await topUp(base, actor, { storeId, memberId, itemId: tier.id })
  await look()
  at(48)
  await sellPass(base, actor, { storeId, memberId, itemId: shop.passId })
  await look()
  at(72)
  const lines = [
    { key: 'care', kind: 'service' as const, itemId: shop.careId },
    { key: 'cut', kind: 'service' as const, itemId: shop.cutId, quantity: 2 },
  ]
  const ticket = await makeSale(base, actor, { storeId, memberId, lines })
  await look()
  at(96)
  const posted = await ctx().db.selectFrom('ticket_line').select('id').where('ticket_id', '=', ticket.id).orderBy('ordinal').execute()
  await refund(
    base,
    actor,
    ticket.id,
    posted.map((l) => ({ lineId: l.id, quantity: 1 })),
  )
  await look()
  return said
}

describe('liability', () => {
  it('equals the lots now, and at every past instant what it said then', async () => {
    const shop = await openShop(base)
    const said = await history(shop)
    expect(said.map((s) => s.rows.length)).toEqual([0, 2, 3, 3, 3])
    at(24 * 10)
    for (const then of said) expect((await liabilityAt(ctx(), { storeId: shop.storeId, asOf: then.at })).rows).toEqual(then.rows)
    const sold = await liabilityAt(ctx(), { storeId: shop.storeId, asOf: said[2]?.at })
    const tierFen = sold.totals.principalFen
    expect(sold.totals).toEqual({
      principalFen: tierFen,
      bonusFen: 15_000,
      rebateFen: 0,
      points: 0,
      passValueFen: 198_000,
      liabilityFen: tierFen + 198_000,
    })
  })

  it('keeps stores apart, and adds them up when none is named', async () => {
    at(0)
    const [one, two] = [await openShop(base), await openShop(base)]
    await memberWith(base, one, { storedFen: 10_000 })
    await memberWith(base, two, { storedFen: 5_000, passes: 1 })
    const all = await liabilityAt(ctx(), {})
    const own = (rows: readonly LiabilityRow[], shop: Shop) => rows.filter((r) => r.storeId === shop.storeId)
    expect((await liabilityAt(ctx(), { storeId: one.storeId })).rows).toEqual(own(all.rows, one))
    expect(own(all.rows, two)).toMatchObject([
      { kind: 'pass', unit: 'session', age: '0-30', lots: 1, quantity: 10, valueFen: 198_000 },
      { kind: 'principal', unit: 'fen', age: '0-30', lots: 1, quantity: 5_000, valueFen: 5_000 },
    ])
  })

  it('sorts by age in business days of the store, both ends included', async () => {
    at(0)
    const shop = await openShop(base)
    await memberWith(base, shop, { storedFen: 10_000 })
    const ageAfter = async (days: number) => {
      at(24 * days + 1)
      return (await liabilityAt(ctx(), { storeId: shop.storeId })).rows.map((r) => r.age)
    }
    for (const { age, from, to } of AGES) {
      expect(await ageAfter(from)).toEqual([age])
      expect(await ageAfter(Math.min(to, 2_000))).toEqual([age])
    }
    // Sold at 10:00 on the 22nd; the 31st day begins at 04:00 on 23 December.
    const zoned = Temporal.ZonedDateTime.from('2026-12-23T03:59[Asia/Shanghai]')
    const age = async (instant: Temporal.Instant) => (await liabilityAt(ctx(), { storeId: shop.storeId, asOf: instant })).rows[0]?.age
    expect(await age(zoned.toInstant())).toBe('0-30')
    expect(await age(zoned.add({ minutes: 1 }).toInstant())).toBe('31-90')
  })

  it('answers a future instant with now', async () => {
    const now = at(24 * 400)
    const answer = await liabilityAt(ctx(), { asOf: now.add({ hours: 24 }) })
    expect(Temporal.Instant.from(answer.asOf).since(now).total('seconds')).toBeLessThan(60)
  })
})

describe('the lots behind a figure', () => {
  it('add up to their row, page by page, oldest first, at any instant', async () => {
    at(0)
    const shop = await openShop(base)
    const memberIds: string[] = []
    for (const day of [0, 20, 31, 40, 90, 91]) {
      at(24 * day)
      memberIds.push(await memberWith(base, shop, { storedFen: 1_000 + day, passes: day % 2 }))
    }
    await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId: memberIds[0] ?? null,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
      tenders: [
        { kind: 'stored_value', amountFen: 300 },
        { kind: 'cash', receivedFen: 20_000 },
      ],
    })
    const now = at(24 * 91 + 1)
    for (const asOf of [now, MORNING.add({ hours: 24 * 40 + 1 })]) {
      const { rows } = await liabilityAt(ctx(), { storeId: shop.storeId, asOf })
      expect(rows.length).toBeGreaterThan(2)
      for (const row of rows) {
        const lots = await allLots({ storeId: shop.storeId, kind: row.kind, unit: row.unit, age: row.age, asOf })
        expect(lots.length).toBe(row.lots)
        expect(lots.reduce((a, l) => a + l.remaining, 0)).toBe(row.quantity)
        expect(lots.reduce((a, l) => a + l.valueFen, 0)).toBe(row.valueFen)
        expect(lots.map((l) => l.createdAt)).toEqual(lots.map((l) => l.createdAt).sort())
      }
    }
    const everything = await allLots({ storeId: shop.storeId, kind: 'principal', asOf: now })
    expect(everything.map((l) => l.remaining)).toEqual([700, 1_020, 1_031, 1_040, 1_090, 1_091])
    expect(everything[0]?.memberNumber).toMatch(/^M\d+$/)
  })

  it('leave out what is used up', async () => {
    at(0)
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 12_800 })
    await makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] })
    expect(await allLots({ storeId: shop.storeId, kind: 'principal' })).toEqual([])
    expect((await liabilityAt(ctx(), { storeId: shop.storeId })).rows).toEqual([])
    expect(await allLots({ storeId: (await makeStore(base)).id, kind: 'principal' })).toEqual([])
  })
})

async function allLots(query: Omit<Parameters<typeof liabilityLots>[1], 'limit' | 'cursor'>) {
  const lots = []
  let cursor: string | undefined
  do {
    const page = await liabilityLots(ctx(), { ...query, limit: 2, cursor })
    lots.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return lots
}
