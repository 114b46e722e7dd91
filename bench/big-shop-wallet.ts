/** The statements that write wallets: lots, transactions, movements, and each member's chain of hashes. */
import { drawn, id } from './big-shop-bills.ts'

/** What is granted, and what is left to lapse: four of five top-ups and passes that lie half used do so after eighteen months. */
const grants: string[] = [
  `create unlogged table gen.grant as
     select b.no, b.ms, b.at, b.day, b.member_id, b.store_id, l.id as line_id, g.*, b.is_dormant and ${drawn('b.root', 30, 5)} < 4 as lapses,
       b.day_ix + 541 < (select max(day_ix) from gen.bill) as is_past, b.ms - b.ms % 86400000 + 541 * 86400000::bigint - 10800000 as lapse_ms
     from gen.bill b join gen.line l on l.no = b.no
       cross join lateral (
         select 0 as k, 'principal' as kind, ${id('b.ms', 'principal', 'b.root')} as id, 'fen' as unit, b.units * 100::bigint as initial, b.units * 100::bigint as value_fen where b.kind = 'top_up'
         union all select 1, 'bonus', ${id('b.ms', 'bonus', 'b.root')}, 'fen', b.units * 15, b.units * 15 where b.kind = 'top_up'
         union all select 0, 'pass', ${id('b.ms', 'pass', 'b.root')}, 'session', 10, 198000 where b.kind = 'pass') g
     where b.kind in ('top_up', 'pass') order by b.ms, b.no`,
  `create unlogged table gen.lapse as
     select g.*, ${id('g.lapse_ms', 'lapse', 'g.no * 2 + g.k')} as act_id, g.initial - coalesce(p.quantity, 0) as left_quantity, g.value_fen - coalesce(p.value_fen, 0) as left_fen
     from gen.grant g left join (select lot_id, sum(quantity)::bigint as quantity, sum(amount_fen)::bigint as value_fen from gen.paid
       where lot_id is not null and fate = 'stands' group by lot_id) p on p.lot_id = g.id
     where g.lapses and g.is_past and g.initial > coalesce(p.quantity, 0)`,
]

/** Every act that moved a wallet, numbered for each member. */
const acts: string[] = [
  `create unlogged table gen.act as
     select a.*, row_number() over (partition by member_id order by ms, no, id) as seq from (
       select no, ms, at, day, ${id('ms', 'wallet', 'no * 2')} as id, member_id, store_id, cashier_id as actor_id,
         case kind when 'top_up' then 'top_up' when 'pass' then 'pass_sale' else 'spend' end as reason, 'ticket' as source_kind, id as source_id, null::uuid as reverses_id
       from gen.bill where kind in ('top_up', 'pass', 'stored', 'session')
       union all
       select no, back_ms, back_at, back_day, ${id('back_ms', 'wallet', 'no * 2 + 1')}, member_id, store_id, cashier_id,
         case fate when 'voided' then 'void' else 'refund' end, 'refund', refund_id, ${id('ms', 'wallet', 'no * 2')}
       from gen.back where kind = 'stored'
       union all
       select no, lapse_ms, to_timestamp(lapse_ms / 1000), day + 541, act_id, member_id, store_id, null, 'expiry', 'expiry', act_id, null
       from gen.lapse) a
     order by ms, no`,
]

/** What was granted, what bills took from lots, what refunds gave back, what lapsed. */
const movements: string[] = [
  `create unlogged table gen.move as
     select ${id('g.ms', 'wallet', 'g.no * 2')} as transaction_id, g.k as ordinal, g.id as lot_id, g.initial as quantity, g.value_fen from gen.grant g
     union all
     select act_id, 0, id, -left_quantity, -left_fen from gen.lapse
     union all
     select a.id, row_number() over (partition by a.id order by p.paid_no) - 1, p.lot_id,
       case a.source_kind when 'ticket' then -p.quantity else p.quantity end, case a.source_kind when 'ticket' then -p.amount_fen else p.amount_fen end
     from gen.act a join gen.paid p on p.no = a.no where p.lot_id is not null and a.source_kind <> 'expiry'`,
  'create index on gen.move (transaction_id)',
  `insert into movement (transaction_id, ordinal, lot_id, quantity, value_fen) select transaction_id, ordinal, lot_id, quantity, value_fen from gen.move`,
]

const lots: string[] = [
  `insert into wallet (member_id, last_seq) select member_id, max(seq) from gen.act group by member_id`,
  `insert into lot (id, member_id, kind, unit, grant_id, name, initial, remaining, initial_value_fen, value_fen, consideration_fen, service_item_id,
       pass_item_id, starts_on, expires_on, origin_kind, origin_id, store_id, created_at)
     select g.id, member_id, kind, unit, line_id, case kind when 'pass' then '十次卡' else '储值' end, initial, m.quantity, g.value_fen, m.value_fen,
       case kind when 'bonus' then 0 else g.value_fen end, case kind when 'pass' then (select id from gen.item where ix = 0) end,
       case kind when 'pass' then (select id from gen.item where ix = 60) end, day, case when g.lapses then day + 540 end, 'ticket_line', line_id, store_id, at
     from gen.grant g join (select lot_id, sum(quantity)::bigint as quantity, sum(value_fen)::bigint as value_fen from gen.move group by lot_id) m on m.lot_id = g.id
     order by g.ms, g.no`,
]

/** Transactions as `apps/server/src/modules/wallet/chain.ts` hashes them, link by link: all members' first ones, then all second ones, and so on. */
const chains: string[] = [
  `create unlogged table gen.link as
     select a.member_id, a.seq, a.id, convert_to('["' || a.id || '","' || a.member_id || '",' || a.seq || ',"' || a.reason || '","' || a.source_kind || '","' || a.source_id || '",'
       || coalesce('"' || a.reverses_id || '"', 'null') || ',' || coalesce('"' || a.actor_id || '"', 'null') || ',"' || a.store_id || '","' || a.day || '",' || a.ms || ',"",[' || m.text || ']]', 'UTF8') as content
     from gen.act a join (
       select transaction_id, string_agg('["' || lot_id || '",' || quantity || ',' || value_fen || ',null]', ',' order by ordinal) as text
       from gen.move group by transaction_id) m on m.transaction_id = a.id`,
  'create index on gen.link (seq)',
  'analyze gen.link',
  'create unlogged table gen.hash (member_id uuid, seq bigint, id uuid, prev_hash bytea, hash bytea)',
  'create index on gen.hash (seq)',
  `do $$ declare n bigint; begin
     for n in 1 .. (select max(seq) from gen.link) loop
       insert into gen.hash select l.member_id, l.seq, l.id, p.hash, sha256(p.hash || l.content)
         from gen.link l
           join (select member_id, hash from gen.hash where seq = n - 1
             union all select member_id, decode(repeat('00', 32), 'hex') from gen.link where seq = 1 and n = 1) p on p.member_id = l.member_id
         where l.seq = n;
     end loop; end $$`,
  `update wallet w set head_hash = h.hash from gen.hash h where h.member_id = w.member_id and h.seq = w.last_seq`,
]

const transactions = `insert into wallet_transaction
    (id, member_id, seq, reason, source_kind, source_id, reverses_id, actor_id, store_id, business_day, at, prev_hash, hash)
  select a.id, a.member_id, a.seq, reason, source_kind, source_id, reverses_id, actor_id, store_id, day, at, h.prev_hash, h.hash
  from gen.act a join gen.hash h on h.id = a.id order by a.ms, a.no`

export const wallets: string[] = [...grants, ...acts, ...movements, ...lots, ...chains, transactions]
