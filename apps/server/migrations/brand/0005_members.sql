create table level (
  id uuid primary key,
  name text not null unique check (char_length(name) between 1 and 20),
  rank integer not null unique,
  service_discount_bp integer not null default 0 check (service_discount_bp between 0 and 10000),
  product_discount_bp integer not null default 0 check (product_discount_bp between 0 and 10000),
  version integer not null default 1
);

-- Every personal field is encrypted under person_key, which is itself wrapped by the brand's key:
-- destroying person_key erases the person and leaves the money ledger whole.
create table member (
  id uuid primary key,
  member_no bigint generated always as identity unique,
  number text not null unique check (number ~ '^[0-9A-Z]{3,20}$'),
  level_id uuid not null references level,
  home_store_id uuid not null references store,
  sex text check (sex in ('female', 'male', 'other')),
  source text not null default '',
  person_key bytea,
  -- Name and phone together: what every list shows is opened at once.
  contact_enc bytea,
  birthday_enc bytea,
  preferences_enc bytea,
  allergies_enc bytea,
  notes_enc bytea,
  is_active boolean not null default true,
  version integer not null default 1,
  created_by uuid,
  created_at timestamptz not null
);

-- Blind index: keyed hashes of phone, last four, name parts, pinyin and initials. One look-up per search, newest first.
create table member_token (
  token bigint not null,
  member_no bigint not null references member (member_no),
  primary key (token, member_no)
);
create index member_token_member on member_token (member_no);

create table tag (
  id uuid primary key,
  name text not null unique check (char_length(name) between 1 and 20),
  created_at timestamptz not null
);

create table member_tag (
  tag_id uuid not null references tag,
  member_id uuid not null references member,
  primary key (tag_id, member_id)
);
-- The tags of one member are read from this index alone.
create index member_tag_member on member_tag (member_id, tag_id);
