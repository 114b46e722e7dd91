import { type RawBuilder, sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { openMemberNames, recordsOf, searchMembers } from '../members/index.ts'
import { DEBT_AGE_ENDS, DEBT_AGE_NAMES, type DebtAge } from './rules.ts'
import { accountOf } from './store.ts'

interface AccountRow {
  id: string
  memberId: string | null
  companyName: string | null
  limitFen: number
  hasOwnLimit: boolean
  isActive: boolean
  note: string
  owedFen: number
  owedHereFen: number
  version: number
}

/** The business day of a store at this moment, as SQL over the table `store`. */
const today = (ctx: ReadCtx) => sql`((${ctx.now}::timestamptz at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date`

export interface AccountQuery {
  storeId: string
  state: 'owing' | 'all'
  q?: string | undefined
  limit: number
  cursor?: string | undefined
}

/** Accounts with what they owe in a store, by age; those that have owed longest come first, those that owe nothing last. */
export async function listAccounts(ctx: ReadCtx, query: AccountQuery) {
  const after = decodeCursor(query.cursor, 2)
  const isWanted = await foundBy(ctx, query.q)
  const { rows } = await sql<AccountRow & { oldestOn: string | null; sortOn: string; buckets: Record<string, number> | null }>`
    select * from (
      select a.id, a.member_id as "memberId", a.company_name as "companyName", coalesce(a.limit_fen, brand_setting.on_account_limit_fen) as "limitFen",
        a.limit_fen is not null as "hasOwnLimit", a.is_active as "isActive", a.note, a.version,
        (select coalesce(sum(open_fen), 0)::bigint from receivable where account_id = any(${recordsOf(sql`a.id`)}) and open_fen > 0) as "owedFen",
        coalesce(here.owed, 0)::bigint as "owedHereFen", here.oldest as "oldestOn", coalesce(here.oldest, 'infinity'::date)::text as "sortOn", here.buckets
      from credit_account a cross join brand_setting
      left join lateral (
        select sum(fen) as owed, min(oldest) as oldest, jsonb_object_agg(bucket, fen) as buckets from (
          select width_bucket(${today(ctx)} - r.business_day - 1, ${DEBT_AGE_ENDS}::int[]) as bucket, sum(r.open_fen)::bigint as fen, min(r.business_day) as oldest
          from receivable r join store on store.id = r.store_id
          where r.store_id = ${query.storeId}::uuid and r.account_id = any(${recordsOf(sql`a.id`)}) and r.open_fen > 0 group by 1
        ) b
      ) here on true
      where ${isWanted} and not exists (select 1 from member m where m.id = a.member_id and m.merged_into_id is not null)
    ) x
    where (${query.state} = 'all' or x."owedHereFen" > 0)
      and (${after?.[0] ?? null}::text is null or (x."sortOn"::date, x.id) > (${after?.[0] ?? null}::date, ${after?.[1] ?? null}::uuid))
    order by x."sortOn"::date, x.id limit ${query.limit + 1}`.execute(ctx.db)
  const names = await namesOf(ctx, rows)
  const page = toPage(
    rows,
    query.limit,
    ({ buckets, sortOn: _, oldestOn, ...row }) => ({ ...shown(row, names), oldestOn, ages: agesOf(buckets) }),
    (r) => [r.sortOn, r.id],
  )
  return { ...page, totals: await totalsOf(ctx, query.storeId, isWanted) }
}

const agesOf = (buckets: Record<string, number> | null) =>
  DEBT_AGE_NAMES.map((age: DebtAge, index) => ({ age, openFen: buckets?.[index] ?? 0 }))

/** What all accounts together owe in a store. */
async function totalsOf(ctx: ReadCtx, storeId: string, isWanted: RawBuilder<boolean>) {
  const { rows } = await sql<{ owed: number; buckets: Record<string, number> | null }>`
    select coalesce(sum(fen), 0)::bigint as owed, jsonb_object_agg(bucket, fen) filter (where bucket is not null) as buckets from (
      select width_bucket(${today(ctx)} - r.business_day - 1, ${DEBT_AGE_ENDS}::int[]) as bucket, sum(r.open_fen)::bigint as fen
      from receivable r join store on store.id = r.store_id join credit_account a on a.id = ${accountOf(sql`r.account_id`)}
      where r.store_id = ${storeId}::uuid and r.open_fen > 0 and ${isWanted} group by 1
    ) b`.execute(ctx.db)
  return { owedHereFen: rows[0]?.owed ?? 0, ages: agesOf(rows[0]?.buckets ?? null) }
}

/** More of one name than a search shows are told apart by more of the name. */
const MEMBERS_FOUND = 100

/** The condition on `credit_account a` that somebody is looked for by: part of a company's name, or what finds a member. */
async function foundBy(ctx: ReadCtx, q: string | undefined): Promise<RawBuilder<boolean>> {
  if (!q) return sql`true`
  const { items } = await searchMembers(ctx, { q, limit: MEMBERS_FOUND })
  const memberIds = items.map((m) => m.id)
  return sql`(a.member_id = any(${memberIds}::uuid[]) or position(lower(${q}) in lower(a.company_name)) > 0)`
}

interface ReceivableRow {
  id: string
  ticketId: string
  ticketNumber: string
  businessDay: string
  ageDays: number
  amountFen: number
  openFen: number
  pass: { name: string; priceFen: number } | null
  movements: DebtMovement[] | null
}

interface DebtMovement {
  kind: 'settled' | 'reopened' | 'reduced'
  sourceKind: 'ticket' | 'refund'
  sourceId: string
  number: string
  amountFen: number
  ways: string[] | null
  atMs: number
}

/** One account with its debts in a store; a member who never owed anything has an empty one, and one whose record was merged that of the other. @throws NotFound */
export async function readAccount(ctx: ReadCtx, input: { accountId: string; storeId: string }) {
  const { storeId } = input
  const { rows } = await sql<AccountRow>`
    select who.id, m.id as "memberId", a.company_name as "companyName",
      coalesce(a.limit_fen, brand_setting.on_account_limit_fen) as "limitFen", a.limit_fen is not null as "hasOwnLimit", coalesce(a.is_active, true) as "isActive",
      coalesce(a.note, '') as note, coalesce(a.version, 0) as version, coalesce(o.owed, 0)::bigint as "owedFen", coalesce(o.here, 0)::bigint as "owedHereFen"
    from (select ${accountOf(sql`${input.accountId}::uuid`)} as id) who cross join brand_setting
    left join credit_account a on a.id = who.id
    left join member m on m.id = who.id
    left join lateral (
      select sum(open_fen) as owed, sum(open_fen) filter (where store_id = ${storeId}::uuid) as here
      from receivable where account_id = any(${recordsOf(sql`who.id`)}) and open_fen > 0
    ) o on true
    where a.id is not null or m.id is not null`.execute(ctx.db)
  const [row] = rows
  if (!row) throw new NotFound()
  const names = await namesOf(ctx, rows)
  const debts = await sql<ReceivableRow>`
    select r.id, r.ticket_id as "ticketId", t.number as "ticketNumber", r.business_day as "businessDay", ${today(ctx)} - r.business_day as "ageDays",
      r.amount_fen as "amountFen", r.open_fen as "openFen",
      (select jsonb_build_object('name', l.name, 'priceFen', l.net_fen) from ticket_line l where l.id = r.line_id) as pass,
      (select jsonb_agg(jsonb_build_object('kind', m.kind, 'sourceKind', m.source_kind, 'sourceId', m.source_id, 'number', coalesce(st.number, sr.number),
          'amountFen', m.amount_fen, 'ways', (select jsonb_agg(distinct e.kind) from tender e where e.ticket_id = st.id),
          'atMs', floor(extract(epoch from m.at) * 1000)) order by m.at, m.id)
       from receivable_movement m
       left join ticket st on m.source_kind = 'ticket' and st.id = m.source_id
       left join refund sr on m.source_kind = 'refund' and sr.id = m.source_id
       where m.receivable_id = r.id and m.kind <> 'charged') as movements
    from receivable r join ticket t on t.id = r.ticket_id join store on store.id = r.store_id
    where r.account_id = any(${recordsOf(row.id)}) and r.store_id = ${storeId}::uuid
    order by (r.open_fen > 0) desc, r.charged_at, r.id limit 200`.execute(ctx.db)
  return {
    ...shown(row, names),
    receivables: debts.rows.map((d) => ({
      ...d,
      movements: (d.movements ?? []).map(({ atMs, ways, ...m }) => ({
        ...m,
        ways: ways ?? [],
        at: Temporal.Instant.fromEpochMilliseconds(atMs).toString(),
      })),
    })),
  }
}

type Names = Awaited<ReturnType<typeof openMemberNames>>

function namesOf(ctx: ReadCtx, rows: readonly AccountRow[]): Promise<Names> {
  return openMemberNames(
    ctx,
    rows.flatMap((r) => r.memberId ?? []),
  )
}

function shown({ memberId, companyName, ...row }: AccountRow, names: Names) {
  const member = memberId === null ? undefined : names.get(memberId)
  return {
    ...row,
    kind: memberId === null ? ('company' as const) : ('member' as const),
    name: companyName ?? member?.name ?? null,
    memberNumber: member?.number ?? null,
  }
}
