create table store (
  id uuid primary key,
  code text not null unique check (code ~ '^[A-Z0-9]{1,6}$'),
  name text not null check (char_length(name) between 1 and 60),
  zone text not null default 'Asia/Shanghai',
  -- A sale before this hour belongs to the business day before.
  cutoff_hour smallint not null default 4 check (cutoff_hour between 0 and 12),
  address text not null default '',
  phone text not null default '',
  -- 抹零: none, fen (drop 分), jiao (drop 角), to_jiao (half up to 角).
  rounding text not null default 'none' check (rounding in ('none', 'fen', 'jiao', 'to_jiao')),
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null
);

create table brand_setting (
  id smallint primary key default 1 check (id = 1),
  -- Order of use inside one top-up (P10): proportional, principal first, bonus first.
  spend_order text not null default 'proportional' check (spend_order in ('proportional', 'principal_first', 'bonus_first')),
  version integer not null default 1
);
insert into brand_setting (id) values (1);

-- What a role may do without another person's approval. 2000 bp = 20 % off. NULL refund limit = unlimited.
create table role_limit (
  role text primary key check (role in ('owner', 'manager', 'cashier', 'stylist')),
  discount_bp integer not null check (discount_bp between 0 and 10000),
  refund_fen bigint check (refund_fen >= 0)
);
insert into role_limit (role, discount_bp, refund_fen) values
  ('owner', 10000, null), ('manager', 3000, null), ('cashier', 500, 20000), ('stylist', 0, 0);
