-- A till is a cash drawer of a store. The first one is made with the store's first sale, or here for stores that sell already.
create table till (
  id uuid primary key,
  store_id uuid not null references store,
  ordinal integer not null check (ordinal > 0),
  -- Empty: shown by its number.
  name text not null default '' check (char_length(name) <= 20),
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (store_id, ordinal)
);
insert into till (id, store_id, ordinal, created_at) select gen_random_uuid(), id, 1, created_at from store;

create table shift_setting (
  id smallint primary key default 1 check (id = 1),
  -- Blind count: who may not review shifts learns what should be in the drawer only after saying what is.
  is_count_blind boolean not null default true,
  -- More variance than this, either way, needs a reason; more than that, another person's PIN.
  reason_above_fen bigint not null default 500 check (reason_above_fen >= 0),
  approval_above_fen bigint not null default 5000 check (approval_above_fen >= reason_above_fen),
  version integer not null default 1
);
insert into shift_setting (id) values (1);

-- From one count of a drawer to the next. Every sale, refund and void belongs to the shift that was open at its till.
create table shift (
  id uuid primary key,
  till_id uuid not null references till,
  store_id uuid not null references store,
  -- Runs on per till: the order of shifts, whatever clocks say.
  number integer not null check (number > 0),
  -- The day whose close adds this shift up.
  business_day date not null,
  opened_at timestamptz not null,
  opened_by uuid references staff,
  -- Opened by a sale that found none open.
  opened_by_itself boolean not null default false,
  opening_float_fen bigint not null check (opening_float_fen >= 0),
  closed_at timestamptz,
  closed_by uuid references staff,
  -- Handover: who counted along and took the drawer over.
  received_by uuid references staff,
  expected_fen bigint,
  counted_fen bigint check (counted_fen >= 0),
  variance_fen bigint,
  variance_reason text not null default '',
  approval_id uuid references approval,
  taken_fen bigint check (taken_fen >= 0),
  taken_to text check (taken_to in ('safe', 'bank')),
  closing_float_fen bigint check (closing_float_fen >= 0),
  unique (till_id, number),
  check (closed_at >= opened_at),
  check ((closed_at is null) = (expected_fen is null) and (closed_at is null) = (counted_fen is null)
    and (closed_at is null) = (taken_fen is null) and (closed_at is null) = (closing_float_fen is null)),
  check (variance_fen = counted_fen - expected_fen),
  check (closing_float_fen = counted_fen - taken_fen)
);
create unique index shift_open on shift (till_id) where closed_at is null;
create index shift_store on shift (store_id, opened_at desc, id desc);
create index shift_day on shift (store_id, business_day);

-- Cash that goes in or out of a drawer without a bill. Append-only: a wrong one is taken back by its opposite.
create table cash_movement (
  id uuid primary key,
  shift_id uuid not null references shift,
  -- Positive: put in.
  amount_fen bigint not null check (amount_fen <> 0),
  code text not null check (code ~ '^[a-z_]{2,30}$'),
  note text not null default '',
  -- A document of another room that moved the cash, if one did.
  source_kind text,
  source_id uuid,
  moved_by uuid references staff,
  moved_at timestamptz not null,
  check ((source_kind is null) = (source_id is null)),
  unique (source_kind, source_id)
);
create index cash_movement_shift on cash_movement (shift_id, moved_at);

-- What was in a drawer, by pieces; every count is kept, also the one that was counted again.
create table drawer_count (
  id uuid primary key,
  shift_id uuid not null references shift,
  pieces jsonb not null,
  counted_fen bigint not null check (counted_fen >= 0),
  expected_fen bigint not null,
  counted_by uuid references staff,
  counted_at timestamptz not null
);
create index drawer_count_shift on drawer_count (shift_id, counted_at);

-- The Z of a shift or of a store's day, as it was when it was closed. Its hash covers the document.
create table shift_report (
  id uuid primary key,
  kind text not null check (kind in ('shift', 'day')),
  number text not null,
  store_id uuid not null references store,
  shift_id uuid unique references shift,
  business_day date not null,
  document jsonb not null,
  hash text not null,
  made_by uuid references staff,
  made_at timestamptz not null,
  check ((kind = 'shift') = (shift_id is not null))
);
create unique index shift_report_day on shift_report (store_id, business_day) where kind = 'day';
create index shift_report_store on shift_report (store_id, made_at desc, id desc);

-- Null only for documents from before their store's first shift.
alter table ticket add column shift_id uuid references shift;
alter table refund add column shift_id uuid references shift;
create index ticket_shift on ticket (shift_id) where shift_id is not null;
create index refund_shift on refund (shift_id) where shift_id is not null;

-- What may be approved is listed in the access room, next to the abilities.
alter table approval drop constraint if exists approval_act_check;
alter table approval add constraint approval_act_check check (act ~ '^[a-z_]{2,30}$');
