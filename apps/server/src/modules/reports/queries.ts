/**
 * What the shop owes, at any instant or at the end of any business day: every lot is the sum of its movements up to then, never a balance
 * kept beside them. A lot belongs to the store that sold it; its age counts business days of that store.
 */
import { type RawBuilder, sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import type { LocalDate } from '../../platform/time.ts'
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
  const upTo = AGES.map((a) => a.to)
  const stores = storesOf(ctx, query.storeId)
  const { rows } = await sql<LiabilityRow>`
    with owed as (
      ${owedLots(ctx, query, stores)}
    ), aged as (
      select lot.store_id, lot.kind, lot.unit, owed.quantity, owed.value_fen,
        width_bucket(
          coalesce(${query.throughDay ?? null}::date, ((${at}::timestamptz at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date)
            - ((lot.created_at at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date - 1,
          ${upTo}::int[]) as bucket
      from owed join lot on lot.id = owed.lot_id join store on store.id = lot.store_id
    ), grouped as (
      select store_id, kind, unit, bucket, count(*)::int as lots, sum(quantity)::bigint as quantity, sum(value_fen)::bigint as value_fen
      from aged group by store_id, kind, unit, bucket
    )
    select g.store_id as "storeId", store.name as "storeName", g.kind, g.unit, (${AGE_NAMES}::text[])[g.bucket + 1] as age, g.lots, g.quantity,
      g.value_fen as "valueFen"
    from grouped g join store on store.id = g.store_id
    order by store.code, g.kind, g.unit, g.bucket`.execute(ctx.db)
  return { asOf: at.toString(), throughDay: query.throughDay ?? null, rows, totals: totalsOf(rows) }
}

/**
 * Lots with what was owed for them. At an instant, the sum of all movements up to it. Now, and at the end of a business day, what is left
 * of each lot less what was moved on later days: a recent day costs no more in a shop with a long history.
 */
function owedLots(ctx: ReadCtx, query: LiabilityQuery, stores: readonly string[] | null): RawBuilder<unknown> {
  // Left out rather than made an `or`: a store of many is then found by its lots, and the whole brand by reading everything once.
  const ofStores = stores === null ? sql`` : sql`and m.lot_id in (select id from lot where store_id = any(${stores}::uuid[]))`
  const sums = sql`having sum(m.quantity) <> 0 or sum(m.value_fen) <> 0`
  if (query.throughDay === undefined && query.asOf !== undefined && Temporal.Instant.compare(query.asOf, ctx.now) <= 0) {
    return sql`select m.lot_id, sum(m.quantity)::bigint as quantity, sum(m.value_fen)::bigint as value_fen
      from movement m join wallet_transaction t on t.id = m.transaction_id
      where t.at <= ${query.asOf}::timestamptz ${ofStores} group by m.lot_id ${sums}`
  }
  const now = sql`select id as lot_id, remaining as quantity, value_fen from lot
    where remaining > 0 ${stores === null ? sql`` : sql`and store_id = any(${stores}::uuid[])`}`
  const later = sql`union all select m.lot_id, -m.quantity, -m.value_fen
    from wallet_transaction t join movement m on m.transaction_id = t.id
    where t.business_day > ${query.throughDay ?? null}::date ${ofStores}`
  return sql`select m.lot_id, sum(m.quantity)::bigint as quantity, sum(m.value_fen)::bigint as value_fen
    from (${now} ${query.throughDay === undefined ? sql`` : later}) m group by m.lot_id ${sums}`
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
  const at = instantOf(ctx, query.asOf)
  const [afterAt, afterId] = decodeCursor(query.cursor, 2) ?? [null, null]
  const day = query.throughDay ?? null
  const upTo = day === null ? sql`t.at <= ${at}::timestamptz` : sql`t.business_day <= ${day}::date`
  const { from, to } = query.age === undefined ? { from: 0, to: 1_000_000 } : daysOf(query.age)
  // The days of an age as a span of instants, so that an index on (store, kind, created_at) finds the page.
  const { rows } = await sql<LotRow>`
    with span as (
      select (today - ${to}::int + make_interval(hours => cutoff_hour)) at time zone zone as first,
        (today - ${from}::int + 1 + make_interval(hours => cutoff_hour)) at time zone zone as last
      from (select zone, cutoff_hour,
          coalesce(${day}::date, ((${at}::timestamptz at time zone zone) - make_interval(hours => cutoff_hour))::date) as today
        from store where id = ${query.storeId}::uuid) s
    )
    select lot.id as "lotId", lot.member_id as "memberId", member.number as "memberNumber", lot.name, lot.kind, lot.unit,
      owed.quantity as remaining, owed.value_fen as "valueFen", lot.created_at as "createdAt", lot.expires_on as "expiresOn"
    from lot
    join member on member.id = lot.member_id
    cross join lateral (
      select sum(m.quantity)::bigint as quantity, sum(m.value_fen)::bigint as value_fen
      from movement m join wallet_transaction t on t.id = m.transaction_id
      where m.lot_id = lot.id and ${upTo}
    ) owed
    where lot.store_id = ${query.storeId}::uuid and lot.kind = ${query.kind}
      and lot.created_at >= (select first from span) and lot.created_at < (select last from span)
      and (owed.quantity <> 0 or owed.value_fen <> 0)
      and (${query.unit ?? null}::text is null or lot.unit = ${query.unit ?? null})
      and (${afterId}::uuid is null or (lot.created_at, lot.id) > (${afterAt}::timestamptz, ${afterId}::uuid))
    order by lot.created_at, lot.id limit ${query.limit + 1}::int`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (row) => ({ ...row, createdAt: row.createdAt.toString() }),
    (row) => [row.createdAt.toString(), row.lotId],
  )
}

/** Nothing is known of the future: it is answered with now. */
function instantOf(ctx: ReadCtx, asOf: Temporal.Instant | undefined): Temporal.Instant {
  return asOf === undefined || Temporal.Instant.compare(asOf, ctx.now) > 0 ? ctx.now : asOf
}
