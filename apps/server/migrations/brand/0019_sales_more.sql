-- Held bills: whoever fetches one takes it, so that a second till is told by whom instead of losing its work.
alter table ticket
  add column last_by uuid references staff,
  add column taken_session uuid,
  add column taken_at timestamptz,
  add constraint ticket_taken check (taken_at is null or state = 'held');

-- Group bills: the other members a bill concerns, and whose line each line is.
create table ticket_companion (
  member_id uuid not null references member,
  ticket_id uuid not null references ticket,
  primary key (member_id, ticket_id)
);
create index ticket_companion_ticket on ticket_companion (ticket_id);

-- quantity: of money kept or owed (deposit, settlement, forfeit) the fen, so that any part of it can be taken back.
alter table ticket_line
  add column member_id uuid references member,
  add column guest text not null default '',
  drop constraint ticket_line_kind_check,
  add constraint ticket_line_kind_check
    check (kind in ('service', 'product', 'pass', 'top_up', 'tip', 'rounding', 'deposit', 'settlement', 'forfeit'));

-- override: the cashier's own price of one line, below or above what it would have cost.
alter table line_adjustment
  drop constraint line_adjustment_kind_check,
  add constraint line_adjustment_kind_check check (kind in ('store_price', 'level', 'pass_price', 'manual', 'override'));

-- member_id: whose wallet paid. source_id: the deposit that was used, the account that was charged.
-- exchange: worth of returned goods, that was paid by origin_kind before.
alter table tender
  add column member_id uuid references member,
  add column source_id uuid,
  add column origin_kind text check (origin_kind in ('cash', 'wechat', 'alipay', 'bank_card')),
  drop constraint tender_kind_check,
  add constraint tender_kind_check
    check (kind in ('cash', 'wechat', 'alipay', 'bank_card', 'stored_value', 'pass', 'on_account', 'deposit', 'exchange'));
update tender set member_id = ticket.member_id from ticket where ticket.id = tender.ticket_id and tender.kind in ('stored_value', 'pass');
alter table tender
  add constraint tender_owner check ((kind in ('stored_value', 'pass')) = (member_id is not null)),
  add constraint tender_source check ((kind in ('on_account', 'deposit')) = (source_id is not null)),
  add constraint tender_origin check ((kind = 'exchange') = (origin_kind is not null));

-- One tender may go back in two ways: what was owed is owed no more, what was settled is paid out.
alter table refund_tender
  drop constraint refund_tender_kind_check,
  add constraint refund_tender_kind_check check (kind in (
    'cash', 'wechat', 'alipay', 'bank_card', 'bank_transfer', 'stored_value', 'pass', 'on_account', 'deposit', 'exchange')),
  drop constraint refund_tender_refund_id_tender_id_key,
  add constraint refund_tender_once unique (refund_id, tender_id, kind);
alter table refund_allocation
  drop constraint refund_allocation_refund_id_allocation_id_key,
  add constraint refund_allocation_once unique (refund_id, allocation_id, refund_tender_id);

-- Goods returned and others taken in one act: a refund and a sale that belong together.
create table exchange (
  id uuid primary key,
  refund_id uuid not null unique references refund,
  ticket_id uuid not null unique references ticket,
  credit_fen bigint not null check (credit_fen >= 0)
);

-- What a member may owe the shop; 0: nothing is sold on account.
alter table brand_setting add column on_account_limit_fen bigint not null default 0 check (on_account_limit_fen >= 0);

-- A deposit 订金/定金 is the line of a ticket that took it, and what is left of it. advance 订金: refundable. earnest 定金: kept if the customer does not come.
create table deposit (
  id uuid primary key,
  ticket_id uuid not null references ticket,
  store_id uuid not null references store,
  member_id uuid references member,
  kind text not null check (kind in ('advance', 'earnest')),
  purpose text not null,
  due_on date,
  -- What is to be paid altogether, as far as that was agreed: earnest money is at most a fifth of it.
  contract_fen bigint check (contract_fen > 0),
  -- Somebody who is no member: name and phone, under a key of their own.
  person_key bytea,
  contact_enc bytea,
  amount_fen bigint not null check (amount_fen > 0),
  open_fen bigint not null,
  business_day date not null,
  taken_by uuid references staff,
  taken_at timestamptz not null,
  check (open_fen between 0 and amount_fen),
  check ((person_key is null) = (contact_enc is null))
);
create index deposit_store on deposit (store_id, taken_at, id);
create index deposit_store_open on deposit (store_id, taken_at, id) where open_fen > 0;
create index deposit_member on deposit (member_id, taken_at) where member_id is not null;

create table deposit_movement (
  id uuid primary key,
  deposit_id uuid not null references deposit,
  kind text not null check (kind in ('taken', 'used', 'restored', 'refunded')),
  amount_fen bigint not null check (amount_fen <> 0),
  source_kind text not null check (source_kind in ('ticket', 'refund')),
  source_id uuid not null,
  actor_id uuid,
  at timestamptz not null,
  unique (deposit_id, source_id, kind)
);

-- Who may owe 挂账: a member, under the member's own id, or a company.
create table credit_account (
  id uuid primary key,
  member_id uuid unique references member,
  company_name text unique check (char_length(company_name) between 1 and 60),
  -- Null: what the brand allows every member.
  limit_fen bigint check (limit_fen >= 0),
  note text not null default '',
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  check ((member_id is null) = (company_name is not null)),
  check (member_id is null or member_id = id),
  check (member_id is not null or limit_fen is not null)
);

-- One row per tender on account, under that tender's id.
create table receivable (
  id uuid primary key,
  account_id uuid not null references credit_account,
  ticket_id uuid not null references ticket,
  store_id uuid not null references store,
  business_day date not null,
  amount_fen bigint not null check (amount_fen > 0),
  open_fen bigint not null,
  charged_at timestamptz not null,
  check (open_fen between 0 and amount_fen)
);
create index receivable_account_open on receivable (account_id, charged_at, id) where open_fen > 0;
create index receivable_store_open on receivable (store_id, account_id) where open_fen > 0;
create index receivable_ticket on receivable (ticket_id);

create table receivable_movement (
  id uuid primary key,
  receivable_id uuid not null references receivable,
  kind text not null check (kind in ('charged', 'settled', 'reopened', 'reduced')),
  amount_fen bigint not null check (amount_fen <> 0),
  source_kind text not null check (source_kind in ('ticket', 'refund')),
  source_id uuid not null,
  -- The settlement line that paid it, or whose refund made it owed again.
  line_id uuid,
  actor_id uuid,
  at timestamptz not null,
  check ((kind in ('settled', 'reopened')) = (line_id is not null)),
  unique nulls not distinct (receivable_id, source_id, line_id)
);
create index receivable_movement_line on receivable_movement (line_id) where line_id is not null;
