create table category (
  id uuid primary key,
  kind text not null check (kind in ('service', 'product', 'pass')),
  name text not null check (char_length(name) between 1 and 40),
  sort integer not null default 0,
  is_active boolean not null default true,
  version integer not null default 1,
  unique (kind, name)
);

-- Everything that can be sold is an item; what only one kind has stands in that kind's own table.
create table item (
  id uuid primary key,
  kind text not null check (kind in ('service', 'product', 'pass', 'top_up')),
  code text not null unique check (code ~ '^[A-Z0-9-]{1,20}$'),
  name text not null check (char_length(name) between 1 and 60),
  -- Full pinyin and initials, lower case, for the desk's one input.
  pinyin text not null default '',
  initials text not null default '',
  category_id uuid references category,
  unit text not null default '次',
  note text not null default '',
  is_favourite boolean not null default false,
  is_active boolean not null default true,
  sort integer not null default 0,
  version integer not null default 1,
  created_at timestamptz not null
);

create table service (
  item_id uuid primary key references item,
  minutes integer not null check (minutes between 5 and 720)
);

create table product_barcode (
  barcode text primary key check (barcode ~ '^[0-9A-Z-]{4,32}$'),
  item_id uuid not null references item
);
create index product_barcode_item on product_barcode (item_id);

create table pass_plan (
  item_id uuid primary key references item,
  validity_days integer check (validity_days between 1 and 3660),
  validity_from text not null default 'sale' check (validity_from in ('sale', 'first_use')),
  -- 时间卡: any number of the named services within validity_days.
  is_unlimited boolean not null default false,
  check (not is_unlimited or (validity_days is not null and validity_from = 'sale'))
);

create table pass_component (
  item_id uuid not null references pass_plan,
  service_item_id uuid not null references service,
  ordinal integer not null,
  sessions integer not null check (sessions between 0 and 1000),
  gifted_sessions integer not null default 0 check (gifted_sessions between 0 and 1000),
  primary key (item_id, service_item_id)
);

create table top_up_tier (
  item_id uuid primary key references item,
  amount_fen bigint not null unique check (amount_fen between 100 and 100000000),
  bonus_fen bigint not null check (bonus_fen between 0 and 100000000)
);

-- A price book version holds only what changed; the price in force is the newest row at or below the version.
create table price_book (
  version integer primary key check (version > 0),
  note text not null default '',
  published_by uuid references staff,
  published_at timestamptz not null
);

-- store_id null: the brand's price. A store row with a null amount falls back to the brand's price again.
create table price (
  id uuid primary key,
  item_id uuid not null references item,
  store_id uuid references store,
  version integer not null references price_book,
  amount_fen bigint check (amount_fen between 0 and 100000000),
  unique nulls not distinct (item_id, store_id, version),
  check (store_id is not null or amount_fen is not null)
);

-- Changes with every change of what the desk sells, so that a server may keep the catalogue in memory and know when it is stale.
-- From a sequence, so that a number once seen inside a transaction that was rolled back never comes again with other content.
create sequence catalog_revision_seq;
create table catalog_revision (
  id smallint primary key default 1 check (id = 1),
  revision bigint not null default nextval('catalog_revision_seq')
);
insert into catalog_revision (id) values (1);
