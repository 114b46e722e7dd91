/** What time takes: lots past their last day, and the days of unlimited passes. Run hourly; running it twice changes nothing. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { businessDay } from '../../platform/time.ts'
import { readLots } from './owned-lots.ts'
import { elapsedDays } from './rules.ts'
import { lockWallet, type Posting, post } from './store.ts'

/** Members with something that time may have taken, at most `limit` of them. Cheap to ask: an index on expiry drives it. */
export async function membersWithLapsedLots(ctx: Pick<ReadCtx, 'db' | 'now'>, limit: number): Promise<string[]> {
  const { rows } = await sql<{ member_id: string }>`
    select distinct lot.member_id from lot join store on store.id = lot.store_id
    cross join lateral (select ((${ctx.now}::timestamptz at time zone store.zone) - make_interval(hours => store.cutoff_hour::int))::date as today) d
    where lot.remaining > 0 and not lot.is_frozen and lot.expires_on is not null
      and (lot.expires_on < d.today or (lot.unit = 'day' and lot.remaining > (lot.expires_on - d.today) + 1))
    limit ${limit}`.execute(ctx.db)
  return rows.map((r) => r.member_id)
}

/** Posts what has lapsed for one member. What is held by a booking stays until the hold ends. Returns the number of lots touched. */
export async function expireLots(ctx: WriteCtx, memberId: string): Promise<number> {
  const head = await lockWallet(ctx, memberId)
  const lots = await readLots(ctx, memberId)
  const stores = new Map((await ctx.db.selectFrom('store').select(['id', 'zone', 'cutoff_hour']).execute()).map((s) => [s.id, s]))
  const postings: Posting[] = []
  for (const lot of lots) {
    const store = stores.get(lot.storeId)
    if (!store || lot.isFrozen || lot.expiresOn === null || lot.held > 0) continue
    const today = businessDay(ctx.now, store.zone, store.cutoff_hour)
    const isOver = lot.expiresOn < today
    const part = isOver ? { lotId: lot.id, quantity: lot.remaining, valueFen: lot.valueFen } : elapsedDays(lot, today)
    if (part.quantity === 0) continue
    postings.push({
      reason: isOver && lot.unit !== 'day' ? 'expiry' : 'elapse',
      sourceKind: 'expiry',
      sourceId: newId(),
      storeId: lot.storeId,
      businessDay: today,
      changes: [{ lotId: lot.id, quantity: -part.quantity, valueFen: -part.valueFen }],
    })
  }
  await post(ctx, head, postings)
  ctx.audit({ action: 'wallet.expire', subjectKind: 'Wallet', subjectId: memberId, detail: { lots: postings.length } })
  return postings.length
}
