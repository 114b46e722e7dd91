/** All stores side by side: the figures head office looks at first, each of them from the report it opens to. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../../platform/ctx.ts'
import { listStores } from '../../settings/index.ts'
import { liabilityAt } from '../queries.ts'
import type { Days } from './compare.ts'
import { dayFigures, type Group } from './figures.ts'

export const STORE_FIGURES = [
  'takingsFen',
  'consumptionFen',
  'visits',
  'prepaidSoldFen',
  'prepaidUsedFen',
  'prepaidLeftFen',
  'refundFen',
  'discountFen',
] as const
export type StoreFigures = Record<(typeof STORE_FIGURES)[number], number>

const zero = () => Object.fromEntries(STORE_FIGURES.map((figure) => [figure, 0])) as StoreFigures

/** Shifts that are open now, by store, and the oldest day that one of them belongs to. One statement. */
async function openShifts(ctx: ReadCtx): Promise<Map<string, { openShifts: number; openSince: string }>> {
  const { rows } = await sql<{ storeId: string; openShifts: number; openSince: string }>`
    select store_id as "storeId", count(*)::int as "openShifts", min(business_day) as "openSince"
    from shift where closed_at is null group by store_id`.execute(ctx.db)
  return new Map(rows.map(({ storeId, ...open }) => [storeId, open]))
}

/** Every store whose reports the actor may read, by code, also where nothing happened. @throws Forbidden */
export async function storeFigures(ctx: ReadCtx, days: Days) {
  const [stores, takings, visits, prepaid, returns, discounts, owed, open] = await Promise.all([
    listStores(ctx),
    dayFigures(ctx, 'takings', { ...days, by: ['store', 'nature', 'use'] }),
    dayFigures(ctx, 'visits', { ...days, by: ['store'] }),
    dayFigures(ctx, 'prepaid', { ...days, by: ['store'] }),
    dayFigures(ctx, 'returns', { ...days, by: ['store'] }),
    dayFigures(ctx, 'discounts', { ...days, by: ['store'] }),
    liabilityAt(ctx, { throughDay: days.to }),
    openShifts(ctx),
  ])
  const shown = stores.filter((store) => ctx.actor.can('read', 'Report', store.id))
  const of = new Map(shown.map((store) => [store.id, zero()]))
  const add = (storeId: string | null | undefined, figure: keyof StoreFigures, value: number | undefined) => {
    const figures = of.get(storeId ?? '')
    if (figures) figures[figure] += value ?? 0
  }
  const each = (groups: readonly Group[], figure: keyof StoreFigures, from: string) => {
    for (const group of groups) add(group.key.store, figure, group.figures[from])
  }
  each(
    takings.groups.filter((g) => g.key.nature === 'money'),
    'takingsFen',
    'amountFen',
  )
  each(
    takings.groups.filter((g) => g.key.use === 'performed'),
    'consumptionFen',
    'amountFen',
  )
  each(visits.groups, 'visits', 'visits')
  each(prepaid.groups, 'prepaidSoldFen', 'soldFen')
  each(prepaid.groups, 'prepaidUsedFen', 'usedFen')
  each(returns.groups, 'refundFen', 'totalFen')
  each(discounts.groups, 'discountFen', 'discountFen')
  for (const row of owed.rows) if (row.kind !== 'points') add(row.storeId, 'prepaidLeftFen', row.valueFen)
  const none = { openShifts: 0, openSince: null }
  const rows = shown.map(({ id: storeId, code, name }) => ({
    ...{ storeId, code, name },
    ...(of.get(storeId) ?? zero()),
    ...(open.get(storeId) ?? none),
  }))
  const totals = zero()
  for (const row of rows) for (const figure of STORE_FIGURES) totals[figure] += row[figure]
  return { from: days.from, to: days.to, rows, totals }
}
