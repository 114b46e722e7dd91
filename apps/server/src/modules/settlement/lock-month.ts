import type { WriteCtx } from '../../platform/ctx.ts'
import { Forbidden } from '../../platform/errors.ts'
import { businessDay } from '../../platform/time.ts'
import { listStores } from '../settings/index.ts'
import { SettlementMonthLocked, SettlementMonthOpen } from './errors.ts'
import { type Directed, type Method, type Month, monthOf, netted, type StatementBody } from './rules.ts'
import { insertMonths, insertStatements, lockedSums, lockHead } from './store.ts'

export interface LockedMonth {
  month: Month
  statements: number
  movements: number
}

/**
 * Locks a month and every open one before it: their statements stay as they stand, and whatever is booked for them later falls into the
 * next open month. The whole brand's act. @throws Forbidden, SettlementMonthLocked, SettlementMonthOpen
 */
export async function lockMonth(ctx: WriteCtx, month: Month): Promise<LockedMonth> {
  if (ctx.actor.scopes !== 'all') throw new Forbidden({ action: 'manage', subject: 'Settlement' })
  const last = await lockHead(ctx)
  if (last !== null && month <= last) throw new SettlementMonthLocked({ month, lastLockedMonth: last })
  const stores = await listStores(ctx)
  const open = stores.filter((store) => monthOf(businessDay(ctx.now, store.zone, store.cutoffHour)) <= month)
  if (open.length > 0) throw new SettlementMonthOpen({ month })
  await insertMonths(ctx, last, month)
  const sums = await lockedSums(ctx, last)
  const named = new Map(stores.map(({ id, code, name }) => [id, { code, name }]))
  const bodies = [...Map.groupBy(sums, (s) => s.month)].flatMap(([of, directed]) => bodiesOf(of, directed, named))
  await insertStatements(ctx, bodies)
  const movements = sums.reduce((all, s) => all + s.movements, 0)
  const detail = { month, after: last, statements: bodies.length, movements, netFen: bodies.map((b) => b.netFen) }
  ctx.audit({ action: 'settlement.lock', subjectKind: 'Settlement', subjectId: null, detail })
  return { month, statements: bodies.length, movements }
}

type Sum = Directed & { method: Method; entriesHash: string }

function bodiesOf(month: Month, directed: readonly Sum[], named: ReadonlyMap<string, { code: string; name: string }>): StatementBody[] {
  const nobody = { code: '', name: '' }
  return netted(directed).map((pair) => {
    const sealOf = (issuerId: string, performerId: string) =>
      directed.find((d) => d.issuerId === issuerId && d.performerId === performerId)?.entriesHash ?? ''
    return {
      ...pair,
      month,
      method: directed[0]?.method ?? 'liability',
      storeA: named.get(pair.storeAId) ?? nobody,
      storeB: named.get(pair.storeBId) ?? nobody,
      entriesHash: `${sealOf(pair.storeAId, pair.storeBId)}.${sealOf(pair.storeBId, pair.storeAId)}`,
    }
  })
}
