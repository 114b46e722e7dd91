-- Second factors, passkeys, shared tills, roles as data, and the seals of the audit trail.

-- What a built-in role may do is written in the code; a role of the brand's own carries its words here and is keyed by an id.
create table role (
  key text primary key check (char_length(key) between 2 and 40),
  name text unique check (char_length(name) between 1 and 40),
  abilities text[],
  requires_factor boolean not null default false,
  version integer not null default 1,
  created_at timestamptz,
  check ((name is null) = (abilities is null))
);
insert into role (key) values ('owner'), ('hq'), ('manager'), ('cashier'), ('stylist'), ('accountant'), ('auditor');

alter table role_grant drop constraint role_grant_role_check, add constraint role_grant_role_fkey foreign key (role) references role;
create index role_grant_role on role_grant (role);
alter table role_limit drop constraint role_limit_role_check,
  add constraint role_limit_role_fkey foreign key (role) references role on delete cascade;
insert into role_limit (role, discount_bp, refund_fen) values ('hq', 10000, null), ('accountant', 0, 0), ('auditor', 0, 0);

-- A shared till locks after so many minutes without a hand on it; 0: never.
alter table brand_setting add column idle_lock_minutes smallint not null default 5 check (idle_lock_minutes between 0 and 240);

-- Wrong second factors are counted like wrong PINs.
alter table account add column factor_failed_count integer not null default 0, add column factor_locked_until timestamptz;

-- The app that shows six digits. The secret is sealed under the brand's keys.
create table totp (
  staff_id uuid primary key references staff,
  key_wrapped bytea not null,
  secret_enc bytea not null,
  -- Null: shown, but no code of it was typed yet, so that it counts for nothing.
  confirmed_at timestamptz,
  -- The newest time step a code was accepted of: none is accepted twice, nor an older one, wherever the clock goes.
  last_step bigint not null default 0,
  created_at timestamptz not null
);

-- For the day the phone is lost. Only a keyed digest is kept.
create table recovery_code (
  staff_id uuid not null references staff,
  digest bigint not null,
  used_at timestamptz,
  primary key (staff_id, digest)
);

create table passkey (
  id uuid primary key,
  staff_id uuid not null references staff,
  credential_id bytea not null unique,
  public_key bytea not null,
  -- Signatures made so far, as the key itself counts them; a key that counts backwards is a copy.
  counter bigint not null,
  transports text[] not null,
  -- The host it was made for: it answers for no other.
  rp_id text not null,
  is_synced boolean not null,
  name text not null check (char_length(name) between 1 and 60),
  created_at timestamptz not null,
  last_used_at timestamptz
);
create index passkey_staff on passkey (staff_id);

-- A question put to a passkey: answered once, or over after a few minutes. Without a person: whoever has a passkey may answer.
create table passkey_challenge (
  id uuid primary key,
  staff_id uuid references staff,
  challenge text not null,
  rp_id text not null,
  origin text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- The password was right, the second factor is awaited. Holds for minutes, and for the password as it was.
create table pending_sign_in (
  id uuid primary key,
  token_hash bytea not null unique,
  staff_id uuid not null references staff,
  password_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

-- A till where people change places by PIN. The device holds the secret; only its hash is here.
create table shared_device (
  id uuid primary key,
  token_hash bytea not null unique,
  store_id uuid not null references store,
  name text not null check (char_length(name) between 1 and 40),
  created_by uuid not null references staff,
  created_at timestamptz not null,
  revoked_at timestamptz
);

alter table session
  add column device_id uuid references shared_device,
  add column factor text not null default 'password' check (factor in ('password', 'totp', 'recovery', 'passkey', 'pin')),
  -- May do nothing but set up a second factor.
  add column needs_factor boolean not null default false,
  add column locked_at timestamptz;
create index session_device on session (device_id) where revoked_at is null;

-- The transaction that wrote an entry, so that sealing knows which entries can no longer be joined by a late commit.
-- BRIN: next to nothing to keep up while a till writes, enough to find a range.
alter table audit_entry add column xid bigint not null default (pg_current_xact_id()::text::bigint);
create index audit_entry_xid on audit_entry using brin (xid) with (pages_per_range = 16, autosummarize = on);
create index audit_entry_at on audit_entry using brin (at) with (pages_per_range = 16, autosummarize = on);

-- Seals over the trail, each over all entries of the transactions [from_xid, until_xid), each naming the one before.
create table audit_seal (
  number integer primary key check (number > 0),
  from_xid bigint not null,
  until_xid bigint not null check (until_xid > from_xid),
  -- The entries' numbers and their digests, 16 bytes each, in the same order: which one was touched can be told.
  seqs bigint[] not null,
  digests bytea not null,
  previous_hash bytea not null,
  hash bytea not null,
  key_id text not null,
  signature bytea not null,
  sealed_at timestamptz not null,
  check (octet_length(digests) = 16 * cardinality(seqs))
);
