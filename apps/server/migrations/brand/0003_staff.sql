create table staff (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9]{1,8}$'),
  name text not null check (char_length(name) between 1 and 40),
  position text not null check (position in ('stylist', 'senior_stylist', 'director', 'assistant', 'beautician', 'adviser', 'cashier', 'manager', 'owner')),
  home_store_id uuid not null references store,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null
);

create table account (
  staff_id uuid primary key references staff,
  sign_in_name text not null unique check (sign_in_name = lower(sign_in_name) and char_length(sign_in_name) between 2 and 40),
  password_hash text not null,
  pin_hash text,
  pin_failed_count integer not null default 0,
  pin_locked_until timestamptz
);

-- Failed sign-ins by name, whether or not anybody has that name: a stranger learns nothing from a lock-out.
create table sign_in_guard (
  name_hash bytea primary key,
  failed_count integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index sign_in_guard_last on sign_in_guard (last_at);

-- A role held in one store, or in all (store_id null).
create table role_grant (
  id uuid primary key,
  staff_id uuid not null references staff,
  role text not null check (role in ('owner', 'manager', 'cashier', 'stylist')),
  store_id uuid references store,
  unique nulls not distinct (staff_id, role, store_id)
);

create table session (
  id uuid primary key,
  token_hash bytea not null unique,
  staff_id uuid not null references staff,
  device text not null,
  ip text not null,
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_staff on session (staff_id, created_at desc);

-- One consent of a second person, given by PIN, for one act of a colleague; used at most once.
create table approval (
  id uuid primary key,
  approver_id uuid not null references staff,
  requester_id uuid not null references staff,
  store_id uuid not null references store,
  act text not null check (act in ('discount', 'refund', 'void')),
  -- What was shown to the approver: at most this discount (bp) or this amount (fen) may be done with it.
  limit_bp integer check (limit_bp between 0 and 10000),
  limit_fen bigint check (limit_fen >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_for uuid,
  check (approver_id <> requester_id),
  check ((used_at is null) = (used_for is null))
);
