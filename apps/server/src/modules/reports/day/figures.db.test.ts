import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { trade } from '../../../../test/factories/trading.ts'
import { useDatabase } from '../../../../test/harness.ts'
import { system } from '../../../platform/ctx.ts'
import { readCtx } from '../../../platform/runtime.ts'
import { addDays } from '../../../platform/time.ts'
import { liabilityAt } from '../queries.ts'
import { DAY_REPORT_NAMES, type DayReport, definitionOf } from './definitions.ts'
import { dayFigures, dayRows } from './figures.ts'

const base = useDatabase()
const ctx = () => readCtx(base.runtime, base.brand, system)

type Row = Awaited<ReturnType<typeof dayRows>>['items'][number]

/** Every row behind a figure, in small pages. */
async function allRows(report: DayReport, query: Omit<Parameters<typeof dayRows>[2], 'limit' | 'cursor'>): Promise<Row[]> {
  const rows: Row[] = []
  let cursor: string | undefined
  do {
    const page = await dayRows(ctx(), report, { ...query, limit: 5, cursor })
    rows.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return rows
}

/** The words of a report one by one, its own grouping, and nothing at all. */
const groupings = (report: DayReport) => {
  const { dims, by } = definitionOf(report)
  return [...Object.keys(dims).map((dim) => [dim]), by, []]
}

describe('every figure of every report', () => {
  it.each(DAY_REPORT_NAMES)('%s: opens to rows that add up to it, whatever it is grouped by', async (report) => {
    const { days } = await trade(base)
    const span = { from: days[0] ?? '', to: days[2] ?? '' }
    const { figures } = definitionOf(report)
    let opened = 0
    for (const by of groupings(report)) {
      const { groups, totals } = await dayFigures(ctx(), report, { ...span, by })
      expect(groups.length).toBeGreaterThan(0)
      for (const figure of figures) {
        const rows = await allRows(report, { ...span, figure })
        expect(rows.reduce((sum, row) => sum + (row.figures[figure] ?? 0), 0)).toBe(totals[figure])
      }
      for (const group of groups) {
        const rows = await allRows(report, { ...span, is: group.key })
        for (const figure of figures) expect(rows.reduce((sum, row) => sum + (row.figures[figure] ?? 0), 0)).toBe(group.figures[figure])
        expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length)
        opened += rows.length
      }
    }
    expect(opened).toBeGreaterThan(0)
  })

  it('of a range is the sum of its days, and of all stores the sum of the stores', async () => {
    const { days, shop, otherStoreId } = await trade(base)
    for (const report of DAY_REPORT_NAMES) {
      const total = async (query: { storeId?: string; from: string; to: string }) =>
        (await dayFigures(ctx(), report, { ...query, by: [] })).totals
      const stores = await dayFigures(ctx(), report, { from: days[0] ?? '', to: days[2] ?? '', by: ['store'] })
      for (const storeId of [shop.storeId, otherStoreId]) {
        const range = await total({ storeId, from: days[0] ?? '', to: days[2] ?? '' })
        const each = await Promise.all(days.map((day) => total({ storeId, from: day, to: day })))
        for (const figure of definitionOf(report).figures) {
          expect(each.reduce((sum, t) => sum + (t[figure] ?? 0), 0)).toBe(range[figure])
          expect(stores.groups.find((g) => g.key.store === storeId)?.figures[figure] ?? 0).toBe(range[figure])
        }
      }
    }
  })
})

async function one(query: ReturnType<typeof sql<{ fen: number }>>): Promise<number> {
  const { rows } = await query.execute(ctx().db)
  return rows[0]?.fen ?? 0
}

describe('takings', () => {
  it('agree with the tenders, and consumption with the lines', async () => {
    const { days, shop } = await trade(base)
    const query = { storeId: shop.storeId, from: days[0] ?? '', to: days[2] ?? '' }
    const { groups, totals } = await dayFigures(ctx(), 'takings', { ...query, by: ['tender'] })
    const tenders = await sql<{ kind: string; fen: number }>`
      select kind, sum(fen)::bigint as fen from (
        select d.kind, d.amount_fen as fen from tender d join ticket t on t.id = d.ticket_id where t.store_id = ${shop.storeId}::uuid
        union all select d.kind, -d.amount_fen from refund_tender d join refund r on r.id = d.refund_id where r.store_id = ${shop.storeId}::uuid) x
      group by kind`.execute(ctx().db)
    expect(Object.fromEntries(groups.map((g) => [g.key.tender, g.figures.amountFen]))).toEqual(
      Object.fromEntries(tenders.rows.map((r) => [r.kind, r.fen])),
    )
    const net = await dayFigures(ctx(), 'sales', { ...query, by: [] })
    expect(net.totals.netFen).toBe(totals.amountFen)
    const uses = await dayFigures(ctx(), 'takings', { ...query, by: ['nature', 'use'] })
    const figure = (nature: string, use: string) =>
      uses.groups.find((g) => g.key.nature === nature && g.key.use === use)?.figures.amountFen ?? 0
    const paidIn = await one(sql`select sum(l.net_fen)::bigint as fen from ticket_line l join ticket t on t.id = l.ticket_id
      where t.store_id = ${shop.storeId}::uuid and l.kind in ('top_up', 'pass')`)
    expect(figure('money', 'prepaid')).toBe(paidIn)
    expect(figure('money', 'performed') + figure('prepaid', 'performed') + paidIn).toBe(totals.amountFen)
  })
})

describe('prepaid', () => {
  it('rolls forward: what was left, plus what happened, is what is left at the end of the day', async () => {
    const { days, shop, otherStoreId } = await trade(base)
    const left = async (day: string) => {
      const { rows } = await liabilityAt(ctx(), { storeId: shop.storeId, throughDay: day })
      return rows.reduce((sum, row) => sum + row.valueFen, 0)
    }
    expect(await left(addDays(days[0] ?? '', -1))).toBe(0)
    for (const day of days) {
      const { totals } = await dayFigures(ctx(), 'prepaid', { storeId: shop.storeId, from: day, to: day })
      const { soldFen = 0, usedFen = 0, returnedFen = 0, takenBackFen = 0, lapsedFen = 0, otherFen = 0 } = totals
      expect(soldFen - usedFen + returnedFen - takenBackFen - lapsedFen + otherFen).toBe(totals.changeFen)
      expect((await left(addDays(day, -1))) + (totals.changeFen ?? 0)).toBe(await left(day))
    }
    const { rows: now } = await liabilityAt(ctx(), { storeId: shop.storeId })
    expect((await liabilityAt(ctx(), { storeId: shop.storeId, throughDay: days[2] })).rows).toEqual(now)
    // Used in the other store, it is still the issuing store's.
    const places = await dayFigures(ctx(), 'prepaid', { storeId: shop.storeId, from: days[1] ?? '', to: days[1] ?? '', by: ['place'] })
    expect(places.groups.find((g) => g.key.place === 'elsewhere')?.figures).toMatchObject({ usedFen: 12_800 + 19_800, usedSessions: 1 })
    const there = await dayFigures(ctx(), 'prepaid', { storeId: otherStoreId, from: days[0] ?? '', to: days[2] ?? '' })
    expect(there.groups).toEqual([])
  })
})

describe('discounts', () => {
  it('say who gave them, for what reason, off which price; those of voided bills are not among them', async () => {
    const { days, shop } = await trade(base)
    const day = days[1] ?? ''
    const { groups } = await dayFigures(ctx(), 'discounts', {
      storeId: shop.storeId,
      from: day,
      to: day,
      by: ['givenBy', 'approver', 'reason'],
    })
    expect(groups).toMatchObject([
      {
        key: { givenBy: shop.owner.staffId, approver: null, reason: '老顾客' },
        figures: { discountFen: 5_120, priceFen: 25_600, discounts: 1 },
      },
    ])
    expect(groups[0]?.labels.givenBy).toMatch(/^员工/)
    const under = await dayFigures(ctx(), 'underpriced', { storeId: shop.storeId, from: day, to: day })
    expect(under.groups.map((g) => [g.key.cause, g.figures.underFen])).toEqual([
      ['pass_price', 10_000],
      ['manual', 5_120],
    ])
  })
})

describe('comparison', () => {
  it('puts the days before beside, also where only one of them has something', async () => {
    const { days, shop } = await trade(base)
    const day = days[2] ?? ''
    const { groups, compared, totals, totalsBefore } = await dayFigures(ctx(), 'takings', {
      storeId: shop.storeId,
      from: day,
      to: day,
      by: ['tender'],
      compare: 'previous',
    })
    expect(compared).toEqual({ from: days[1], to: days[1] })
    const of = (tender: string) => groups.find((g) => g.key.tender === tender)
    expect(of('bank_card')).toMatchObject({ figures: { amountFen: 26_400 }, before: { amountFen: 0 } })
    const alone = await dayFigures(ctx(), 'takings', { storeId: shop.storeId, from: days[1] ?? '', to: days[1] ?? '', by: ['tender'] })
    for (const group of alone.groups) expect(of(group.key.tender ?? '')?.before).toEqual(group.figures)
    expect(totalsBefore).toEqual(alone.totals)
    expect(groups.reduce((sum, g) => sum + (g.figures.amountFen ?? 0), 0)).toBe(totals.amountFen)
  })
})
