/** What is listed of bills: many at a time, few facts of each. One bill or refund with everything is in `documents.ts`. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { openMemberNames, recordsOf } from '../members/index.ts'

interface TicketQuery {
  storeId: string
  state?: 'held' | 'completed' | 'voided' | undefined
  day?: string | undefined
  memberId?: string | undefined
  shiftId?: string | undefined
  limit: number
  cursor?: string | undefined
}

interface SummaryRow {
  id: string
  store_id: string
  state: string
  number: string | null
  member_id: string | null
  business_day: string | null
  total_fen: number | null
  refunded_fen: number
  hold_label: string
  line_names: string[] | null
  opened_by_name: string
  opened_at: Temporal.Instant
  completed_at: Temporal.Instant | null
  taken_by_name: string | null
  taken_at: Temporal.Instant | null
  version: number
}

export async function staffName(ctx: ReadCtx, staffId: string): Promise<string | null> {
  const row = await ctx.db.selectFrom('staff').select('name').where('id', '=', staffId).executeTakeFirst()
  return row?.name ?? null
}

/** Bills of a store, newest first; held ones with what is in their cart. */
export async function listTickets(ctx: ReadCtx, query: TicketQuery) {
  const cursor = decodeCursor(query.cursor, 2)
  const { rows } = await sql<SummaryRow>`
    select t.id, t.store_id, t.state, t.number, t.member_id, t.business_day, t.total_fen, t.refunded_fen, t.hold_label, l.line_names,
      staff.name as opened_by_name, t.opened_at, t.completed_at,
      case when t.taken_at is not null then taker.name end as taken_by_name, t.taken_at, t.version
    from ticket t join staff on staff.id = t.opened_by left join staff taker on taker.id = t.last_by
    left join lateral (
      select array_agg(x.name order by x.ordinal) as line_names from (
        select name, ordinal from ticket_line where ticket_id = t.id and kind <> 'rounding'
        union all
        select coalesce(item.name, c.line->'deposit'->>'purpose', c.line->>'kind'), c.ordinal::int from jsonb_array_elements(t.cart->'lines') with ordinality as c(line, ordinal)
        left join item on item.id = (c.line->>'itemId')::uuid
      ) x
    ) l on true
    where t.store_id = ${query.storeId} and t.state <> 'discarded'
      and (${query.state ?? null}::text is null or t.state = ${query.state ?? null})
      and (${query.day ?? null}::date is null or t.business_day = ${query.day ?? null}::date)
      ${query.memberId === undefined ? sql`` : ofMember(query.memberId)}
      and (${query.shiftId ?? null}::uuid is null or t.shift_id = ${query.shiftId ?? null}::uuid)
      and (${cursor?.[0] ?? null}::timestamptz is null or (t.opened_at, t.id) < (${cursor?.[0] ?? null}::timestamptz, ${cursor?.[1] ?? null}::uuid))
    order by t.opened_at desc, t.id desc limit ${query.limit + 1}`.execute(ctx.db)
  const names = await openMemberNames(
    ctx,
    rows.flatMap((r) => (r.member_id === null ? [] : [r.member_id])),
  )
  return toPage(
    rows,
    query.limit,
    (r) => ({
      id: r.id,
      storeId: r.store_id,
      state: r.state,
      number: r.number,
      memberId: r.member_id,
      memberName: r.member_id === null ? null : (names.get(r.member_id)?.name ?? null),
      businessDay: r.business_day,
      totalFen: r.total_fen,
      refundedFen: r.refunded_fen,
      holdLabel: r.hold_label,
      lineNames: r.line_names ?? [],
      openedByName: r.opened_by_name,
      openedAt: r.opened_at.toString(),
      completedAt: r.completed_at?.toString() ?? null,
      takenByName: r.taken_by_name,
      takenAt: r.taken_at?.toString() ?? null,
      version: r.version,
    }),
    (r) => [r.opened_at.toString(), r.id],
  )
}

/** Bills of a member under any of the records that are one by now, and those of others that concern this one too. */
function ofMember(memberId: string) {
  const records = recordsOf(memberId)
  return sql`and t.id in (
    select id from ticket where member_id = any(${records}) union all select ticket_id from ticket_companion where member_id = any(${records}))`
}

export interface UsualQuery {
  storeId: string
  memberId: string
}

/** Bills looked at, and tiles shown. */
const RECENT = 30
const TILES = 8

/** What this member has bought most often of late: services and products, the latest first among equals. */
export async function usualOf(ctx: ReadCtx, { memberId, storeId }: UsualQuery) {
  const records = recordsOf(memberId)
  const { rows } = await sql<{ itemId: string; kind: 'service' | 'product'; name: string; times: number; lastOn: string }>`
    with recent as (
      (select id, member_id, completed_at from ticket where member_id = any(${records}) and number is not null order by completed_at desc limit ${RECENT})
      union
      (select t.id, t.member_id, t.completed_at from ticket_companion c join ticket t on t.id = c.ticket_id
        where c.member_id = any(${records}) and t.number is not null order by t.completed_at desc limit ${RECENT})
    )
    select l.item_id as "itemId", l.kind, item.name, count(*)::int as times,
      ((max(recent.completed_at) at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date as "lastOn"
    from recent join ticket_line l on l.ticket_id = recent.id join item on item.id = l.item_id join store on store.id = ${storeId}::uuid
    where l.kind in ('service', 'product') and item.is_active and coalesce(l.member_id, recent.member_id) = any(${records})
    group by l.item_id, l.kind, item.name, store.zone, store.cutoff_hour
    order by count(*) desc, max(recent.completed_at) desc, l.item_id limit ${TILES}`.execute(ctx.db)
  return { items: rows }
}

export interface UnderpricedQuery {
  storeId: string
  fromDay: string
  toDay: string
  limit: number
  cursor?: string | undefined
}

interface UnderpricedRow {
  lineId: string
  ticketId: string
  number: string
  businessDay: string
  name: string
  quantity: number
  memberPriceFen: number
  netFen: number
  reasons: string[]
  soldByName: string | null
  approvedByNames: string[]
}

/** Lines sold by hand for less than the price of the customer's level, with reasons, seller and approvers; newest day first. */
export async function underpricedLines(ctx: ReadCtx, query: UnderpricedQuery) {
  const [day, id] = decodeCursor(query.cursor, 2) ?? [null, null]
  const { rows } = await sql<UnderpricedRow>`
    select l.id as "lineId", t.id as "ticketId", t.number, t.business_day as "businessDay", l.name, l.quantity, l.net_fen - h.fen as "memberPriceFen",
      l.net_fen as "netFen", h.reasons, seller.name as "soldByName", h.approvers as "approvedByNames"
    from ticket t
    cross join lateral (
      select a.line_id, sum(a.amount_fen)::bigint as fen, array_agg(a.params->>'reason' order by a.ordinal) as reasons,
        coalesce(array_agg(distinct approver.name) filter (where approver.name is not null), '{}') as approvers
      from line_adjustment a
      left join approval on approval.id = a.approval_id left join staff approver on approver.id = approval.approver_id
      where a.ticket_id = t.id and a.kind in ('manual', 'override') group by a.line_id having sum(a.amount_fen) < 0
    ) h
    join ticket_line l on l.id = h.line_id
    left join staff seller on seller.id = t.completed_by
    where t.store_id = ${query.storeId}::uuid and t.number is not null
      and t.business_day between ${query.fromDay}::date and ${query.toDay}::date
      and (${day}::date is null or (t.business_day, l.id) < (${day}::date, ${id}::uuid))
    order by t.business_day desc, l.id desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    (r) => r,
    (r) => [r.businessDay, r.lineId],
  )
}
