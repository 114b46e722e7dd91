/**
 * What the shop owes, at any instant or at the end of any business day: what is left of each lot now, less what was moved since. A recent day
 * costs no more in a shop with a long history, and the further back, the more is read. A lot belongs to the store that sold it; its age counts
 * business days of that store.
 */
import { type RawBuilder, sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import type { LocalDate } from '../../platform/time.ts'
import { openMemberNames } from '../members/index.ts'
import { AGE_NAMES, AGES, type Age, daysOf, type LiabilityKind, type LiabilityRow, totalsOf } from './rules.ts'
import { storesOf } from './scope.ts'

export interface LiabilityQuery {
  storeId?: string | undefined
  asOf?: Temporal.Instant | undefined
  /** The end of this business day, in place of an instant. */
  throughDay?: LocalDate | undefined
}

/** By store, kind, unit and age. Without `storeId` all stores the actor may see reports of. @throws NotFound, Forbidden */
export async function liabilityAt(ctx: ReadCtx, query: LiabilityQuery) {
  const at = instantOf(ctx, query.asOf)
  const day = query.throughDay ?? null
  // The instants between which an age lies, of each store once; oldest first, as the ages are told from the newest.
  const ends = AGES.map((a) => a.to).toReversed()
  const { rows } = await sql<LiabilityRow>`
    with edge as materialized (
      select s.id, array(select (s.today - days + make_interval(hours => s.cutoff_hour)) at time zone s.zone from unnest(${ends.slice(1)}::int[]) as days order by days desc) as starts
      from (select id, zone, cutoff_hour,
          coalesce(${day}::date, ((${at}::timestamptz at time zone zone) - make_interval(hours => cutoff_hour))::date) as today
        from store) s
    ), grouped as (
      select h.store_id, h.kind, h.unit, width_bucket(h.created_at, edge.starts) as bucket, sum(h.lots)::int as lots,
        sum(h.quantity)::bigint as quantity, sum(h.value_fen)::bigint as value_fen
      from (${heldLots(ctx, query)}) h join edge on edge.id = h.store_id
      group by h.store_id, h.kind, h.unit, bucket having sum(h.lots) <> 0
    )
    select g.store_id as "storeId", store.name as "storeName", g.kind, g.unit, (${AGE_NAMES.toReversed()}::text[])[g.bucket + 1] as age, g.lots, g.quantity,
      g.value_fen as "valueFen"
    from grouped g join store on store.id = g.store_id
    order by store.code, g.kind, g.unit, g.bucket desc`.execute(ctx.db)
  return { asOf: at.toString(), throughDay: day, rows, totals: totalsOf(rows) }
}

/** Lots as they are now, and for an earlier time rows that take back what was moved since. A lot holds something exactly while some of it remains. */
function heldLots(ctx: ReadCtx, query: LiabilityQuery): RawBuilder<unknown> {
  const stores = storesOf(ctx, query.storeId)
  const ofStores = stores === null ? sql`` : sql`and lot.store_id = any(${stores}::uuid[])`
  const now = sql`select store_id, kind, unit, created_at, 1 as lots, remaining as quantity, value_fen from lot where remaining > 0 ${ofStores}`
  const since = movedSince(ctx, query)
  if (since === null) return now
  return sql`${now} union all
    select lot.store_id, lot.kind, lot.unit, lot.created_at, (lot.remaining > m.quantity)::int - (lot.remaining > 0)::int, -m.quantity, -m.value_fen
    from (${since} group by m.lot_id) m join lot on lot.id = m.lot_id where true ${ofStores}`
}

/** What was moved after the time that is asked for, to be grouped by lot; null where that time is now. */
function movedSince(ctx: ReadCtx, query: Pick<LiabilityQuery, 'asOf' | 'throughDay'>): RawBuilder<unknown> | null {
  const { asOf, throughDay } = query
  const isNow = throughDay === undefined && (asOf === undefined || Temporal.Instant.compare(asOf, ctx.now) > 0)
  if (isNow) return null
  return sql`select m.lot_id, sum(m.quantity)::bigint as quantity, sum(m.value_fen)::bigint as value_fen
    from wallet_transaction t join movement m on m.transaction_id = t.id
    where ${throughDay === undefined ? sql`t.at > ${asOf}::timestamptz` : sql`t.business_day > ${throughDay}::date`}`
}

export interface LiabilityLotsQuery {
  storeId: string
  kind: LiabilityKind
  unit?: string | undefined
  age?: Age | undefined
  asOf?: Temporal.Instant | undefined
  throughDay?: LocalDate | undefined
  limit: number
  cursor?: string | undefined
}

interface LotRow {
  lotId: string
  memberId: string
  memberNumber: string
  name: string
  kind: LiabilityKind
  unit: string
  remaining: number
  valueFen: number
  createdAt: Temporal.Instant
  expiresOn: string | null
}

/** The lots behind a row of the report, oldest first. @throws NotFound, Forbidden */
export async function liabilityLots(ctx: ReadCtx, query: LiabilityLotsQuery) {
  authorize(ctx, 'read', 'Report', query.storeId)
  const { rows } = await sql<LotRow>`
    with ${cellOf(ctx, query)}, page as (${pageOf(ctx, query)})
    select lot.id as "lotId", lot.member_id as "memberId", member.number as "memberNumber", lot.name, lot.kind, lot.unit,
      page.quantity as remaining, page.value_fen as "valueFen", lot.created_at as "createdAt", lot.expires_on as "expiresOn"
    from page join lot on lot.id = page.id join member on member.id = lot.member_id
    order by lot.created_at, lot.id`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (row) => ({ ...row, createdAt: row.createdAt.toString() }),
    (row) => [row.createdAt.toString(), row.lotId],
  )
}

/** The same with the names of those who own them, for a page that people read. */
export async function namedLiabilityLots(ctx: ReadCtx, query: LiabilityLotsQuery) {
  const page = await liabilityLots(ctx, query)
  const names = await openMemberNames(
    ctx,
    page.items.map((lot) => lot.memberId),
  )
  return { ...page, items: page.items.map((lot) => ({ ...lot, memberName: names.get(lot.memberId)?.name ?? null })) }
}

/** The days of an age as a span of instants, so that an index on (store, kind, created_at) finds the page. */
function cellOf(ctx: ReadCtx, query: LiabilityLotsQuery): RawBuilder<unknown> {
  const { from, to } = query.age === undefined ? { from: 0, to: 1_000_000 } : daysOf(query.age)
  return sql`span as (
    select (today - ${to}::int + make_interval(hours => cutoff_hour)) at time zone zone as first,
      (today - ${from}::int + 1 + make_interval(hours => cutoff_hour)) at time zone zone as last
    from (select zone, cutoff_hour, coalesce(${query.throughDay ?? null}::date,
        ((${instantOf(ctx, query.asOf)}::timestamptz at time zone zone) - make_interval(hours => cutoff_hour))::date) as today
      from store where id = ${query.storeId}::uuid) s
  )`
}

/** Lots that hold something still; for an earlier time with what was moved since put back, and those that were emptied since. */
function pageOf(ctx: ReadCtx, query: LiabilityLotsQuery): RawBuilder<unknown> {
  const [afterAt, afterId] = decodeCursor(query.cursor, 2) ?? [null, null]
  const asked = sql`lot.store_id = ${query.storeId}::uuid and lot.kind = ${query.kind}
    and lot.created_at >= (select first from span) and lot.created_at < (select last from span)
    and (${query.unit ?? null}::text is null or lot.unit = ${query.unit ?? null})
    and (${afterId}::uuid is null or (lot.created_at, lot.id) > (${afterAt}::timestamptz, ${afterId}::uuid))`
  const first = sql`order by created_at, id limit ${query.limit + 1}::int`
  const since = movedSince(ctx, query)
  if (since === null)
    return sql`select lot.id, lot.remaining as quantity, lot.value_fen from lot where lot.remaining > 0 and ${asked} ${first}`
  return sql`
    with moved as materialized (${since} group by m.lot_id)
    select id, quantity, value_fen from (
      (select lot.id, lot.created_at, lot.remaining - coalesce(m.quantity, 0) as quantity, lot.value_fen - coalesce(m.value_fen, 0) as value_fen
       from lot left join moved m on m.lot_id = lot.id where lot.remaining > 0 and lot.remaining > coalesce(m.quantity, 0) and ${asked} ${first})
      union all
      (select lot.id, lot.created_at, -m.quantity, -m.value_fen
       from moved m join lot on lot.id = m.lot_id where lot.remaining = 0 and m.quantity < 0 and ${asked} ${first})
    ) held ${first}`
}

/** Nothing is known of the future: it is answered with now. */
function instantOf(ctx: ReadCtx, asOf: Temporal.Instant | undefined): Temporal.Instant {
  return asOf === undefined || Temporal.Instant.compare(asOf, ctx.now) > 0 ? ctx.now : asOf
}
