-- Printers of a store, what was sent to them and what became of it, and every opening of a cash drawer.
create table printer (
  id uuid primary key,
  store_id uuid not null references store,
  name text not null check (char_length(name) between 1 and 40),
  kind text not null default 'network' check (kind = 'network'),
  host text not null check (char_length(host) between 1 and 253),
  port integer not null check (port between 1 and 65535),
  -- 32 columns are 58 mm paper, 48 are 80 mm.
  columns smallint not null check (columns in (32, 48)),
  lang text not null check (lang in ('zh-CN', 'zh-TW', 'en')),
  has_drawer boolean not null,
  has_cutter boolean not null,
  -- Whether the printer is asked how it is; and whether it was ever heard to answer: null while nobody knows.
  asks_status boolean not null,
  answers_status boolean,
  prints_receipts boolean not null,
  prints_reports boolean not null,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (store_id, name),
  check (is_active or not (prints_receipts or prints_reports))
);
create unique index printer_receipts on printer (store_id) where prints_receipts;
create unique index printer_reports on printer (store_id) where prints_reports;

create table print_job (
  id uuid primary key,
  -- The order in which a printer is given its jobs.
  seq bigint generated always as identity unique,
  store_id uuid not null references store,
  printer_id uuid not null references printer,
  -- What is printed: ticket, refund, test … and which one. Nothing of its content is kept here: it is drawn when it is sent.
  source_kind text not null check (source_kind ~ '^[a-z][a-z_]{1,30}$'),
  source_id uuid,
  -- How many times this document was printed before: the paper says so.
  copy integer not null check (copy >= 0),
  opens_drawer boolean not null,
  state text not null check (state in ('queued', 'sending', 'sent', 'failed', 'unknown', 'resolved')),
  attempts integer not null default 0,
  not_before timestamptz not null,
  -- A sender that has not reported by then is gone: what it did is not known.
  sending_until timestamptz,
  problem text,
  requested_by uuid references staff,
  requested_at timestamptz not null,
  ended_at timestamptz,
  -- Printed again: the job whose paper is in doubt.
  again_of uuid references print_job,
  resolution text check (resolution in ('printed', 'again', 'dropped')),
  check ((state = 'sending') = (sending_until is not null)),
  check ((state in ('failed', 'unknown')) <= (problem is not null)),
  check ((state = 'resolved') = (resolution is not null)),
  check (source_kind = 'drawer' or source_id is not null)
);
create unique index print_job_sending on print_job (printer_id) where state = 'sending';
create index print_job_queue on print_job (printer_id, seq) where state in ('queued', 'sending');
create index print_job_attention on print_job (store_id, seq desc) where state in ('failed', 'unknown');
create index print_job_store on print_job (store_id, seq desc);
create index print_job_source on print_job (source_kind, source_id);

-- What happened to a job, as facts that stay.
create table print_event (
  job_id uuid not null references print_job,
  seq bigint generated always as identity,
  what text not null check (what in ('requested', 'sending', 'sent', 'delayed', 'failed', 'unknown', 'printed', 'again', 'dropped')),
  problem text,
  bytes integer,
  actor_id uuid references staff,
  at timestamptz not null,
  primary key (job_id, seq)
);

create table drawer_opening (
  id uuid primary key,
  store_id uuid not null references store,
  printer_id uuid not null references printer,
  job_id uuid not null references print_job,
  reason text not null check (reason in ('cash_sale', 'cash_refund', 'change', 'float', 'count', 'other')),
  note text not null default '' check (char_length(note) <= 200),
  -- The bill or refund whose cash it was.
  source_id uuid,
  opened_by uuid references staff,
  opened_at timestamptz not null,
  check ((source_id is not null) = (reason in ('cash_sale', 'cash_refund'))),
  check (reason <> 'other' or note <> '')
);
create index drawer_opening_store on drawer_opening (store_id, opened_at desc, id desc);
