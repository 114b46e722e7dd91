-- The registry of brands (chains). Each brand's own tables live in a schema of its own, reached only by its own role.
create table public.brand (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z][a-z0-9_]{1,30}$'),
  schema_name text not null unique,
  role_name text not null unique,
  name text not null check (char_length(name) between 1 and 80),
  trade text not null check (trade in ('hair', 'beauty', 'nail', 'spa')),
  -- The brand's data key, wrapped by the master key that never enters the database.
  wrapped_key bytea not null,
  is_demo boolean not null default false,
  created_at timestamptz not null
);

-- One row at most: what kind of installation this data belongs to, so that `demo` never touches a real shop's data.
create table public.installation (
  id smallint primary key default 1 check (id = 1),
  is_demo boolean not null,
  -- Set last of all when demonstration data is made: without it the data is what an interrupted attempt left.
  demo_completed_at timestamptz,
  created_at timestamptz not null
);

-- Jobs are queued in the transaction that causes them. Brands may queue, and nothing else, in the worker's schema.
create function public.yunbin_enqueue(task text, payload jsonb) returns void
language sql security definer set search_path = pg_catalog as $$
  select from graphile_worker.add_job(task, payload::json)
$$;
revoke all on function public.yunbin_enqueue(text, jsonb) from public;
