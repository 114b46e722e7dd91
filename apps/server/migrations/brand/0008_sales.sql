-- An open or held bill keeps its cart as the till sent it; a completed one has posted lines that never change.
create table ticket (
  id uuid primary key,
  store_id uuid not null references store,
  state text not null check (state in ('held', 'completed', 'voided', 'discarded')),
  number text unique,
  member_id uuid references member,
  business_day date,
  price_book_version integer,
  -- list - discounts (and rounding) = total = what the tenders add up to.
  list_fen bigint,
  discount_fen bigint,
  rounding_fen bigint,
  total_fen bigint,
  refunded_fen bigint not null default 0,
  note text not null default '',
  cart jsonb,
  hold_label text not null default '',
  opened_by uuid not null references staff,
  opened_at timestamptz not null,
  completed_by uuid references staff,
  completed_at timestamptz,
  version integer not null default 1,
  check ((state in ('completed', 'voided')) = (number is not null)),
  check ((state = 'held') = (cart is not null)),
  check (number is null or (business_day is not null and completed_at is not null and total_fen = list_fen - discount_fen - rounding_fen)),
  check (refunded_fen >= 0 and (total_fen is null or refunded_fen <= total_fen))
);
create index ticket_store_day on ticket (store_id, business_day, number) where number is not null;
create index ticket_member on ticket (member_id, completed_at desc) where number is not null;
create index ticket_held on ticket (store_id, opened_at) where state = 'held';

-- Gapless numbers per store, day and kind of document.
create table document_counter (
  store_id uuid not null references store,
  business_day date not null,
  kind text not null check (kind in ('ticket', 'refund')),
  last integer not null,
  primary key (store_id, business_day, kind)
);

create table ticket_line (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  ordinal integer not null,
  kind text not null check (kind in ('service', 'product', 'pass', 'top_up', 'tip', 'rounding')),
  item_id uuid references item,
  name text not null,
  quantity integer not null check (quantity > 0),
  unit_list_fen bigint not null,
  list_fen bigint not null,
  net_fen bigint not null,
  -- Top-up: the bonus promised with it.
  bonus_fen bigint not null default 0,
  unique (ticket_id, ordinal),
  check (list_fen = unit_list_fen * quantity),
  check (kind = 'rounding' or (list_fen >= 0 and net_fen >= 0)),
  check (kind <> 'rounding' or net_fen <> 0)
);

-- Why the net price is not the list price: one row per stage and line, signed.
create table line_adjustment (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  line_id uuid not null references ticket_line,
  ordinal integer not null,
  kind text not null check (kind in ('store_price', 'level', 'pass_price', 'manual')),
  amount_fen bigint not null,
  -- What the words need: percent, level name, reason; never personal data.
  params jsonb not null default '{}',
  source_id uuid,
  approval_id uuid references approval,
  unique (line_id, ordinal)
);
create index line_adjustment_ticket on line_adjustment (ticket_id);

create table tender (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  ordinal integer not null,
  kind text not null check (kind in ('cash', 'wechat', 'alipay', 'bank_card', 'stored_value', 'pass')),
  amount_fen bigint not null check (amount_fen >= 0),
  -- Cash only: what the customer handed over and got back.
  received_fen bigint,
  change_fen bigint,
  reference text not null default '',
  unique (ticket_id, ordinal),
  check (kind <> 'cash' or received_fen - change_fen = amount_fen)
);

-- Which tender, and which lot behind it, paid how much of which line. Rows add up to every line and to every tender.
create table allocation (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  line_id uuid not null references ticket_line,
  ordinal integer not null,
  tender_id uuid not null references tender,
  lot_id uuid references lot,
  quantity bigint not null default 0,
  amount_fen bigint not null,
  unique (line_id, ordinal)
);
create index allocation_ticket on allocation (ticket_id);
create index allocation_lot on allocation (lot_id) where lot_id is not null;

create table staff_share (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  line_id uuid not null references ticket_line,
  ordinal integer not null,
  staff_id uuid not null references staff,
  role text not null check (role in ('performer', 'seller')),
  share_bp integer not null check (share_bp between 1 and 10000),
  amount_fen bigint not null,
  is_requested boolean not null default false,
  unique (line_id, role, staff_id)
);
create index staff_share_ticket on staff_share (ticket_id);

-- A refund is a new document; it walks back what was posted.
create table refund (
  id uuid primary key,
  kind text not null check (kind in ('refund', 'void')),
  ticket_id uuid not null references ticket,
  number text not null unique,
  store_id uuid not null references store,
  business_day date not null,
  member_id uuid references member,
  total_fen bigint not null check (total_fen >= 0),
  reason_code text not null check (reason_code in ('mistake', 'dissatisfied', 'not_performed', 'product_return', 'goodwill', 'other')),
  note text not null default '',
  refunded_by uuid not null references staff,
  approval_id uuid references approval,
  refunded_at timestamptz not null
);
create index refund_ticket on refund (ticket_id);
create index refund_store_day on refund (store_id, business_day);

create table refund_line (
  id uuid primary key,
  refund_id uuid not null references refund,
  line_id uuid not null references ticket_line,
  quantity integer not null check (quantity > 0),
  net_fen bigint not null,
  restock boolean not null default false,
  unique (refund_id, line_id)
);
create index refund_line_line on refund_line (line_id);

create table refund_tender (
  id uuid primary key,
  refund_id uuid not null references refund,
  tender_id uuid not null references tender,
  -- Where the money went: the tender's own kind, or another permitted one with a reason.
  kind text not null check (kind in ('cash', 'wechat', 'alipay', 'bank_card', 'stored_value', 'pass')),
  amount_fen bigint not null,
  reason text not null default '',
  unique (refund_id, tender_id)
);

create table refund_allocation (
  id uuid primary key,
  refund_id uuid not null references refund,
  refund_line_id uuid not null references refund_line,
  refund_tender_id uuid not null references refund_tender,
  allocation_id uuid not null references allocation,
  lot_id uuid references lot,
  quantity bigint not null default 0,
  amount_fen bigint not null,
  unique (refund_id, allocation_id)
);
create index refund_allocation_allocation on refund_allocation (allocation_id);

create table refund_share (
  id uuid primary key,
  refund_id uuid not null references refund,
  refund_line_id uuid not null references refund_line,
  share_id uuid not null references staff_share,
  staff_id uuid not null references staff,
  role text not null,
  amount_fen bigint not null
);
create index refund_share_refund on refund_share (refund_id);
