/**
 * The statements that invent a chain's history, in order. Everything is a function of a bill's running number, so the same size is the same
 * shop every time. What is spent goes back to the top-up or pass that it was paid by: balances, documents and wallet agree to the fen.
 */

/** How large a chain, and how long its history. */
export interface ShopSize {
  stores: number
  days: number
  /** The business day of the first bill, `YYYY-MM-DD`. */
  firstDay: string
  /** Bills that begin something: a top-up, a pass, a plain visit. What is spent of top-ups and passes comes on top: about half as many. */
  begun: number
  members: number
}

/** A number from 0 up to `below`, drawn by `n`; the same for the same `n` and `seed`. */
export const drawn = (n: string, seed: number, below: number): string => `((hashint8extended(${n}, ${seed}) & 2147483647) % ${below})::int`

/** Kinds of ids. */
export const ID = {
  ticket: 1,
  line: 2,
  adjustment: 3,
  tender: 4,
  allocation: 5,
  share: 6,
  wallet: 7,
  principal: 8,
  bonus: 9,
  pass: 10,
  refund: 11,
  refundLine: 12,
  refundTender: 13,
  refundAllocation: 14,
  refundShare: 15,
  approval: 16,
  movement: 17,
  member: 18,
  lapse: 19,
} as const

/** Ordered by time, like the product's own. */
export const id = (ms: string, kind: keyof typeof ID, n: string): string => `gen.id(${ms}, ${ID[kind]}, ${n})`

/** A moment `days` after the bill's, at some opening hour. */
const msOf = (day: string, n: string, seed: number) =>
  `(gen.midnight() + (${day})::bigint * 86400000 + 7200000 + ${drawn(n, seed, 39_600)} * 1000)`

export const helpers = (size: ShopSize): string[] => [
  'create schema gen',
  `create function gen.id(ms bigint, kind int, n bigint) returns uuid language sql immutable parallel safe
     return (lpad(to_hex(ms), 12, '0') || '7' || lpad(to_hex(kind), 3, '0') || '8' || lpad(to_hex(n), 15, '0'))::uuid`,
  // Midnight UTC of the first day; shops open at ten in Shanghai, two hours later.
  `create function gen.midnight() returns bigint language sql immutable parallel safe
     return (date '${size.firstDay}' - date '1970-01-01')::bigint * 86400000`,
]

/** The things bills are made of: people, items, members. Stores and levels were made by the verbs. */
export const people = (size: ShopSize): string[] => [
  `create unlogged table gen.store as select row_number() over (order by code) - 1 as ix, id, code from store`,
  `create unlogged table gen.staff as select s.ix * 10 + k as ix, s.id as store_id, k, gen.id(gen.midnight(), 200, s.ix * 10 + k) as id
     from gen.store s cross join generate_series(0, 9) k`,
  `insert into staff (id, code, name, position, home_store_id, created_at)
     select id, 'B' || ix, '员工' || ix, case k when 0 then 'manager' when 1 then 'cashier' else 'stylist' end, store_id, to_timestamp(gen.midnight() / 1000)
     from gen.staff`,
  `insert into category (id, kind, name, sort)
     select gen.id(gen.midnight(), 201, n), case when n < 6 then 'service' else 'product' end, '类别' || n, n from generate_series(0, 9) n`,
  `create unlogged table gen.item as select n as ix, gen.id(gen.midnight(), 202, n) as id,
     case when n < 40 then 'service' when n < 60 then 'product' when n = 60 then 'pass' else 'top_up' end as kind, '项目' || n as name
     from generate_series(0, 61) n`,
  `insert into item (id, kind, code, name, category_id, created_at)
     select id, kind, 'G' || ix, name, case kind when 'service' then gen.id(gen.midnight(), 201, ix % 6)
       when 'product' then gen.id(gen.midnight(), 201, 6 + ix % 4) end, to_timestamp(gen.midnight() / 1000) from gen.item`,
  `create unlogged table gen.member as select n::int as ix, ${id('gen.midnight()', 'member', 'n')} as id, (n % ${size.stores})::int as store_ix
     from generate_series(0, ${size.members - 1}) n`,
  `insert into member (id, number, level_id, home_store_id, created_at)
     select m.id, 'M' || lpad((m.ix + 1)::text, 7, '0'), (select id from level order by rank limit 1), s.id, to_timestamp(gen.midnight() / 1000)
     from gen.member m join gen.store s on s.ix = m.store_ix`,
]

/**
 * Of a thousand beginnings 110 are top-ups that pay up to four later bills, 35 passes of ten sessions, 3 deposits that are used later, 3 bills on
 * account that are settled later; the rest are plain visits, six of ten by members. Every third top-up and pass is left lying half used.
 */
const begun = (size: ShopSize) => `
  select n as root, 0 as slot, (n * ${size.days} / ${size.begun})::int as day_ix,
    case when r < 110 then 'top_up' when r < 145 then 'pass' when r < 148 then 'deposit' when r < 151 then 'account' else 'money' end as kind,
    case when r < 151 or ${drawn('n', 3, 10)} < 6 then ${drawn('n', 4, size.members)} end as member_ix,
    (array[1, 1, 1, 2, 5])[1 + ${drawn('n', 5, 5)}] * 1000 as units, ${drawn('n', 6, 3)} = 0 as is_dormant,
    ${drawn('n', 7, 20)} + 5 as gap
  from (select n, ${drawn('n', 2, 1000)} as r from generate_series(0::bigint, ${size.begun - 1}) n) b`

/** What follows from a beginning: bills that are paid by it. */
const followed = `
  select root, k as slot, day_ix + gap * k, case kind when 'top_up' then 'stored' when 'pass' then 'session' when 'deposit' then 'deposit_use' else 'settle' end,
    member_ix, units, is_dormant, gap
  from gen.begun cross join lateral generate_series(1, case kind when 'top_up' then case when is_dormant then 2 else 4 end
    when 'pass' then case when is_dormant then 4 else 10 end else case when is_dormant and gap = 5 then 0 else 1 end end) k
  where kind <> 'money'`

/** Bills in the order in which they were made, each with its place, moment, running number of the day and fate. */
export const bills = (size: ShopSize): string[] => [
  `create unlogged table gen.begun as ${begun(size)}`,
  `create unlogged table gen.moment as
     select b.*, root * 16 + slot as no, ${msOf('day_ix', 'root * 16 + slot', 8)} as ms,
       case when member_ix is null or ${drawn('root * 16 + slot', 9, 100)} < 8 then ${drawn('root * 16 + slot', 10, size.stores)}
         else (member_ix % ${size.stores})::int end as store_ix,
       case when kind not in ('money', 'stored') then 'stands' when ${drawn('root * 16 + slot', 11, 1000)} < 8 then 'voided'
         when ${drawn('root * 16 + slot', 11, 1000)} < 22 and day_ix + 3 < ${size.days} then 'refunded' else 'stands' end as fate,
       ${drawn('root * 16 + slot', 12, 3)} + 1 as lines, kind = 'money' and ${drawn('root * 16 + slot', 13, 25)} = 0 as is_manual,
       (array['wechat', 'wechat', 'wechat', 'alipay', 'cash', 'bank_card'])[1 + ${drawn('root * 16 + slot', 14, 6)}] as outside
     from (select * from gen.begun union all ${followed}) b where day_ix < ${size.days}`,
  `create unlogged table gen.bill as
     select m.*, ${id('m.ms', 'ticket', 'm.no')} as id, date '${size.firstDay}' + m.day_ix as day, to_timestamp(m.ms / 1000) as at,
       row_number() over (partition by m.store_ix, m.day_ix order by m.ms, m.no) as running,
       ${msOf(`m.root * ${size.days} / ${size.begun}`, 'm.root * 16', 8)} as root_ms,
       s.id as store_id, s.code, c.id as cashier_id, p.id as member_id,
       case kind when 'stored' then units * (array[30, 30, 25, 15])[slot] / 100 else units end as spent
     from gen.moment m join gen.store s on s.ix = m.store_ix join gen.staff c on c.ix = m.store_ix * 10 + 1 left join gen.member p on p.ix = m.member_ix
     order by m.ms, m.no`,
  'analyze gen.bill',
]

const oneLine = `('top_up', 'pass', 'deposit', 'deposit_use', 'account', 'settle')`

/** Lines with their prices. Stored value is spent in parts of 115 fen, 100 of them principal and 15 bonus, so that nothing is left over. */
export const lines: string[] = [
  `create unlogged table gen.line as
     select b.no, b.ms, b.id as ticket_id, l.ordinal, b.no * 8 + l.ordinal as line_no, ${id('b.ms', 'line', 'b.no * 8 + l.ordinal')} as id,
       l.kind, i.id as item_id, coalesce(i.name, l.kind) as name, b.kind as bill_kind, b.fate, l.units,
       l.list_fen, l.list_fen - l.off_fen as net_fen, case when l.off_fen > 0 then l.why end as why
     from gen.bill b
       cross join lateral (select k as ordinal from generate_series(1, case when b.kind in ${oneLine} then 1 when b.kind = 'session' then (b.lines + 1) / 2 else b.lines end) k) o
       cross join lateral (select case when b.kind = 'stored' then case when o.ordinal < b.lines then b.spent / b.lines else b.spent - (b.lines - 1) * (b.spent / b.lines) end else b.units end as units) u
       cross join lateral (select ${drawn('b.no * 8 + o.ordinal', 20, 1000)} as r) d
       cross join lateral (
         select o.ordinal, u.units,
           case when b.kind in ('top_up', 'pass', 'deposit') then b.kind when b.kind = 'settle' then 'settlement'
             when b.kind = 'session' then case o.ordinal when 1 then 'service' else 'product' end when d.r < 800 then 'service' else 'product' end as kind,
           case b.kind when 'top_up' then b.units * 100::bigint when 'pass' then 198000 when 'deposit' then 20000 when 'deposit_use' then 20000
             when 'account' then 12800 when 'settle' then 12800 when 'stored' then (u.units * 1150::bigint + 8) / 9
             when 'session' then case o.ordinal when 1 then 29800 else 8800 end else (38 + d.r / 4) * 100 end as list_fen) p
       cross join lateral (
         select p.*, case when b.kind = 'stored' then p.list_fen - u.units * 115 when b.kind = 'session' and o.ordinal = 1 then 10000
             when b.is_manual then p.list_fen / 10 when b.kind = 'money' and b.member_id is not null then p.list_fen / 20 else 0 end as off_fen,
           case when b.kind = 'session' then 'pass_price' when b.is_manual then 'manual' else 'level' end as why) l
       left join gen.item i on i.ix = case l.kind when 'service' then d.r % 40 when 'product' then 40 + d.r % 20 when 'pass' then 60 when 'top_up' then 61 end`,
  'analyze gen.line',
]
