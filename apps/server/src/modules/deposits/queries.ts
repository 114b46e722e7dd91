import { type RawBuilder, sql } from 'kysely'
import { authorize, inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { maskPhone, openMemberNames, recordsOf, tokensOfSearch } from '../members/index.ts'
import { openDepositContact } from './contact.ts'

export interface DepositQuery {
  storeId: string
  memberId?: string | undefined
  state: 'open' | 'all'
  q?: string | undefined
  limit: number
  cursor?: string | undefined
}

interface DepositRow {
  id: string
  ticketId: string
  ticketNumber: string
  storeId: string
  memberId: string | null
  personKey: Buffer | null
  contactEnc: Buffer | null
  kind: 'advance' | 'earnest'
  purpose: string
  dueOn: string | null
  contractFen: number | null
  amountFen: number
  openFen: number
  usedFen: number
  refundedFen: number
  forfeitedFen: number
  daysLeft: number | null
  businessDay: string
  takenByName: string | null
  takenAt: Temporal.Instant
}

/** The business day of the deposit's store at this moment. */
const today = (ctx: ReadCtx) => sql`((${ctx.now}::timestamptz at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date`
const overdue = (ctx: ReadCtx) => sql`(d.open_fen > 0 and coalesce(d.due_on < ${today(ctx)}, false))`

/** Whether a document is a forfeiture, or takes one back. */
const isForfeiture = (ticketId: RawBuilder<unknown>) =>
  sql`exists (select from ticket_line l where l.ticket_id = ${ticketId} and l.kind = 'forfeit')`

const columns = (ctx: ReadCtx): RawBuilder<unknown> => sql`
  d.id, d.ticket_id as "ticketId", t.number as "ticketNumber", d.store_id as "storeId", d.member_id as "memberId", d.person_key as "personKey",
  d.contact_enc as "contactEnc", d.kind, d.purpose, d.due_on as "dueOn", d.contract_fen as "contractFen", d.amount_fen as "amountFen",
  d.open_fen as "openFen", d.amount_fen - d.open_fen - moved.refunded - moved.forfeited as "usedFen", moved.refunded as "refundedFen",
  moved.forfeited as "forfeitedFen", d.due_on - ${today(ctx)} as "daysLeft", d.business_day as "businessDay", staff.name as "takenByName", d.taken_at as "takenAt"
  from deposit d join store on store.id = d.store_id join ticket t on t.id = d.ticket_id left join staff on staff.id = d.taken_by
  cross join lateral (
    select coalesce(-sum(m.amount_fen) filter (where m.kind = 'refunded'), 0)::bigint as refunded,
      coalesce(-sum(m.amount_fen) filter (where m.kind in ('used', 'restored') and ${isForfeiture(sql`coalesce(r.ticket_id, m.source_id)`)}), 0)::bigint as forfeited
    from deposit_movement m left join refund r on r.id = m.source_id where m.deposit_id = d.id
  ) moved`

/** Deposits of a store: what is left by the day it is for, as those are asked about soonest; all of them newest first. */
export async function listDeposits(ctx: ReadCtx, query: DepositQuery) {
  const isOpen = query.state === 'open'
  const after = decodeCursor(query.cursor, 3)
  const asked = askedFor(ctx, query)
  const [at, id, dueOn] = [after?.[0] ?? null, after?.[1] ?? null, after?.[2] ?? null]
  const due = sql`coalesce(d.due_on, 'infinity'::date)`
  const { rows } = await sql<DepositRow>`
    select ${columns(ctx)}
    where ${asked} and (${at}::timestamptz is null or ${
      isOpen
        ? sql`(${due}, d.taken_at, d.id) > (${dueOn}::date, ${at}::timestamptz, ${id}::uuid)`
        : sql`(d.taken_at, d.id) < (${at}::timestamptz, ${id}::uuid)`
    })
    order by ${isOpen ? sql`${due}, d.taken_at, d.id` : sql`d.taken_at desc, d.id desc`} limit ${query.limit + 1}`.execute(ctx.db)
  const totals = await sql<{ deposits: number; openFen: number; overdue: number }>`
    select count(*)::int as deposits, coalesce(sum(d.open_fen), 0)::bigint as "openFen", (count(*) filter (where ${overdue(ctx)}))::int as overdue
    from deposit d join store on store.id = d.store_id where ${asked}`.execute(ctx.db)
  const show = await shower(ctx, rows)
  const page = toPage(rows, query.limit, show, (r) => [r.takenAt.toString(), r.id, r.dueOn ?? 'infinity'])
  return { ...page, totals: totals.rows[0] ?? { deposits: 0, openFen: 0, overdue: 0 } }
}

/** A member's deposits are those of every record that was merged into theirs. Whoever is no member is found as members are. */
function askedFor(ctx: ReadCtx, { storeId, memberId, state, q }: DepositQuery): RawBuilder<unknown> {
  const search = q === undefined ? undefined : tokensOfSearch(ctx, q)
  const found =
    search &&
    sql`(d.contact_tokens && ${search.anyOf}::bigint[] and d.contact_tokens @> ${search.allOf}::bigint[])
      or d.member_id in (select unnest(${recordsOf(sql`m.id`)}) from member_token k join member m on m.member_no = k.member_no where k.token = any(${search.anyOf}::bigint[])
        and (select coalesce(bool_and(exists (select from member_token x where x.member_no = k.member_no and x.token = w)), true) from unnest(${search.allOf}::bigint[]) w))`
  return sql`d.store_id = ${storeId}::uuid ${state === 'open' ? sql`and d.open_fen > 0` : sql``}
    ${memberId === undefined ? sql`` : sql`and d.member_id = any(${recordsOf(memberId)})`}
    ${q === undefined ? sql`` : sql`and (strpos(lower(d.purpose), lower(${q})) > 0 ${found ? sql`or ${found}` : sql``})`}`
}

interface MovementRow {
  id: string
  kind: 'taken' | 'used' | 'forfeited' | 'restored' | 'refunded'
  amountFen: number
  sourceKind: 'ticket' | 'refund'
  sourceId: string
  sourceNumber: string
  actorName: string | null
  at: Temporal.Instant
}

/** One deposit with everything that happened to it. @throws NotFound also for a store out of the actor's sight */
export async function readDeposit(ctx: ReadCtx, depositId: string) {
  const { rows } = await sql<DepositRow>`select ${columns(ctx)} where d.id = ${depositId}::uuid`.execute(ctx.db)
  const [row] = rows
  if (!row || !inScope(ctx.actor, row.storeId)) throw new NotFound()
  authorize(ctx, 'read', 'Ticket', row.storeId)
  const movements = await sql<MovementRow>`
    select m.id, case when m.kind = 'used' and ${isForfeiture(sql`m.source_id`)} then 'forfeited' else m.kind end as kind, m.amount_fen as "amountFen", m.source_kind as "sourceKind", m.source_id as "sourceId",
      coalesce(t.number, r.number) as "sourceNumber", staff.name as "actorName", m.at
    from deposit_movement m left join ticket t on t.id = m.source_id left join refund r on r.id = m.source_id left join staff on staff.id = m.actor_id
    where m.deposit_id = ${depositId}::uuid order by m.at, m.id`.execute(ctx.db)
  const show = await shower(ctx, rows)
  return { ...show(row), movements: movements.rows.map((m) => ({ ...m, at: m.at.toString() })) }
}

async function shower(ctx: ReadCtx, rows: readonly DepositRow[]) {
  const names = await openMemberNames(
    ctx,
    rows.flatMap((r) => r.memberId ?? []),
  )
  return ({ personKey, contactEnc, ...row }: DepositRow) => {
    const contact = openDepositContact(ctx.brand, { id: row.id, personKey, contactEnc })
    const member = row.memberId === null ? undefined : names.get(row.memberId)
    const phone = contact?.phone ?? ''
    return {
      ...row,
      memberName: member?.name ?? null,
      memberNumber: member?.number ?? null,
      contactName: contact?.name ?? null,
      contactPhone: phone === '' ? null : maskPhone(phone),
      takenAt: row.takenAt.toString(),
    }
  }
}
