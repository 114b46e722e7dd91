-- The member file: fields a brand adds by itself, households, consents, assessments, care plans, tags by rule, merges, saved views.

-- What a brand wants to know beyond the built-in fields. Values of members are sealed with the person, those of products are plain.
create table custom_field (
  id uuid primary key,
  subject text not null check (subject in ('member', 'product')),
  label text not null check (char_length(label) between 1 and 30),
  kind text not null check (kind in ('text', 'number', 'date', 'choice', 'multi', 'boolean')),
  -- [{key, label, isActive}] of choice and multi; a choice once given stays, so that old values keep their words.
  choices jsonb not null default '[]',
  is_required boolean not null default false,
  is_searchable boolean not null default false,
  visible_to text not null default 'everyone' check (visible_to in ('everyone', 'desk', 'managers')),
  sort integer not null default 0,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null,
  unique (subject, label)
);
alter table item add column fields jsonb not null default '{}';

alter table member
  add column fields_enc bytea,
  add column adviser_id uuid references staff,
  add column photo_id uuid references attachment,
  -- Another record of the same person: look-ups go on to the survivor, and what this one owns stays where it was.
  add column merged_into_id uuid references member check (merged_into_id <> id);
create index member_merged on member (merged_into_id) where merged_into_id is not null;
create index member_adviser on member (adviser_id) where adviser_id is not null;

-- Figures for lists and filters, as of the last night.
create table member_stat (
  member_no bigint primary key references member (member_no),
  visits integer not null,
  spend_fen bigint not null,
  last_visit_on date
);
create index member_stat_spend on member_stat (spend_fen desc, member_no desc);
create index member_stat_last_visit on member_stat ((coalesce(last_visit_on, '0001-01-01'::date)) desc, member_no desc);

create table member_note (
  id uuid primary key,
  member_id uuid not null references member,
  body_enc bytea not null,
  written_by uuid references staff,
  at timestamptz not null
);
create index member_note_member on member_note (member_id, at desc);

-- Phones shown in full: one counter per person and stretch of time, kept even when the showing was refused.
create table phone_reveal_window (
  staff_id uuid not null references staff,
  began_at timestamptz not null,
  count integer not null,
  primary key (staff_id, began_at)
);

-- Tags given by a rule are never given by hand.
alter table tag add column is_auto boolean not null default false;
create table tag_rule (
  id uuid primary key,
  tag_id uuid not null unique references tag,
  conditions jsonb not null,
  is_active boolean not null default true,
  evaluated_at timestamptz,
  version integer not null default 1,
  created_at timestamptz not null
);

-- What a merge did, so that it can be undone: which fields came from whom, and what the survivor was before (sealed as it was).
create table member_merge (
  id uuid primary key,
  survivor_id uuid not null references member,
  merged_id uuid not null references member,
  choices jsonb not null,
  before jsonb not null,
  merged_by uuid references staff,
  merged_at timestamptz not null,
  undone_by uuid references staff,
  undone_at timestamptz,
  check (survivor_id <> merged_id)
);
create index member_merge_survivor on member_merge (survivor_id, merged_at desc);
create unique index member_merge_open on member_merge (merged_id) where undone_at is null;

-- People who may draw on one another's lots: owners lend, users draw, within limits of a day.
create table household (
  id uuid primary key,
  daily_limit_fen bigint check (daily_limit_fen >= 0),
  daily_limit_sessions integer check (daily_limit_sessions >= 0),
  version integer not null default 1,
  created_at timestamptz not null
);
create table household_member (
  member_id uuid primary key references member,
  household_id uuid not null references household,
  role text not null check (role in ('owner', 'user')),
  -- Of this person alone; the household's limit holds besides.
  daily_limit_fen bigint check (daily_limit_fen >= 0),
  daily_limit_sessions integer check (daily_limit_sessions >= 0),
  joined_at timestamptz not null
);
create index household_member_household on household_member (household_id);

-- Consents by purpose: what was read, and every giving and withdrawing. Both are only added to; the newest row of a purpose holds.
create table consent_text (
  id uuid primary key,
  purpose text not null check (purpose in ('health', 'photo', 'marketing')),
  version integer not null check (version > 0),
  body text not null check (char_length(body) between 1 and 4000),
  published_by uuid references staff,
  published_at timestamptz not null,
  unique (purpose, version)
);
insert into consent_text (id, purpose, version, body, published_at) values
  (gen_random_uuid(), 'health', 1, '为了安全地为您服务，门店会记录您的皮肤、头皮状况、过敏史和护理过程。这些信息加密保存，只有为您服务的人员能看到，不会提供给第三方。您可以随时要求查看、更正或停止使用。', now()),
  (gen_random_uuid(), 'photo', 1, '门店会拍摄并加密保存您的照片，用于防止会员卡被他人冒用，以及护理前后的对比。未经您另外同意，照片不会用于宣传，也不会离开本店。您可以随时要求删除。', now()),
  (gen_random_uuid(), 'marketing', 1, '门店可以通过短信、微信等方式向您发送优惠、活动和生日祝福。您可以随时退订，退订不影响您享受服务和查询余额。', now());
create table consent (
  id uuid primary key,
  member_id uuid not null references member,
  purpose text not null check (purpose in ('health', 'photo', 'marketing')),
  is_given boolean not null,
  text_id uuid not null references consent_text,
  channel text not null check (channel in ('on_screen', 'paper', 'spoken', 'phone')),
  recorded_by uuid references staff,
  store_id uuid not null references store,
  at timestamptz not null
);
create index consent_member on consent (member_id, purpose, at desc);

-- A questionnaire with scores. A changed one is a new version; assessments keep the one they were taken with.
create table assessment_template (
  id uuid primary key,
  key text not null check (key ~ '^[a-z0-9_]{1,40}$'),
  version integer not null check (version > 0),
  name text not null check (char_length(name) between 1 and 40),
  -- [{key, label, answers: [{key, label, score}]}]
  questions jsonb not null,
  -- [{fromScore, label, advice}], lowest first
  bands jsonb not null,
  is_active boolean not null default true,
  created_at timestamptz not null,
  unique (key, version)
);
-- Answers, score, band and notes are about health: sealed under the person's key.
create table assessment (
  id uuid primary key,
  member_id uuid not null references member,
  template_id uuid not null references assessment_template,
  store_id uuid not null references store,
  result_enc bytea not null,
  before_photo_id uuid references attachment,
  after_photo_id uuid references attachment,
  taken_by uuid references staff,
  taken_at timestamptz not null,
  version integer not null default 1
);
create index assessment_member on assessment (member_id, taken_at desc);

create table care_plan (
  id uuid primary key,
  member_id uuid not null references member,
  assessment_id uuid references assessment,
  -- Title and aim.
  words_enc bytea not null,
  adviser_id uuid references staff,
  store_id uuid not null references store,
  state text not null default 'open' check (state in ('open', 'done', 'stopped')),
  version integer not null default 1,
  created_at timestamptz not null
);
create index care_plan_member on care_plan (member_id, created_at desc);
create table care_step (
  id uuid primary key,
  plan_id uuid not null references care_plan,
  ordinal integer not null,
  item_id uuid references item,
  note_enc bytea,
  due_on date not null,
  state text not null default 'planned' check (state in ('planned', 'done', 'skipped')),
  ended_by uuid references staff,
  ended_at timestamptz,
  unique (plan_id, ordinal),
  check ((state = 'planned') = (ended_at is null))
);
create index care_step_due on care_step (due_on, id) where state = 'planned';

-- A list as somebody likes to see it: the part of its address after the question mark.
create table saved_view (
  id uuid primary key,
  staff_id uuid not null references staff,
  page text not null check (char_length(page) between 1 and 30),
  name text not null check (char_length(name) between 1 and 30),
  query text not null check (char_length(query) <= 1000),
  is_shared boolean not null default false,
  created_at timestamptz not null,
  unique (staff_id, page, name)
);
create index saved_view_page on saved_view (page);
