-- One row per member: the lock every movement of that member takes, and the head of the member's hash chain.
create table wallet (
  member_id uuid primary key references member,
  last_seq bigint not null default 0,
  head_hash bytea not null default decode(repeat('00', 32), 'hex')
);

-- A lot is something a member owns: where it came from, how much is left, until when.
-- quantity: fen for principal, bonus and rebate; points; sessions of one service; days of an unlimited pass.
-- value_fen: what the shop still owes for it: the quantity itself for money, the unused part of the price for passes.
create table lot (
  id uuid primary key,
  member_id uuid not null references wallet,
  kind text not null check (kind in ('principal', 'bonus', 'rebate', 'points', 'pass')),
  unit text not null check (unit in ('fen', 'point', 'session', 'day')),
  -- Lots granted by one sale line belong together: principal and bonus of a top-up, the components of a pass.
  grant_id uuid not null,
  name text not null,
  initial bigint not null check (initial > 0),
  remaining bigint not null,
  held bigint not null default 0,
  initial_value_fen bigint not null check (initial_value_fen >= 0),
  value_fen bigint not null,
  consideration_fen bigint not null check (consideration_fen >= 0),
  -- Pass only: the service, the item it was sold as.
  service_item_id uuid references item,
  pass_item_id uuid references item,
  starts_on date not null,
  expires_on date,
  -- Validity counted from first use: filled into expires_on when the first session is taken.
  validity_days integer check (validity_days > 0),
  is_frozen boolean not null default false,
  origin_kind text not null check (origin_kind in ('ticket_line', 'grant', 'import')),
  origin_id uuid not null,
  store_id uuid not null references store,
  terms_id uuid references terms,
  price_book_version integer,
  created_at timestamptz not null,
  check (remaining between 0 and initial),
  check (held between 0 and remaining),
  check (value_fen between 0 and initial_value_fen),
  check (remaining > 0 or value_fen = 0),
  check (unit <> 'fen' or value_fen = remaining),
  check ((kind = 'pass') = (unit in ('session', 'day'))),
  check ((kind = 'points') = (unit = 'point')),
  check (kind <> 'pass' or pass_item_id is not null)
);
create index lot_member_open on lot (member_id) where remaining > 0;
create index lot_member on lot (member_id, created_at);
create index lot_grant on lot (grant_id);
create index lot_expiry on lot (expires_on) where remaining > 0;

-- Append-only. The app's role may insert and read, never update or delete.
create table wallet_transaction (
  id uuid primary key,
  member_id uuid not null references wallet,
  seq bigint not null,
  reason text not null check (reason in ('top_up', 'pass_sale', 'spend', 'refund', 'void', 'expiry', 'elapse', 'grant', 'adjust')),
  -- The one act that caused it; unique, so that an act can never post twice.
  source_kind text not null check (source_kind in ('ticket', 'refund', 'expiry', 'grant')),
  source_id uuid not null,
  reverses_id uuid references wallet_transaction,
  actor_id uuid,
  store_id uuid references store,
  business_day date not null,
  at timestamptz not null,
  note text not null default '',
  prev_hash bytea not null,
  hash bytea not null unique,
  unique (member_id, seq),
  unique nulls not distinct (source_kind, source_id, reason, member_id, reverses_id)
);

create table movement (
  transaction_id uuid not null references wallet_transaction,
  ordinal integer not null,
  lot_id uuid not null references lot,
  quantity bigint not null,
  value_fen bigint not null,
  -- Whose visit used it, when that is not the owner (household).
  used_by uuid references member,
  primary key (transaction_id, ordinal)
);
create index movement_lot on movement (lot_id);

-- A promise to use: reserved at booking or by an open bill, taken or released later. Sum of active holds = lot.held.
create table lot_hold (
  id uuid primary key,
  lot_id uuid not null references lot,
  quantity bigint not null check (quantity > 0),
  holder_kind text not null check (holder_kind in ('ticket', 'booking')),
  holder_id uuid not null,
  state text not null default 'active' check (state in ('active', 'taken', 'released')),
  created_at timestamptz not null,
  ended_at timestamptz,
  unique (holder_kind, holder_id, lot_id),
  check ((state = 'active') = (ended_at is null))
);
create index lot_hold_active on lot_hold (lot_id) where state = 'active';

-- Freezing and thawing are facts of their own: they move no quantity, but they shift expiry.
create table lot_freeze (
  id uuid primary key,
  lot_id uuid not null references lot,
  reason text not null,
  frozen_by uuid not null,
  frozen_at timestamptz not null,
  frozen_on date not null,
  thawed_by uuid,
  thawed_at timestamptz
);
create unique index lot_freeze_open on lot_freeze (lot_id) where thawed_at is null;
