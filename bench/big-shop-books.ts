/** The statements that write bills and lines into the product's own tables: documents, what paid them, wallets, refunds, deposits and debts. */
import { id } from './big-shop-bills.ts'

/** What several of the tables below are made from: totals of bills, which tender and which lot paid what of each line, and what was taken back. */
export const workings: string[] = [
  `create unlogged table gen.total as select no, sum(list_fen)::bigint as list_fen, sum(net_fen)::bigint as net_fen,
     coalesce(sum(net_fen) filter (where bill_kind = 'session' and ordinal = 1), 0)::bigint as pass_fen from gen.line group by no`,
  'create index on gen.total (no)',
  `create unlogged table gen.paid as
     select l.no, l.ms, l.line_no * 2 + p.k as paid_no, ${id('l.ms', 'allocation', 'l.line_no * 2 + p.k')} as id, l.ticket_id, l.id as line_id, p.k + 1 as ordinal,
       ${id('l.ms', 'tender', "l.no * 2 + case when b.kind = 'session' and l.ordinal > 1 then 1 else 0 end")} as tender_id,
       p.lot_id, p.quantity, p.amount_fen, l.fate
     from gen.line l join gen.bill b on b.no = l.no
       cross join lateral (
         select 0 as k, ${id('b.root_ms', 'principal', 'b.root')} as lot_id, l.units * 100::bigint as quantity, l.units * 100::bigint as amount_fen where b.kind = 'stored'
         union all select 1, ${id('b.root_ms', 'bonus', 'b.root')}, l.units * 15, l.units * 15 where b.kind = 'stored'
         union all select 0, ${id('b.root_ms', 'pass', 'b.root')}, 1, l.net_fen where b.kind = 'session' and l.ordinal = 1
         union all select 0, null, 0, l.net_fen where b.kind <> 'stored' and (b.kind <> 'session' or l.ordinal > 1)) p`,
  `create unlogged table gen.back as
     select b.*, ${id('r.ms', 'refund', 'b.no')} as refund_id, r.ms as back_ms, to_timestamp(r.ms / 1000) as back_at, r.day as back_day, t.net_fen,
       row_number() over (partition by b.store_id, r.day order by r.ms, b.no) as back_running
     from gen.bill b join gen.total t using (no)
       cross join lateral (select b.ms + case fate when 'voided' then 600000 else 259200000 end as ms, b.day + case fate when 'voided' then 0 else 3 end as day) r
     where fate <> 'stands'`,
]

/** Bills, lines, and how they were paid. */
export const documents: string[] = [
  `insert into ticket (id, store_id, state, number, member_id, business_day, list_fen, discount_fen, rounding_fen, total_fen, refunded_fen,
       opened_by, opened_at, completed_by, completed_at)
     select b.id, b.store_id, case fate when 'voided' then 'voided' else 'completed' end,
       code || to_char(b.day, 'YYYYMMDD') || '-' || lpad(running::text, 4, '0'), member_id, b.day, t.list_fen, t.list_fen - t.net_fen, 0, t.net_fen,
       case fate when 'stands' then 0 else t.net_fen end, cashier_id, b.at, cashier_id, b.at
     from gen.bill b join gen.total t using (no)`,
  `insert into document_counter (store_id, business_day, kind, last) select store_id, day, 'ticket', max(running) from gen.bill group by store_id, day`,
  `insert into ticket_line (id, ticket_id, ordinal, kind, item_id, name, quantity, unit_list_fen, list_fen, net_fen, bonus_fen)
     select id, ticket_id, ordinal, kind, item_id, name, case when kind in ('deposit', 'settlement') then net_fen else 1 end,
       case when kind in ('deposit', 'settlement') then 1 else list_fen end, list_fen, net_fen, case kind when 'top_up' then units * 15 else 0 end
     from gen.line`,
  `insert into approval (id, approver_id, requester_id, store_id, act, limit_bp, created_at, expires_at, used_at, used_for)
     select ${id('b.ms', 'approval', 'b.no')}, m.id, b.cashier_id, b.store_id, 'discount', 1000, b.at, b.at, b.at, b.id
     from gen.bill b join gen.staff m on m.ix = b.store_ix * 10 where b.is_manual`,
  `insert into line_adjustment (id, ticket_id, line_id, ordinal, kind, amount_fen, params, approval_id)
     select ${id('l.ms', 'adjustment', 'line_no')}, ticket_id, id, 1, why, net_fen - list_fen,
       case why when 'manual' then '{"reason": "等候补偿"}'::jsonb else '{}' end, case why when 'manual' then ${id('l.ms', 'approval', 'l.no')} end
     from gen.line l where why is not null`,
  `insert into tender (id, ticket_id, ordinal, kind, amount_fen, received_fen, change_fen, member_id, source_id)
     select ${id('b.ms', 'tender', 'b.no * 2')}, b.id, 1, k.kind, f.fen, case k.kind when 'cash' then f.fen end, case k.kind when 'cash' then 0 end,
       case when k.kind in ('stored_value', 'pass') then b.member_id end,
       case k.kind when 'on_account' then b.member_id when 'deposit' then ${id('b.root_ms', 'line', 'b.root * 128 + 1')} end
     from gen.bill b join gen.total t using (no)
       cross join lateral (select case b.kind when 'stored' then 'stored_value' when 'session' then 'pass' when 'account' then 'on_account'
         when 'deposit_use' then 'deposit' else b.outside end as kind) k
       cross join lateral (select case b.kind when 'session' then t.pass_fen else t.net_fen end as fen) f`,
  `insert into tender (id, ticket_id, ordinal, kind, amount_fen, received_fen, change_fen)
     select ${id('b.ms', 'tender', 'b.no * 2 + 1')}, b.id, 2, b.outside, f.fen, case b.outside when 'cash' then f.fen end, case b.outside when 'cash' then 0 end
     from gen.bill b join gen.total t using (no) cross join lateral (select t.net_fen - t.pass_fen as fen) f
     where b.kind = 'session' and f.fen > 0`,
  `insert into staff_share (id, ticket_id, line_id, ordinal, staff_id, role, share_bp, amount_fen, is_requested)
     select ${id('l.ms', 'share', 'l.line_no')}, l.ticket_id, l.id, 1, s.id, case l.kind when 'service' then 'performer' else 'seller' end, 10000, l.net_fen,
       l.line_no % 3 = 0
     from gen.line l join gen.bill b on b.no = l.no join gen.staff s on s.ix = b.store_ix * 10 + 2 + l.line_no % 8
     where l.kind in ('service', 'product', 'top_up', 'pass')`,
]

export const allocations: string[] = [
  `insert into allocation (id, ticket_id, line_id, ordinal, tender_id, lot_id, quantity, amount_fen)
     select id, ticket_id, line_id, ordinal, tender_id, lot_id, quantity, amount_fen from gen.paid`,
]

/** Whole bills were taken back, on the same day as voids, three days later as refunds. */
export const refunds: string[] = [
  `insert into refund (id, kind, ticket_id, number, store_id, business_day, member_id, total_fen, reason_code, refunded_by, refunded_at)
     select refund_id, case fate when 'voided' then 'void' else 'refund' end, id,
       code || to_char(back_day, 'YYYYMMDD') || '-R' || lpad(back_running::text, 3, '0'), store_id, back_day, member_id, net_fen,
       case fate when 'voided' then 'mistake' else 'dissatisfied' end, cashier_id, back_at from gen.back`,
  `insert into document_counter (store_id, business_day, kind, last)
     select store_id, back_day, 'refund', max(back_running) from gen.back group by store_id, back_day`,
  `insert into refund_line (id, refund_id, line_id, quantity, net_fen)
     select ${id('r.back_ms', 'refundLine', 'l.line_no')}, r.refund_id, l.id, 1, l.net_fen from gen.back r join gen.line l using (no)`,
  `insert into refund_tender (id, refund_id, tender_id, kind, amount_fen)
     select ${id('r.back_ms', 'refundTender', 'r.no')}, r.refund_id, t.id, t.kind, t.amount_fen from gen.back r join tender t on t.ticket_id = r.id`,
  `insert into refund_allocation (id, refund_id, refund_line_id, refund_tender_id, allocation_id, lot_id, quantity, amount_fen)
     select ${id('r.back_ms', 'refundAllocation', 'p.paid_no')}, r.refund_id, ${id('r.back_ms', 'refundLine', 'p.paid_no / 2')},
       ${id('r.back_ms', 'refundTender', 'r.no')}, p.id, p.lot_id, p.quantity, p.amount_fen
     from gen.back r join gen.paid p using (no)`,
  `insert into refund_share (id, refund_id, refund_line_id, share_id, staff_id, role, amount_fen)
     select ${id('r.back_ms', 'refundShare', 'l.line_no')}, r.refund_id, ${id('r.back_ms', 'refundLine', 'l.line_no')}, s.id, s.staff_id, s.role, s.amount_fen
     from gen.back r join gen.line l using (no) join staff_share s on s.line_id = l.id`,
]

/** Deposits that were used, debts that were settled. */
export const owed: string[] = [
  `insert into deposit (id, ticket_id, store_id, member_id, kind, purpose, amount_fen, open_fen, business_day, taken_at)
     select l.id, b.id, b.store_id, b.member_id, 'advance', '订金', 20000, case when u.no is null then 20000 else 0 end, b.day, b.at
     from gen.bill b join gen.line l on l.no = b.no left join gen.bill u on u.no = b.no + 1 where b.kind = 'deposit'`,
  `insert into deposit_movement (id, deposit_id, kind, amount_fen, source_kind, source_id, at)
     select ${id('b.ms', 'movement', 'b.no')}, ${id('b.root_ms', 'line', 'b.root * 128 + 1')}, case b.kind when 'deposit' then 'taken' else 'used' end,
       case b.kind when 'deposit' then 20000 else -20000 end, 'ticket', b.id, b.at
     from gen.bill b where b.kind in ('deposit', 'deposit_use')`,
  `insert into credit_account (id, member_id, created_at) select distinct member_id, member_id, to_timestamp(gen.midnight() / 1000) from gen.bill where kind = 'account'`,
  `insert into receivable (id, account_id, ticket_id, store_id, business_day, amount_fen, open_fen, charged_at)
     select ${id('b.ms', 'tender', 'b.no * 2')}, b.member_id, b.id, b.store_id, b.day, 12800, case when s.no is null then 12800 else 0 end, b.at
     from gen.bill b left join gen.bill s on s.no = b.no + 1 where b.kind = 'account'`,
  `insert into receivable_movement (id, receivable_id, kind, amount_fen, source_kind, source_id, line_id, at)
     select ${id('b.ms', 'movement', 'b.no')}, ${id('b.root_ms', 'tender', 'b.root * 32')}, case b.kind when 'account' then 'charged' else 'settled' end,
       case b.kind when 'account' then 12800 else -12800 end, 'ticket', b.id, case b.kind when 'settle' then l.id end, b.at
     from gen.bill b join gen.line l on l.no = b.no where b.kind in ('account', 'settle')`,
]
