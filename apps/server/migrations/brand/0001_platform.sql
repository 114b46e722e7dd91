-- What every room uses: answers kept for retried requests, and the audit trail.
create table idempotency_key (
  actor_id uuid not null,
  key text not null check (char_length(key) between 8 and 200),
  operation text not null,
  request_hash bytea not null,
  status smallint,
  response jsonb,
  created_at timestamptz not null,
  primary key (actor_id, key)
);
create index idempotency_key_created on idempotency_key (created_at);

create table audit_entry (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor_id uuid,
  store_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  -- Ids, amounts and codes only: never a name, a phone or a secret.
  detail jsonb not null
);
create index audit_entry_subject on audit_entry (subject_kind, subject_id, seq desc);
