create table terms (
  id uuid primary key,
  version integer not null unique check (version > 0),
  title text not null,
  body text not null,
  sha256 bytea not null,
  published_by uuid,
  published_at timestamptz not null
);

create table terms_acceptance (
  id uuid primary key,
  member_id uuid not null references member,
  terms_id uuid not null references terms,
  method text not null check (method in ('on_screen', 'paper')),
  witness_id uuid not null references staff,
  store_id uuid not null references store,
  accepted_at timestamptz not null,
  unique (member_id, terms_id)
);
