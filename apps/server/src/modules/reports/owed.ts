/**
 * Two figures that stand beside the prepaid value and are never mixed with it: what customers owe the shop (receivables), and what the shop
 * keeps for them as deposits. At any instant, as the sums of movements up to then.
 */
import { type RawBuilder, sql } from 'kysely'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { openMemberNames } from '../members/index.ts'
import { accountOf, DEBT_AGE_ENDS, DEBT_AGE_NAMES, type DebtAge } from '../receivables/index.ts'
import { storesOf } from './scope.ts'

export interface OwedQuery {
  storeId?: string | undefined
  asOf?: Temporal.Instant | undefined
}

interface ReceivableFigure {
  storeId: string
  storeName: string
  age: DebtAge
  accounts: number
  debts: number
  openFen: number
  /** Of it for passes that were sold part on account. */
  passesFen: number
}

/** What is open now, and what was moved since; whatever was closed before that is not read. */
function openDebts(at: Temporal.Instant, stores: readonly string[] | null): RawBuilder<unknown> {
  const ofStores = stores === null ? sql`` : sql`and r.store_id = any(${stores}::uuid[])`
  return sql`
    select id, sum(fen)::bigint as fen from (
      select r.id, r.open_fen as fen from receivable r where r.open_fen > 0 ${ofStores}
      union all
      select r.id, -m.amount_fen from receivable_movement m join receivable r on r.id = m.receivable_id where m.at > ${at}::timestamptz ${ofStores}
    ) x group by id having sum(fen) <> 0`
}

/** The same of deposits. */
function openDeposits(at: Temporal.Instant, stores: readonly string[] | null): RawBuilder<unknown> {
  const ofStores = stores === null ? sql`` : sql`and d.store_id = any(${stores}::uuid[])`
  return sql`
    select id, sum(fen)::bigint as fen from (
      select d.id, d.open_fen as fen from deposit d where d.open_fen > 0 ${ofStores}
      union all
      select d.id, -m.amount_fen from deposit_movement m join deposit d on d.id = m.deposit_id where m.at > ${at}::timestamptz ${ofStores}
    ) x group by id having sum(fen) <> 0`
}

/** What customers owe, by store and age. Without `storeId` all stores whose reports the actor may read. @throws NotFound, Forbidden */
export async function receivablesAt(ctx: ReadCtx, query: OwedQuery) {
  const at = instantOf(ctx, query.asOf)
  const stores = storesOf(ctx, query.storeId)
  const { rows } = await sql<ReceivableFigure>`
    with owed as (
      select r.id, ${accountOf(sql`r.account_id`)} as account_id, r.store_id, r.business_day, r.line_id, o.fen from (${openDebts(at, stores)}) o join receivable r on r.id = o.id
    ), aged as (
      select owed.*, store.name as store_name, store.code, width_bucket(
        ((${at}::timestamptz at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date - owed.business_day - 1, ${DEBT_AGE_ENDS}::int[]) as bucket
      from owed join store on store.id = owed.store_id
    )
    select store_id as "storeId", store_name as "storeName", (${DEBT_AGE_NAMES}::text[])[bucket + 1] as age,
      count(distinct account_id)::int as accounts, count(*)::int as debts, sum(fen)::bigint as "openFen",
      coalesce(sum(fen) filter (where line_id is not null), 0)::bigint as "passesFen"
    from aged group by store_id, store_name, code, bucket order by code, bucket`.execute(ctx.db)
  const sum = (of: (row: ReceivableFigure) => number) => rows.reduce((total, row) => total + of(row), 0)
  return { asOf: at.toString(), rows, receivablesFen: sum((r) => r.openFen), passesFen: sum((r) => r.passesFen) }
}

export interface ReceivableRowsQuery {
  storeId: string
  asOf?: Temporal.Instant | undefined
  limit: number
  cursor?: string | undefined
}

interface DebtRow {
  receivableId: string
  accountId: string
  memberId: string | null
  companyName: string | null
  ticketId: string
  ticketNumber: string
  businessDay: string
  ageDays: number
  amountFen: number
  openFen: number
  chargedAt: Temporal.Instant
}

/** The debts behind the figure, what has been owed longest first. @throws NotFound, Forbidden */
export async function receivableRows(ctx: ReadCtx, query: ReceivableRowsQuery) {
  authorize(ctx, 'read', 'Report', query.storeId)
  const at = instantOf(ctx, query.asOf)
  const after = decodeCursor(query.cursor, 2)
  const { rows } = await sql<DebtRow>`
    select r.id as "receivableId", a.id as "accountId", a.member_id as "memberId", a.company_name as "companyName", r.ticket_id as "ticketId",
      t.number as "ticketNumber", r.business_day as "businessDay", r.amount_fen as "amountFen", owed.fen as "openFen", r.charged_at as "chargedAt",
      ((${at}::timestamptz at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date - r.business_day as "ageDays"
    from (${openDebts(at, [query.storeId])}) owed join receivable r on r.id = owed.id
      join credit_account a on a.id = ${accountOf(sql`r.account_id`)} join ticket t on t.id = r.ticket_id join store on store.id = r.store_id
    where (${after?.[0] ?? null}::timestamptz is null or (r.charged_at, r.id) > (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
    order by r.charged_at, r.id limit ${query.limit + 1}`.execute(ctx.db)
  const names = await openMemberNames(
    ctx,
    rows.flatMap((r) => r.memberId ?? []),
  )
  return toPage(
    rows,
    query.limit,
    ({ chargedAt, memberId, companyName, ...row }) => ({
      ...row,
      name: companyName ?? (memberId === null ? null : (names.get(memberId)?.name ?? null)),
      chargedAt: chargedAt.toString(),
    }),
    (r) => [r.chargedAt.toString(), r.receivableId],
  )
}

interface DepositFigure {
  storeId: string
  storeName: string
  kind: 'advance' | 'earnest'
  deposits: number
  openFen: number
}

/** What is kept for customers as deposits, by store and kind. @throws NotFound, Forbidden */
export async function depositsAt(ctx: ReadCtx, query: OwedQuery) {
  const at = instantOf(ctx, query.asOf)
  const stores = storesOf(ctx, query.storeId)
  const { rows } = await sql<DepositFigure>`
    with kept as (
      select d.id, d.store_id, d.kind, o.fen from (${openDeposits(at, stores)}) o join deposit d on d.id = o.id
    )
    select kept.store_id as "storeId", store.name as "storeName", kept.kind, count(*)::int as deposits, sum(kept.fen)::bigint as "openFen"
    from kept join store on store.id = kept.store_id group by kept.store_id, store.name, store.code, kept.kind order by store.code, kept.kind`.execute(
    ctx.db,
  )
  return { asOf: at.toString(), rows, depositsFen: rows.reduce((total, r) => total + r.openFen, 0) }
}

/** Nothing is known of the future: it is answered with now. */
function instantOf(ctx: ReadCtx, asOf: Temporal.Instant | undefined): Temporal.Instant {
  return asOf === undefined || Temporal.Instant.compare(asOf, ctx.now) > 0 ? ctx.now : asOf
}
