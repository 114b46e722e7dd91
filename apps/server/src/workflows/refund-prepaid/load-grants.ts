/** Reads the top-ups and passes of a member with everything that became of them, in one statement. */
import { sql } from 'kysely'
import { recordsOf } from '../../modules/members/index.ts'
import type { GrantFacts, GrantLot, GrantUse, RateKind } from '../../modules/prepaid/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { sumFen } from '../../platform/money.ts'

/** A grant as the workflow needs it: the facts of the worksheet, and how it was paid. */
export interface LoadedGrant extends GrantFacts {
  storeId: string
  /** Whose wallet holds it: the member's, or that of a record merged into it. */
  ownerId: string
  ticketId: string | null
  paidAt: Temporal.Instant
  /** The wallet transaction that granted it. */
  transactionId: string | null
  /** Anything of it is left, or was lost to time alone. */
  isAlive: boolean
  openRequestId: string | null
  /** A service of this pass, or any service for a top-up, was bought here before. */
  hadServiceBefore: boolean
  tenders: readonly PaidBy[]
  /** What is owed of the price, under the ids of the debts. */
  debts: readonly Debt[]
}

export interface Debt {
  id: string
  accountId: string
  openFen: number
}

/** Outside money that paid for a grant, and how much may still go back that way. */
export interface PaidBy {
  tenderId: string
  kind: 'cash' | 'wechat' | 'alipay' | 'bank_card'
  /** Paid for this grant by it. */
  amountFen: number
  /** Of the whole tender, less everything that went back through it. */
  tenderLeftFen: number
}

interface GrantRow {
  grant_id: string
  name: string
  store_id: string
  member_id: string
  ticket_id: string | null
  ticket_number: string | null
  paid_at: Temporal.Instant
  paid_on: string
  agreed_rate_bp: number | null
  transaction_id: string | null
  refunded_before_fen: number
  debts: Debt[] | null
  open_request_id: string | null
  had_service_before: boolean
  lots: GrantLot[]
  uses: GrantUse[] | null
  tenders: PaidBy[] | null
  rates: GrantFacts['rates'] | null
}

/**
 * The grants of a member and of the records merged into theirs, oldest first: those that are named, or all. Points and rebates are no prepaid money and left out.
 * The wallets' locks make what is read here stay so until the transaction ends.
 */
export async function loadGrants(ctx: ReadCtx, memberId: string, grantIds: readonly string[] | null): Promise<LoadedGrant[]> {
  const { rows } = await sql<GrantRow>`
    with l as (
      select lot.*, coalesce(spent.quantity, 0) as spent, coalesce(moved.lapsed, 0) as lapsed, coalesce(moved.transferred, 0) as transferred,
        coalesce(taken.quantity, 0) as taken
      from lot
      left join lateral (
        select sum(a.quantity - coalesce(back.quantity, 0)) as quantity from allocation a
        left join lateral (select sum(r.quantity) as quantity from refund_allocation r where r.allocation_id = a.id) back on true
        where a.lot_id = lot.id
      ) spent on true
      left join lateral (
        select -sum(m.quantity) filter (where w.reason in ('expiry', 'elapse')) as lapsed, -sum(m.quantity) filter (where w.reason = 'transfer' and m.quantity < 0) as transferred
        from movement m join wallet_transaction w on w.id = m.transaction_id where m.lot_id = lot.id
      ) moved on true
      left join lateral (select sum(p.quantity) as quantity from prepaid_refund_lot p where p.lot_id = lot.id) taken on true
      where lot.member_id = any(${recordsOf(memberId)}) and lot.kind in ('principal', 'bonus', 'pass')
        and (${grantIds}::uuid[] is null or lot.grant_id = any(${grantIds}::uuid[]))
    ), g as (
      select grant_id, min(member_id::text)::uuid as member_id, min(store_id::text)::uuid as store_id, min(created_at) as paid_at, min(terms_id::text)::uuid as terms_id,
        coalesce(min(name) filter (where kind = 'principal'), min(name)) as name,
        array_agg(id) as lot_ids, array_agg(service_item_id) as service_ids, bool_or(kind <> 'pass') as is_money,
        jsonb_agg(jsonb_build_object('id', id, 'kind', kind, 'unit', unit, 'name', name, 'initial', initial, 'initialValueFen', initial_value_fen,
          'remaining', remaining, 'held', held, 'isFrozen', is_frozen, 'valueFen', value_fen, 'considerationFen', consideration_fen, 'startsOn', starts_on, 'expiresOn', expires_on,
          'spent', spent, 'lapsed', lapsed, 'taken', taken, 'transferred', transferred)
          order by kind desc, id) as lots
      from l group by grant_id
    )
    select g.grant_id, coalesce(item.name, g.name) as name, g.store_id, g.member_id, t.id as ticket_id, t.number as ticket_number, g.paid_at,
      d.paid_on, terms.agreed_rate_bp, ${openRequest} as open_request_id, ${serviceBefore} as had_service_before,
      (select w.id from wallet_transaction w where w.source_kind = 'ticket' and w.source_id = t.id
        and w.reason = case when g.is_money then 'top_up' else 'pass_sale' end) as transaction_id,
      coalesce((select sum(p.amount_fen) from prepaid_refund_line p where p.grant_id = g.grant_id and p.kind in ('lot_value', 'result')), 0) as refunded_before_fen,
      (select jsonb_agg(jsonb_build_object('id', r.id, 'accountId', r.account_id, 'openFen', r.open_fen) order by r.id)
        from receivable r where r.line_id = g.grant_id and r.open_fen > 0) as debts,
      g.lots, ${uses} as uses, ${tenders} as tenders, ${rates} as rates
    from g
    join store on store.id = g.store_id
    cross join lateral (select (g.paid_at at time zone store.zone)::date as paid_on) d
    left join ticket_line line on line.id = g.grant_id
    left join ticket t on t.id = line.ticket_id
    left join item on item.id = line.item_id
    left join terms on terms.id = g.terms_id
    order by g.paid_at, g.grant_id`.execute(ctx.db)
  return rows.map(toGrant)
}

const openRequest = sql`(select o.request_id from prepaid_refund_grant o where o.grant_id = g.grant_id and o.is_open)`

const serviceBefore = sql`exists (
  select 1 from ticket b join ticket_line x on x.ticket_id = b.id
  where b.member_id = g.member_id and b.number is not null and b.state = 'completed' and b.completed_at < g.paid_at and x.kind = 'service'
    and (g.is_money or x.item_id = any(g.service_ids)))`

/** One row per line of a bill: what it took of this grant and was not refunded, at what share of the line's ordinary price. */
const uses = sql`(
  select jsonb_agg(jsonb_build_object('ticketId', u.ticket_id, 'ticketNumber', u.number, 'day', u.business_day, 'name', u.name, 'sessions', u.sessions,
    'chargedFen', u.charged, 'ordinaryFen', u.ordinary, 'part', case when u.by_session then u.sessions else u.charged end,
    'whole', case when u.by_session then u.quantity else u.net_fen end) order by u.completed_at, u.ordinal)
  from (
    select ul.ticket_id, ut.number, ut.business_day, ut.completed_at, ul.ordinal, ul.name, ul.quantity, ul.net_fen,
      sum(case when al.unit = 'session' then a.quantity - coalesce(back.quantity, 0) else 0 end) as sessions, bool_or(al.unit = 'session') as by_session,
      bool_or(al.unit = 'day') as by_day, ul.quantity - coalesce((select sum(rl.quantity) from refund_line rl where rl.line_id = ul.id), 0) as visits,
      sum(a.amount_fen - coalesce(back.amount_fen, 0)) as charged,
      ul.list_fen + coalesce((select sum(j.amount_fen) from line_adjustment j where j.line_id = ul.id and j.kind = 'store_price'), 0) as ordinary
    from allocation a
    join lot al on al.id = a.lot_id
    join ticket_line ul on ul.id = a.line_id
    join ticket ut on ut.id = ul.ticket_id
    left join lateral (select sum(r.quantity) as quantity, sum(r.amount_fen) as amount_fen from refund_allocation r where r.allocation_id = a.id) back on true
    where a.lot_id = any(g.lot_ids)
    group by ul.id, ul.ticket_id, ut.id, ul.ordinal, ul.name, ul.quantity, ul.net_fen, ul.list_fen
  ) u where u.charged > 0 or u.sessions > 0 or (u.by_day and u.visits > 0))`

/** Returned goods, or a visit, that paid were paid for some way themselves; what was left as a deposit is paid out as cash. */
const tenders = sql`(
  select jsonb_agg(jsonb_build_object('tenderId', e.id, 'kind', case when e.kind = 'deposit' then 'cash' else coalesce(e.origin_kind, e.kind) end, 'amountFen', e.amount, 'tenderLeftFen', e.amount_fen - e.back) order by e.ordinal)
  from (
    select tender.id, tender.ordinal, tender.kind, tender.origin_kind, tender.amount_fen, sum(a.amount_fen) as amount,
      coalesce((select sum(r.amount_fen) from refund_tender r where r.tender_id = tender.id), 0) as back
    from allocation a join tender on tender.id = a.tender_id
    where a.line_id = line.id and a.ticket_id = t.id and a.lot_id is null
    group by tender.id
  ) e where e.amount > 0)`

/** The rate of each kind that held on the contract's day; for contracts older than the table, its first. */
const rates = sql`(
  select jsonb_object_agg(k.kind, jsonb_build_object('id', r.id, 'rateBp', r.rate_bp, 'from', r.effective_from))
  from (select distinct kind from interest_rate) k
  cross join lateral (
    select id, rate_bp, effective_from from interest_rate where kind = k.kind
    order by effective_from <= d.paid_on desc, case when effective_from <= d.paid_on then effective_from end desc, effective_from, recorded_at desc limit 1
  ) r)`

function toGrant(row: GrantRow): LoadedGrant {
  return {
    grantId: row.grant_id,
    name: row.name,
    storeId: row.store_id,
    ownerId: row.member_id,
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    paidAt: row.paid_at,
    paidOn: row.paid_on,
    agreedRateBp: row.agreed_rate_bp,
    transactionId: row.transaction_id,
    refundedBeforeFen: row.refunded_before_fen,
    openRequestId: row.open_request_id,
    hadServiceBefore: row.had_service_before,
    isAlive: row.lots.some((l) => l.remaining > 0 || (l.lapsed > 0 && l.unit === 'session')),
    lots: row.lots,
    uses: row.uses ?? [],
    tenders: row.tenders ?? [],
    debts: row.debts ?? [],
    owedFen: sumFen((row.debts ?? []).map((d) => d.openFen)),
    rates: (row.rates ?? {}) as Partial<Record<RateKind, { id: string; rateBp: number; from: string }>>,
  }
}
