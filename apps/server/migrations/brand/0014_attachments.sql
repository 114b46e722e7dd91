-- Files beside something a room keeps: photos, evidence. The content is sealed under a key of its own, wrapped by the brand's.
-- owner_kind and owner_id name what it belongs to; the room that owns that thing decides who may see it.
create table attachment (
  id uuid primary key,
  owner_kind text not null,
  owner_id uuid not null,
  -- What it shows, in the owner's words: 'photo', 'evidence'.
  kind text not null,
  media_type text not null check (media_type in ('image/jpeg', 'application/pdf')),
  width integer,
  height integer,
  -- Size and digest of the content before it was sealed.
  bytes integer not null check (bytes between 1 and 8388608),
  sha256 bytea not null,
  key_wrapped bytea not null,
  content_enc bytea not null,
  created_by uuid,
  created_at timestamptz not null,
  check ((media_type = 'image/jpeg') = (width is not null and height is not null))
);
alter table attachment alter column content_enc set storage external;
create index attachment_owner on attachment (owner_kind, owner_id, created_at);
