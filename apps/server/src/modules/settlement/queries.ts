/** What is read of the settlement: months, statements, and the movements they are made of. */
import { type RawBuilder, sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { listStores } from '../settings/index.ts'
import { firstOpenMonth, methodOf, openEntries } from './entries.ts'
import {
  type Directed,
  firstDayOf,
  type Method,
  type Month,
  monthAfter,
  netted,
  type Pair,
  positions,
  type StatementBody,
} from './rules.ts'

/** The stores whose settlement the actor may see; null is all. */
function storesOf(ctx: ReadCtx): readonly string[] | null {
  authorize(ctx, 'read', 'Settlement')
  return ctx.actor.scopes === 'all' ? null : ctx.actor.scopes.filter((id) => ctx.actor.can('read', 'Settlement', id))
}

/** One of the two is among the stores. */
function touches(stores: readonly string[] | null, one: string, other: string): RawBuilder<unknown> {
  if (stores === null) return sql`true`
  return sql`(${sql.ref(one)} = any(${stores}::uuid[]) or ${sql.ref(other)} = any(${stores}::uuid[]))`
}

export interface MonthSummary {
  month: Month
  isLocked: boolean
  method: Method
  lockedAt: string | null
  movements: number
  owedFen: number
}

/** Months with something to settle, and every locked one, newest first; and the methods, as they were chosen. */
export async function readSettlement(ctx: ReadCtx) {
  const stores = storesOf(ctx)
  const far = firstDayOf(monthAfter(ctx.now.toZonedDateTimeISO('UTC').toPlainDate().toString().slice(0, 7), 2))
  const { rows } = await sql<MonthSummary & { lockedInstant: Temporal.Instant | null }>`
    select to_char(x.month, 'YYYY-MM') as month, x.is_locked as "isLocked", x.method, x.locked_at as "lockedInstant", x.movements, x.owed as "owedFen"
    from (
      select s.month, true as is_locked, s.method, s.locked_at, count(e.month)::int as movements, coalesce(sum(e.owed_fen), 0)::bigint as owed
      from settlement_month s left join settlement_entry e on e.month = s.month and ${touches(stores, 'e.issuer_id', 'e.performer_id')}
      group by s.month
      union all
      select o.month, false, min(o.method), null, count(*)::int, coalesce(sum(o.owed_fen), 0)::bigint
      from (${openEntries(far)}) o where ${touches(stores, 'o.issuer_id', 'o.performer_id')} group by o.month) x
    order by x.month desc limit 60`.execute(ctx.db)
  const months = rows.map(({ lockedInstant, ...row }) => ({ ...row, lockedAt: lockedInstant?.toString() ?? null }))
  const { rows: heads } = await sql<{ firstOpen: Month | null; method: Method }>`
    select to_char(${firstOpenMonth}, 'YYYY-MM') as "firstOpen", ${methodOf(sql`${ctx.now}::timestamptz::date`)} as method`.execute(ctx.db)
  const { rows: methods } = await sql<{ month: Month; method: Method }>`
    select to_char(effective_month, 'YYYY-MM') as month, method from settlement_method order by effective_month desc`.execute(ctx.db)
  return { firstOpenMonth: heads[0]?.firstOpen ?? null, method: heads[0]?.method ?? 'liability', months, methods }
}

/** The statements of a month: as they were kept once it is locked, else as they stand. */
export async function readMonth(ctx: ReadCtx, month: Month) {
  const stores = storesOf(ctx)
  const { rows: locked } = await sql<{ method: Method; lockedAt: Temporal.Instant; bodies: StatementBody[] }>`
    select s.method, s.locked_at as "lockedAt", (select coalesce(jsonb_agg(t.body), '[]') from settlement_statement t
      where t.month = s.month and ${touches(stores, 't.store_a_id', 't.store_b_id')}) as bodies
    from settlement_month s where s.month = ${firstDayOf(month)}::date`.execute(ctx.db)
  const kept = locked[0]
  const pairs: Pair[] = kept ? kept.bodies : netted(await openSums(ctx, month, stores))
  const method = kept?.method ?? (await methodAt(ctx, month))
  const of = new Map((await listStores({ ...ctx, actor: { ...ctx.actor, scopes: 'all' } })).map((s) => [s.id, s]))
  const named = (id: string) => ({ id, code: of.get(id)?.code ?? '', name: of.get(id)?.name ?? '' })
  const statements = pairs.map(({ storeAId, storeBId, ...pair }) => ({
    storeA: named(storeAId),
    storeB: named(storeBId),
    aOwes: pair.aOwes,
    bOwes: pair.bOwes,
    netFen: pair.netFen,
  }))
  statements.sort((a, b) => (a.storeA.code + a.storeB.code < b.storeA.code + b.storeB.code ? -1 : 1))
  return {
    month,
    isLocked: kept !== undefined,
    lockedAt: kept?.lockedAt.toString() ?? null,
    method,
    statements,
    positions: [...positions(pairs)].map(([id, fen]) => ({ store: named(id), netFen: fen })),
  }
}

async function methodAt(ctx: ReadCtx, month: Month): Promise<Method> {
  const { rows } = await sql<{ method: Method }>`select ${methodOf(sql`${firstDayOf(month)}::date`)} as method`.execute(ctx.db)
  return rows[0]?.method ?? 'liability'
}

async function openSums(ctx: ReadCtx, month: Month, stores: readonly string[] | null): Promise<Directed[]> {
  const { rows } = await sql<Directed>`
    select ${month}::text as month, o.issuer_id as "issuerId", o.performer_id as "performerId", count(*)::int as movements,
      sum(o.value_fen)::bigint as "valueFen", sum(o.owed_fen)::bigint as "owedFen"
    from (${openEntries(firstDayOf(monthAfter(month)))}) o
    where o.month = ${firstDayOf(month)}::date and ${touches(stores, 'o.issuer_id', 'o.performer_id')}
    group by o.issuer_id, o.performer_id`.execute(ctx.db)
  return rows
}

export interface EntriesQuery {
  month: Month
  issuerId?: string | undefined
  performerId?: string | undefined
  limit: number
  cursor?: string | undefined
}

interface EntryRow {
  transactionId: string
  ordinal: number
  issuerId: string
  issuerName: string
  performerId: string
  performerName: string
  businessDay: string
  at: Temporal.Instant
  reason: string
  documentKind: string
  documentId: string
  documentNumber: string | null
  memberId: string
  memberNumber: string
  lotName: string
  lotKind: string
  valueFen: number
  owedFen: number
}

/** The movements behind a statement, newest business day first. */
export async function listEntries(ctx: ReadCtx, query: EntriesQuery) {
  const stores = storesOf(ctx)
  const first = firstDayOf(query.month)
  const [day, transactionId, ordinal] = decodeCursor(query.cursor, 3) ?? []
  const after =
    day === undefined
      ? sql`true`
      : sql`(w.business_day, w.id, e.ordinal) < (${day}::date, ${transactionId}::uuid, ${Number(ordinal)}::integer)`
  const { rows } = await sql<EntryRow>`
    with e as (
      select transaction_id, ordinal, issuer_id, performer_id, value_fen, owed_fen from settlement_entry where month = ${first}::date
      union all
      select transaction_id, ordinal, issuer_id, performer_id, value_fen, owed_fen
      from (${openEntries(firstDayOf(monthAfter(query.month)))}) o where o.month = ${first}::date
    )
    select e.transaction_id as "transactionId", e.ordinal, e.issuer_id as "issuerId", i.name as "issuerName", e.performer_id as "performerId",
      p.name as "performerName", w.business_day as "businessDay", w.at, w.reason, w.source_kind as "documentKind", w.source_id as "documentId",
      coalesce((select number from ticket where id = w.source_id), (select number from refund where id = w.source_id)) as "documentNumber",
      w.member_id as "memberId", member.number as "memberNumber", lot.name as "lotName", lot.kind as "lotKind", e.value_fen as "valueFen",
      e.owed_fen as "owedFen"
    from e join movement m on m.transaction_id = e.transaction_id and m.ordinal = e.ordinal join wallet_transaction w on w.id = e.transaction_id
      join lot on lot.id = m.lot_id join member on member.id = w.member_id join store i on i.id = e.issuer_id join store p on p.id = e.performer_id
    where ${touches(stores, 'e.issuer_id', 'e.performer_id')}
      and (${query.issuerId ?? null}::uuid is null or e.issuer_id = ${query.issuerId ?? null}::uuid)
      and (${query.performerId ?? null}::uuid is null or e.performer_id = ${query.performerId ?? null}::uuid) and ${after}
    order by w.business_day desc, w.id desc, e.ordinal desc limit ${query.limit + 1}::int`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (row) => ({ ...row, at: row.at.toString() }),
    (row) => [row.businessDay, row.transactionId, row.ordinal],
  )
}
