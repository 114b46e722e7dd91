/**
 * Proves the books of sales: every total is the sum of its parts, what the wallet moved is what the documents say, nothing was taken back
 * that was not sold, and no number is missing. Each check is one statement over everything; what agrees is not listed.
 */
import { type RawBuilder, sql } from 'kysely'
import { type Check, type Finding, runChecks } from '../../platform/checks.ts'
import type { ReadCtx } from '../../platform/ctx.ts'

type Found = Omit<Finding, 'check'>

const ticketEqualsLines = sql<Found>`
  select t.id, jsonb_build_object('totalFen', t.total_fen, 'linesFen', l.net, 'listFen', t.list_fen, 'linesListFen', l.list,
    'roundingFen', t.rounding_fen, 'linesRoundingFen', l.rounding) as detail
  from ticket t
  left join (
    select ticket_id, sum(net_fen) as net, coalesce(sum(list_fen) filter (where kind <> 'rounding'), 0) as list,
      coalesce(-sum(net_fen) filter (where kind = 'rounding'), 0) as rounding
    from ticket_line group by ticket_id
  ) l on l.ticket_id = t.id
  where coalesce(t.total_fen, 0) <> coalesce(l.net, 0) or coalesce(t.list_fen, 0) <> coalesce(l.list, 0)
    or coalesce(t.rounding_fen, 0) <> coalesce(l.rounding, 0)`

const ticketEqualsTenders = sql<Found>`
  select t.id, jsonb_build_object('totalFen', t.total_fen, 'tendersFen', e.amount) as detail
  from ticket t left join (select ticket_id, sum(amount_fen) as amount from tender group by ticket_id) e on e.ticket_id = t.id
  where coalesce(t.total_fen, 0) <> coalesce(e.amount, 0)`

const lineEqualsAdjustments = sql<Found>`
  select l.id, jsonb_build_object('ticketId', l.ticket_id, 'netFen', l.net_fen, 'listFen', l.list_fen, 'adjustmentsFen', a.amount) as detail
  from ticket_line l
  left join (select line_id, ticket_id, sum(amount_fen) as amount from line_adjustment group by line_id, ticket_id) a
    on a.line_id = l.id and a.ticket_id = l.ticket_id
  where l.net_fen <> l.list_fen + coalesce(a.amount, 0)`

const lineEqualsAllocations = sql<Found>`
  select l.id, jsonb_build_object('ticketId', l.ticket_id, 'netFen', l.net_fen, 'allocationsFen', a.amount) as detail
  from ticket_line l
  left join (select line_id, ticket_id, sum(amount_fen) as amount from allocation group by line_id, ticket_id) a
    on a.line_id = l.id and a.ticket_id = l.ticket_id
  where l.net_fen <> coalesce(a.amount, 0)`

const tenderEqualsAllocations = sql<Found>`
  select t.id, jsonb_build_object('ticketId', t.ticket_id, 'amountFen', t.amount_fen, 'allocationsFen', a.amount) as detail
  from tender t
  left join (select tender_id, ticket_id, sum(amount_fen) as amount from allocation group by tender_id, ticket_id) a
    on a.tender_id = t.id and a.ticket_id = t.ticket_id
  where t.amount_fen <> coalesce(a.amount, 0)`

/** A top-up grants what was paid and the bonus that was promised; a pass is worth what was paid for it. */
const lineEqualsGrants = sql<Found>`
  select l.id, jsonb_build_object('ticketId', l.ticket_id, 'netFen', l.net_fen, 'grantedFen', g.paid, 'bonusFen', l.bonus_fen, 'grantedBonusFen', g.bonus) as detail
  from ticket_line l
  left join (
    select grant_id, sum(initial_value_fen) filter (where kind <> 'bonus') as paid, sum(initial_value_fen) filter (where kind = 'bonus') as bonus
    from lot where origin_kind = 'ticket_line' group by grant_id
  ) g on g.grant_id = l.id
  where l.kind in ('top_up', 'pass') and (l.net_fen <> coalesce(g.paid, 0) or l.bonus_fen <> coalesce(g.bonus, 0))`

/** What the documents say of every lot, against the movements those documents caused. */
function equalsWallet(source: 'ticket' | 'refund', expected: RawBuilder<unknown>): Check {
  return sql<Found>`
    select coalesce(e.source_id, a.source_id) as id, jsonb_build_object('lotId', coalesce(e.lot_id, a.lot_id), 'quantity', e.quantity,
      'movedQuantity', a.quantity, 'valueFen', e.value_fen, 'movedValueFen', a.value_fen) as detail
    from (select source_id, lot_id, sum(quantity) as quantity, sum(value_fen) as value_fen from (${expected}) x group by source_id, lot_id) e
    full join (
      select t.source_id, m.lot_id, sum(m.quantity) as quantity, sum(m.value_fen) as value_fen
      from wallet_transaction t join movement m on m.transaction_id = t.id where t.source_kind = ${sql.lit(source)} group by t.source_id, m.lot_id
    ) a on a.source_id = e.source_id and a.lot_id = e.lot_id
    where e.quantity is distinct from a.quantity or e.value_fen is distinct from a.value_fen`
}

const ticketEqualsWallet = equalsWallet(
  'ticket',
  sql`
    select ticket_id as source_id, lot_id, -quantity as quantity, -amount_fen as value_fen from allocation where lot_id is not null
    union all
    select l.ticket_id, lot.id, lot.initial, lot.initial_value_fen from ticket_line l join lot on lot.grant_id = l.id where l.kind in ('top_up', 'pass')`,
)

/** What was spent comes back to its lot; what was granted is taken back whole. */
const refundEqualsWallet = equalsWallet(
  'refund',
  sql`
    select refund_id as source_id, lot_id, quantity, amount_fen as value_fen from refund_allocation where lot_id is not null
    union all
    select r.refund_id, lot.id, -lot.initial, -lot.initial_value_fen
    from refund_line r join ticket_line l on l.id = r.line_id join lot on lot.grant_id = l.id where l.kind in ('top_up', 'pass')
    union all
    select refund_id, lot_id, -quantity, -value_fen from prepaid_refund_lot`,
)

const refundEqualsLines = sql<Found>`
  select r.id, jsonb_build_object('totalFen', r.total_fen, 'linesFen', l.net) as detail
  from refund r left join (
    select refund_id, sum(net_fen) as net from (
      select refund_id, net_fen from refund_line union all select refund_id, amount_fen from prepaid_refund_line
    ) x group by refund_id
  ) l on l.refund_id = r.id
  where r.total_fen <> coalesce(l.net, 0)`

const refundEqualsTenders = sql<Found>`
  select r.id, jsonb_build_object('totalFen', r.total_fen, 'tendersFen', e.amount) as detail
  from refund r left join (select refund_id, sum(amount_fen) as amount from refund_tender group by refund_id) e on e.refund_id = r.id
  where r.total_fen <> coalesce(e.amount, 0)`

const refundLineEqualsAllocations = sql<Found>`
  select l.id, jsonb_build_object('refundId', l.refund_id, 'netFen', l.net_fen, 'allocationsFen', a.amount) as detail
  from refund_line l
  left join (select refund_line_id, refund_id, sum(amount_fen) as amount from refund_allocation group by refund_line_id, refund_id) a
    on a.refund_line_id = l.id and a.refund_id = l.refund_id
  where l.net_fen <> coalesce(a.amount, 0)`

const refundTenderEqualsAllocations = sql<Found>`
  select t.id, jsonb_build_object('refundId', t.refund_id, 'amountFen', t.amount_fen, 'allocationsFen', a.amount) as detail
  from refund_tender t
  left join (select refund_tender_id, refund_id, sum(amount_fen) as amount from refund_allocation group by refund_tender_id, refund_id) a
    on a.refund_tender_id = t.id and a.refund_id = t.refund_id
  where t.amount_fen <> coalesce(a.amount, 0) and not exists (select 1 from refund r where r.id = t.refund_id and r.kind = 'prepaid_refund')`

/** What a refund of prepaid money says the lots were worth, grant by grant, against what it took out of them. */
const prepaidRefundEqualsLots = sql<Found>`
  select coalesce(l.refund_id, t.refund_id) as id, jsonb_build_object('grantId', coalesce(l.grant_id, t.grant_id), 'saidFen', l.amount, 'takenFen', t.value) as detail
  from (select refund_id, grant_id, sum(amount_fen) as amount from prepaid_refund_line where kind = 'lot_value' group by refund_id, grant_id) l
  full join (select refund_id, grant_id, sum(value_fen) as value from prepaid_refund_lot group by refund_id, grant_id) t
    on t.refund_id = l.refund_id and t.grant_id = l.grant_id
  where coalesce(l.amount, 0) <> coalesce(t.value, 0)`

/** Nobody gets more back for a top-up or pass than was paid for it, interest left aside. */
const prepaidRefundWithinPaid = sql<Found>`
  select l.grant_id as id, jsonb_build_object('refundedFen', sum(l.amount_fen), 'paidFen', p.paid) as detail
  from prepaid_refund_line l
  cross join lateral (select sum(lot.consideration_fen) as paid from lot where lot.grant_id = l.grant_id) p
  where l.kind in ('lot_value', 'result')
  group by l.grant_id, p.paid having sum(l.amount_fen) not between 0 and p.paid`

const ticketCountsRefunds = sql<Found>`
  select t.id, jsonb_build_object('refundedFen', t.refunded_fen, 'refundsFen', r.total) as detail
  from ticket t left join (select ticket_id, sum(total_fen) as total from refund group by ticket_id) r on r.ticket_id = t.id
  where t.refunded_fen <> coalesce(r.total, 0)`

/** 抹零 goes back in as many parts as there are refunds, so its line is held to its amount alone, below. */
const refundedLineWithinSale = sql<Found>`
  select l.id, jsonb_build_object('ticketId', l.ticket_id, 'quantity', l.quantity, 'refundedQuantity', sum(r.quantity)) as detail
  from refund_line r join ticket_line l on l.id = r.line_id
  where l.kind <> 'rounding' group by l.id having sum(r.quantity) > l.quantity`

const refundedAllocationWithinSale = sql<Found>`
  select a.id, jsonb_build_object('ticketId', a.ticket_id, 'amountFen', a.amount_fen, 'refundedFen', sum(r.amount_fen), 'quantity', a.quantity,
    'refundedQuantity', sum(r.quantity)) as detail
  from refund_allocation r join allocation a on a.id = r.allocation_id
  group by a.id
  having sum(r.amount_fen) * sign(a.amount_fen) not between 0 and abs(a.amount_fen) or sum(r.quantity) not between 0 and a.quantity`

/** What an exchange kept back of the refund is what paid for the new goods. */
const exchangeBalances = sql<Found>`
  select x.id, jsonb_build_object('creditFen', x.credit_fen, 'refundedFen', r.fen, 'paidFen', t.fen) as detail
  from exchange x
  left join (select refund_id, sum(amount_fen) as fen from refund_tender where kind = 'exchange' group by refund_id) r on r.refund_id = x.refund_id
  left join (select ticket_id, sum(amount_fen) as fen from tender where kind = 'exchange' group by ticket_id) t on t.ticket_id = x.ticket_id
  where x.credit_fen <> coalesce(r.fen, 0) or x.credit_fen <> coalesce(t.fen, 0)`

/** Nobody's lots pay by a tender in another's name. */
const tenderEqualsOwner = sql<Found>`
  select a.id, jsonb_build_object('ticketId', a.ticket_id, 'lotId', a.lot_id, 'ownerId', lot.member_id, 'payerId', t.member_id) as detail
  from allocation a join tender t on t.id = a.tender_id join lot on lot.id = a.lot_id
  where lot.member_id is distinct from t.member_id`

const voidedHasVoid = sql<Found>`
  select t.id, jsonb_build_object('state', t.state, 'voids', r.voids, 'totalFen', t.total_fen, 'refundedFen', t.refunded_fen) as detail
  from ticket t cross join lateral (select count(*)::int as voids from refund where ticket_id = t.id and kind = 'void') r
  where (t.state = 'voided') <> (r.voids = 1) or r.voids > 1 or (t.state = 'voided' and t.refunded_fen <> t.total_fen)`

/** Numbers of a store's day run from 1 to the counter without a gap; the store's code may have changed since, its numbers have not. */
const numbersGapless = sql<Found>`
  select coalesce(d.store_id, c.store_id) as id, jsonb_build_object('kind', coalesce(d.kind, c.kind), 'day', coalesce(d.business_day, c.business_day),
    'last', c.last, 'count', d.count, 'lowest', d.lowest, 'highest', d.highest) as detail
  from (
    select store_id, business_day, kind, count(*)::int as count, count(distinct running)::int as different, min(running) as lowest, max(running) as highest
    from (
      select store_id, business_day, 'ticket' as kind, substring(number from '[0-9]+$')::int as running from ticket where number is not null
      union all
      select store_id, business_day, case when kind = 'prepaid_refund' then kind else 'refund' end, substring(number from '[0-9]+$')::int from refund
    ) n group by store_id, business_day, kind
  ) d
  full join document_counter c on c.store_id = d.store_id and c.business_day = d.business_day and c.kind = d.kind
  where d.count is distinct from c.last or d.different <> d.count or d.lowest <> 1 or d.highest <> d.count`

const CHECKS: Record<string, Check> = {
  ticket_equals_lines: ticketEqualsLines,
  ticket_equals_tenders: ticketEqualsTenders,
  line_equals_adjustments: lineEqualsAdjustments,
  line_equals_allocations: lineEqualsAllocations,
  tender_equals_allocations: tenderEqualsAllocations,
  line_equals_grants: lineEqualsGrants,
  ticket_equals_wallet: ticketEqualsWallet,
  refund_equals_lines: refundEqualsLines,
  refund_equals_tenders: refundEqualsTenders,
  refund_line_equals_allocations: refundLineEqualsAllocations,
  refund_tender_equals_allocations: refundTenderEqualsAllocations,
  prepaid_refund_equals_lots: prepaidRefundEqualsLots,
  prepaid_refund_within_paid: prepaidRefundWithinPaid,
  ticket_counts_refunds: ticketCountsRefunds,
  refunded_line_within_sale: refundedLineWithinSale,
  refunded_allocation_within_sale: refundedAllocationWithinSale,
  refund_equals_wallet: refundEqualsWallet,
  exchange_balances: exchangeBalances,
  tender_equals_owner: tenderEqualsOwner,
  voided_has_void: voidedHasVoid,
  document_numbers_gapless: numbersGapless,
}

/** An empty list: everything agrees. */
export function verifySales(ctx: ReadCtx): Promise<Finding[]> {
  return runChecks(ctx, CHECKS)
}
