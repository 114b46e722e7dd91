/**
 * The rows that reports of a day are made of, one statement for each report. A figure is a sum over these rows and opens to these rows,
 * so the two cannot differ. Every row says where it stands (`store`, `day`, `at`), which document it is of, and has an order (`rowKey`).
 * A refund is a row of its own with the sign turned round, on the day and in the store of the refund; a void is a refund of the same day.
 */
import { type RawBuilder, sql } from 'kysely'
import type { LocalDate } from '../../../platform/time.ts'
import { isUpgrade } from '../../sales/index.ts'
import { AGE_NAMES, AGES } from '../rules.ts'

/** Which stores (null is all) and which business days, both ends included. */
export interface Span {
  stores: readonly string[] | null
  from: LocalDate
  to: LocalDate
}

export type Facts = (span: Span) => RawBuilder<unknown>

/** Written so that an index on (store, day) is walked for one store as for all. */
function within(span: Span, store: string, day: string): RawBuilder<unknown> {
  const stores = span.stores === null ? sql`in (select id from store)` : sql`= any(${span.stores}::uuid[])`
  return sql`${sql.ref(store)} ${stores} and ${sql.ref(day)} between ${span.from}::date and ${span.to}::date`
}

const ofTicket = sql`t.store_id::text as store, t.business_day as day, t.completed_at as at, 'ticket' as "docKind", t.id as "docId",
  t.number as "docNumber", t.member_id as "memberId"`
const ofRefund = sql`r.store_id::text as store, r.business_day as day, r.refunded_at as at, 'refund' as "docKind", r.id as "docId",
  r.number as "docNumber", r.member_id as "memberId"`

const tickets = (span: Span) => sql`t.number is not null and ${within(span, 't.store_id', 't.business_day')}`
/** Bills that stand: what was done on a voided one is among the voids. */
const standing = (span: Span) => sql`${tickets(span)} and t.state = 'completed'`
/** Prepaid money given back by law belongs to no single bill: it has no lines, only what was paid out. */
const ofNoBill = sql`r.kind = 'prepaid_refund'`
const refunds = (span: Span) => within(span, 'r.store_id', 'r.business_day')

/** What was paid for something still to be served is prepaid, what pays an old debt settles it; everything else was performed or handed over. */
const useOf = sql`case when l.kind in ('top_up', 'pass', 'deposit') then 'prepaid' when l.kind = 'settlement' then 'settled' else 'performed' end`
/** Lines that count fen, not pieces. */
const isMoneyLine = sql`l.kind in ('rounding', 'deposit', 'settlement', 'forfeit')`
/** Money that came in, as against what the member had paid before. */
const natureOf = (kind: string) =>
  sql`case when ${sql.ref(kind)} in ('stored_value', 'pass', 'deposit') then 'prepaid'
    when ${sql.ref(kind)} = 'on_account' then 'credit' else 'money' end`

/** What paid because it came back: goods in an exchange, or a visit in an upgrade to a pass. */
const wayOf = (half: RawBuilder<unknown>) =>
  sql`case when d.kind = 'exchange' and exists (select from exchange x where ${half} and ${isUpgrade(sql`x.refund_id`)}) then 'upgrade' else d.kind end`
const ofSale = wayOf(sql`x.ticket_id = t.id`)
const ofReturn = wayOf(sql`x.refund_id = r.id`)

/** One row for each document, way of paying and use. */
export const takings: Facts = (span) => sql`
  select ${ofTicket}, t.id || '.' || d.kind || '.' || ${useOf} as "rowKey", ${ofSale} as tender, ${natureOf('d.kind')} as nature, ${useOf} as use,
    sum(a.amount_fen)::bigint as "amountFen"
  from ticket t join allocation a on a.ticket_id = t.id join tender d on d.id = a.tender_id join ticket_line l on l.id = a.line_id
  where ${tickets(span)} group by t.id, d.kind, ${useOf}
  union all
  select ${ofRefund}, r.id || '.' || d.kind || '.' || ${useOf}, ${ofReturn}, ${natureOf('d.kind')}, ${useOf}, -sum(a.amount_fen)::bigint
  from refund r join refund_allocation a on a.refund_id = r.id join refund_tender d on d.id = a.refund_tender_id
    join refund_line f on f.id = a.refund_line_id join ticket_line l on l.id = f.line_id
  where ${refunds(span)} group by r.id, d.kind, ${useOf}
  union all
  select ${ofRefund}, r.id || '.' || d.kind || '.prepaid', d.kind, ${natureOf('d.kind')}, 'prepaid', -sum(d.amount_fen)::bigint
  from refund r join refund_tender d on d.refund_id = r.id
  where ${ofNoBill} and ${refunds(span)} group by r.id, d.kind`

/** One row for each line sold or refunded. Rounding 抹零 has no list price: it only lowers the net. */
export const sales: Facts = (span) => sql`
  select ${ofTicket}, l.id::text as "rowKey", l.kind, l.item_id::text as item, i.category_id::text as category, l.name as what,
    case when ${isMoneyLine} then 0 else l.quantity end::bigint as quantity,
    case when l.kind = 'rounding' then 0 else l.list_fen end as "listFen",
    case when l.kind = 'rounding' then 0 else l.list_fen - l.net_fen end as "discountFen", l.net_fen as "netFen"
  from ticket t join ticket_line l on l.ticket_id = t.id left join item i on i.id = l.item_id
  where ${tickets(span)}
  union all
  select ${ofRefund}, f.id::text, l.kind, l.item_id::text, i.category_id::text, l.name,
    case when ${isMoneyLine} then 0 else -f.quantity end::bigint,
    case when l.kind = 'rounding' then 0 else -l.unit_list_fen * f.quantity end,
    case when l.kind = 'rounding' then 0 else f.net_fen - l.unit_list_fen * f.quantity end, -f.net_fen
  from refund r join refund_line f on f.refund_id = r.id join ticket_line l on l.id = f.line_id left join item i on i.id = l.item_id
  where ${refunds(span)}
  union all
  select ${ofRefund}, r.id::text, r.kind, null, null, r.note, 0, -r.total_fen, 0, -r.total_fen
  from refund r where ${ofNoBill} and ${refunds(span)}`

/** One row for each discount given by hand, be it off the price or a price of the cashier's own. `priceFen` is the price it was taken from: that of the member's level, less earlier discounts. */
export const discounts: Facts = (span) => sql`
  select ${ofTicket}, a.id::text as "rowKey", t.completed_by::text as "givenBy", p.approver_id::text as approver,
    coalesce(a.params ->> 'reason', '') as reason, l.name as what, 1::bigint as discounts, -a.amount_fen as "discountFen",
    (l.list_fen + coalesce((select sum(e.amount_fen) from line_adjustment e where e.line_id = a.line_id and e.ordinal < a.ordinal), 0))::bigint
      as "priceFen"
  from ticket t join line_adjustment a on a.ticket_id = t.id and a.kind in ('manual', 'override') and a.amount_fen < 0 join ticket_line l on l.id = a.line_id
    left join approval p on p.id = a.approval_id
  where ${standing(span)}`

/** One row for each line sold under its list price, with the weightiest reason for it. */
export const underpriced: Facts = (span) => sql`
  select ${ofTicket}, l.id::text as "rowKey", c.cause, l.kind, l.item_id::text as item, t.completed_by::text as "soldBy", l.name as what,
    case when ${isMoneyLine} then 0 else l.quantity end::bigint as quantity, l.list_fen as "listFen", l.net_fen as "netFen", l.list_fen - l.net_fen as "underFen"
  from ticket t join ticket_line l on l.ticket_id = t.id and l.kind <> 'rounding' and l.net_fen < l.list_fen
    cross join lateral (
      select (array_agg(a.kind order by array_position(array['override', 'manual', 'pass_price', 'level', 'store_price'], a.kind) nulls first))[1] as cause
      from line_adjustment a where a.line_id = l.id and a.amount_fen < 0) c
  where ${standing(span)}`

/** One row for each refund or void; what went back as money, and what to the wallet. */
export const returns: Facts = (span) => sql`
  select ${ofRefund}, r.id::text as "rowKey", r.kind, r.reason_code as reason, r.refunded_by::text as "givenBy", p.approver_id::text as approver,
    r.note as what, 1::bigint as documents, r.total_fen as "totalFen",
    coalesce(sum(d.amount_fen) filter (where ${natureOf('d.kind')} <> 'prepaid'), 0)::bigint as "moneyFen",
    coalesce(sum(d.amount_fen) filter (where ${natureOf('d.kind')} = 'prepaid'), 0)::bigint as "walletFen"
  from refund r left join approval p on p.id = r.approval_id left join refund_tender d on d.refund_id = r.id
  where ${refunds(span)} group by r.id, p.approver_id`

/** One row for each person's share of a line. */
export const staff: Facts = (span) => sql`
  select ${ofTicket}, s.id::text as "rowKey", s.staff_id::text as staff, s.role, l.kind, l.item_id::text as item, l.name as what,
    1::bigint as lines, s.is_requested::int::bigint as requested, s.amount_fen as "amountFen"
  from ticket t join staff_share s on s.ticket_id = t.id join ticket_line l on l.id = s.line_id
  where ${tickets(span)}
  union all
  select ${ofRefund}, s.id::text, s.staff_id::text, s.role, l.kind, l.item_id::text, l.name, 0, 0, -s.amount_fen
  from refund r join refund_share s on s.refund_id = r.id join refund_line f on f.id = s.refund_line_id join ticket_line l on l.id = f.line_id
  where ${refunds(span)}`

/** One row for each bill on which something was performed or handed over. */
export const visits: Facts = (span) => sql`
  select ${ofTicket}, t.id::text as "rowKey", lpad(extract(hour from t.completed_at at time zone store.zone)::text, 2, '0') as hour,
    case when t.member_id is null then 'walk_in' else 'member' end as guest, 1::bigint as visits, t.total_fen as "totalFen"
  from ticket t join store on store.id = t.store_id
  where ${standing(span)} and exists (select 1 from ticket_line l where l.ticket_id = t.id and l.kind in ('service', 'product'))`

/**
 * One row for each movement of a lot, in the store that issued the lot, wherever it was used: what was left the day before, and these,
 * are what is left at the end of the day. Points have no value, so they are not among them.
 */
export const prepaid: Facts = (span) => {
  const stores = span.stores === null ? sql`` : sql`and lot.store_id = any(${span.stores}::uuid[])`
  const when = (flow: string, of = sql`m.value_fen`) => sql`case when x.flow = ${sql.lit(flow)} then ${of} else 0 end`
  return sql`
  select lot.store_id::text as store, w.business_day as day, w.at, w.source_kind as "docKind", w.source_id as "docId",
    coalesce((select number from ticket where id = w.source_id), (select number from refund where id = w.source_id)) as "docNumber",
    lot.member_id as "memberId", w.id || '.' || lpad(m.ordinal::text, 6, '0') as "rowKey", lot.kind, lot.unit, lot.name as what,
    x.flow, case when w.store_id is null or w.store_id = lot.store_id then 'here' else 'elsewhere' end as place,
    (${AGE_NAMES}::text[])[width_bucket(w.business_day
      - ((lot.created_at at time zone store.zone) - make_interval(hours => store.cutoff_hour))::date - 1, ${AGES.map((a) => a.to)}::int[]) + 1] as age,
    ${when('sold')} as "soldFen", -(${when('used')}) as "usedFen", ${when('returned')} as "returnedFen", -(${when('taken_back')}) as "takenBackFen",
    -(${when('lapsed')}) as "lapsedFen", ${when('other')} as "otherFen", m.value_fen as "changeFen",
    case when lot.unit = 'session' then ${when('sold', sql`m.quantity`)} else 0 end as "soldSessions",
    case when lot.unit = 'session' then -(${when('used', sql`m.quantity`)}) else 0 end as "usedSessions"
  from wallet_transaction w join movement m on m.transaction_id = w.id join lot on lot.id = m.lot_id join store on store.id = lot.store_id
    cross join lateral (select case
      when w.reason in ('top_up', 'pass_sale') then 'sold'
      when w.reason in ('spend', 'elapse') then 'used'
      when w.reason = 'expiry' then 'lapsed'
      when w.reason in ('refund', 'void') and m.value_fen >= 0 then 'returned'
      when w.reason in ('refund', 'void') then 'taken_back'
      else 'other' end as flow) x
  where w.business_day between ${span.from}::date and ${span.to}::date and lot.kind <> 'points' ${stores}`
}
