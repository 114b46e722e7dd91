-- The last month that was locked; its row is the lock under which months are closed and methods chosen, one at a time.
create table settlement_head (
  id smallint primary key default 1 check (id = 1),
  last_locked_month date check (extract(day from last_locked_month) = 1)
);
insert into settlement_head (id) values (1);

-- What a store owes for what another one served on its cards: the value that left the lot (liability), or the share of what was paid for
-- it (benefit). From a month on, until another is chosen.
create table settlement_method (
  effective_month date primary key check (extract(day from effective_month) = 1),
  method text not null check (method in ('liability', 'benefit')),
  chosen_by uuid,
  chosen_at timestamptz not null
);

create table settlement_month (
  month date primary key check (extract(day from month) = 1),
  method text not null check (method in ('liability', 'benefit')),
  locked_by uuid,
  locked_at timestamptz not null
);

-- What a locked month holds: each movement of a lot in another store than the one that issued it, in exactly one month.
create table settlement_entry (
  transaction_id uuid not null,
  ordinal integer not null,
  month date not null references settlement_month,
  issuer_id uuid not null references store,
  performer_id uuid not null references store,
  value_fen bigint not null,
  owed_fen bigint not null,
  primary key (transaction_id, ordinal),
  foreign key (transaction_id, ordinal) references movement,
  check (issuer_id <> performer_id)
);
create index settlement_entry_month on settlement_entry (month, issuer_id, performer_id);

-- The statement of two stores for a locked month, as it stood; the hash is over its body.
create table settlement_statement (
  month date not null references settlement_month,
  store_a_id uuid not null references store,
  store_b_id uuid not null references store,
  body jsonb not null,
  hash bytea not null,
  primary key (month, store_a_id, store_b_id),
  check (store_a_id < store_b_id)
);

-- What stands on invoices, and when the door is open: by weekday from Monday, null is closed.
alter table store
  add column invoice_title text not null default '' check (char_length(invoice_title) <= 100),
  add column tax_id text not null default '' check (tax_id ~ '^([0-9A-Z]{15,20})?$'),
  add column opening_hours jsonb not null default '[]' check (jsonb_typeof(opening_hours) = 'array');

-- Top-up tiers that a store does not offer; all others it does.
create table tier_withheld (
  item_id uuid not null references top_up_tier,
  store_id uuid not null references store,
  primary key (item_id, store_id)
);
