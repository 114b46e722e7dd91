-- How prepaid money is given back by law: formulas' parameters with effective dates. Append-only: a change is a row more.
create table refund_rule_set (
  id uuid primary key,
  version integer not null unique check (version > 0),
  effective_from date not null,
  params jsonb not null,
  -- The text of law or contract that these parameters follow.
  source text not null check (char_length(source) between 1 and 500),
  note text not null default '',
  published_by uuid references staff,
  published_at timestamptz not null
);

-- Yearly rates as published, with the day from which they held. Append-only: of two rows for one day the later recorded holds.
create table interest_rate (
  id uuid primary key,
  kind text not null check (kind in ('lpr_1y', 'deposit_1y')),
  effective_from date not null,
  -- 300 = 3.00 % a year.
  rate_bp integer not null check (rate_bp between 0 and 3600),
  source text not null check (char_length(source) between 1 and 500),
  recorded_by uuid references staff,
  recorded_at timestamptz not null
);
create index interest_rate_kind on interest_rate (kind, effective_from desc, recorded_at desc);

insert into refund_rule_set (id, version, effective_from, params, source, note, published_at) values (gen_random_uuid(), 1, '2025-05-01', '{
  "coolingOffDays": 7, "payOutDays": 5, "wechatDays": 365, "yearDays": 365, "isBonusShared": true,
  "interest": {"merchant": "lpr_1y", "customer": "deposit_1y", "neutral": "lpr_1y"},
  "causes": {"cooling_off": "neutral", "relocation": "merchant", "obligations_transferred": "merchant", "unlimited_not_deliverable": "merchant",
    "breach": "merchant", "merchant_closes": "merchant", "health": "neutral", "mistake": "neutral", "minor": "neutral",
    "customer_wish": "customer", "other": "neutral"}
}', '法释〔2025〕4号（2025-05-01起施行）第10、13—22条', '', now());

insert into interest_rate (id, kind, effective_from, rate_bp, source, recorded_at)
select gen_random_uuid(), r.kind, r.effective_from::date, r.rate_bp, r.source, now()
from (values
  ('lpr_1y', '2019-08-20', 425, '全国银行间同业拆借中心 1年期LPR'), ('lpr_1y', '2019-09-20', 420, '全国银行间同业拆借中心 1年期LPR'),
  ('lpr_1y', '2019-11-20', 415, '全国银行间同业拆借中心 1年期LPR'), ('lpr_1y', '2020-02-20', 405, '全国银行间同业拆借中心 1年期LPR'),
  ('lpr_1y', '2020-04-20', 385, '全国银行间同业拆借中心 1年期LPR'), ('lpr_1y', '2021-12-20', 380, '全国银行间同业拆借中心 1年期LPR'),
  ('lpr_1y', '2022-01-20', 370, '全国银行间同业拆借中心 1年期LPR'), ('lpr_1y', '2022-08-22', 365, '全国银行间同业拆借中心 1年期LPR'),
  ('lpr_1y', '2023-06-20', 355, '全国银行间同业拆借中心 1年期LPR'), ('lpr_1y', '2023-08-21', 345, '全国银行间同业拆借中心 1年期LPR'),
  ('lpr_1y', '2024-07-22', 335, '全国银行间同业拆借中心 1年期LPR'), ('lpr_1y', '2024-10-21', 310, '全国银行间同业拆借中心 1年期LPR'),
  ('lpr_1y', '2025-05-20', 300, '全国银行间同业拆借中心 1年期LPR'),
  ('deposit_1y', '2015-10-24', 150, '中国人民银行 1年期存款基准利率')
) as r(kind, effective_from, rate_bp, source);

-- A rate that the contract itself names wins over the published ones.
alter table terms add column agreed_rate_bp integer check (agreed_rate_bp between 0 and 3600);

-- A member asks prepaid money back. What was found stands in its worksheets; what was paid, in the document of sales.
create table prepaid_refund (
  id uuid primary key,
  member_id uuid not null references member,
  store_id uuid not null references store,
  state text not null default 'requested' check (state in ('requested', 'paid', 'cancelled')),
  reason_code text not null check (reason_code ~ '^[a-z_]{2,40}$'),
  cause text not null check (cause in ('merchant', 'customer', 'neutral')),
  rule_set_id uuid not null references refund_rule_set,
  -- When the contract ended: from this day interest runs, and the days of an unlimited pass are counted.
  rescinded_on date not null,
  service_stopped_on date,
  had_same_service boolean not null,
  gifts jsonb not null default '[]',
  note text not null default '',
  -- The day by which the money has to be paid.
  due_on date not null,
  requested_by uuid references staff,
  requested_at timestamptz not null,
  closed_by uuid references staff,
  closed_at timestamptz,
  cancel_reason text not null default '',
  refund_id uuid unique references refund,
  check ((state = 'requested') = (closed_at is null)),
  check ((state = 'paid') = (refund_id is not null)),
  check ((state = 'cancelled') = (cancel_reason <> '')),
  check (service_stopped_on <= rescinded_on)
);
create index prepaid_refund_member on prepaid_refund (member_id, requested_at desc);
create index prepaid_refund_store on prepaid_refund (store_id, requested_at desc, id desc);
create index prepaid_refund_due on prepaid_refund (store_id, due_on) where state = 'requested';

create table prepaid_refund_grant (
  request_id uuid not null references prepaid_refund,
  -- The top-up or pass: lots granted together.
  grant_id uuid not null,
  -- Only so much of the principal that is left; null is all.
  portion_fen bigint check (portion_fen > 0),
  is_open boolean not null default true,
  primary key (request_id, grant_id)
);
-- Nobody asks twice for the same money at once.
create unique index prepaid_refund_grant_open on prepaid_refund_grant (grant_id) where is_open;

-- The whole computation as it stood at the request and at the pay-out, to be printed the same in ten years. Append-only.
create table prepaid_worksheet (
  id uuid primary key,
  request_id uuid not null references prepaid_refund,
  purpose text not null check (purpose in ('request', 'payout')),
  body jsonb not null,
  -- Of the body in canonical JSON.
  sha256 bytea not null,
  made_by uuid references staff,
  made_at timestamptz not null,
  unique (request_id, purpose)
);

-- To whom money went by bank transfer; the person's account is sealed. Append-only.
create table bank_payout (
  id uuid primary key,
  request_id uuid not null references prepaid_refund,
  amount_fen bigint not null check (amount_fen > 0),
  key_wrapped bytea not null,
  payee_enc bytea not null,
  account_enc bytea not null,
  account_last4 text not null check (char_length(account_last4) <= 4),
  reference text not null default '',
  paid_by uuid references staff,
  paid_at timestamptz not null
);
create index bank_payout_request on bank_payout (request_id);

-- The document in sales: a refund that belongs to no single bill.
alter table refund alter column ticket_id drop not null;
alter table refund drop constraint refund_kind_check;
alter table refund add constraint refund_kind_check check (kind in ('refund', 'void', 'prepaid_refund'));
alter table refund add constraint refund_ticket_check check ((kind = 'prepaid_refund') = (ticket_id is null));
alter table refund drop constraint refund_reason_code_check;
alter table refund add constraint refund_reason_code_check check (reason_code ~ '^[a-z_]{2,40}$');
alter table document_counter drop constraint document_counter_kind_check;
alter table document_counter add constraint document_counter_kind_check check (kind in ('ticket', 'refund', 'prepaid_refund'));
alter table refund_tender alter column tender_id drop not null;
alter table refund_tender add column reference text not null default '';
alter table refund_tender drop constraint refund_tender_kind_check;
alter table refund_tender add constraint refund_tender_kind_check
  check (kind in ('cash', 'wechat', 'alipay', 'bank_card', 'bank_transfer', 'stored_value', 'pass'));

-- Why so much was paid: what the shop owed, what it keeps (negative) or pays above that, gifts, interest. Adds up to the document.
create table prepaid_refund_line (
  id uuid primary key,
  refund_id uuid not null references refund,
  ordinal integer not null,
  kind text not null check (kind in ('lot_value', 'result', 'gift', 'interest')),
  grant_id uuid,
  amount_fen bigint not null,
  unique (refund_id, ordinal),
  check ((kind = 'gift') = (grant_id is null))
);
create index prepaid_refund_line_grant on prepaid_refund_line (grant_id) where grant_id is not null;

-- What was taken out of which lot.
create table prepaid_refund_lot (
  refund_id uuid not null references refund,
  lot_id uuid not null references lot,
  grant_id uuid not null,
  quantity bigint not null check (quantity > 0),
  value_fen bigint not null check (value_fen >= 0),
  primary key (refund_id, lot_id)
);
create index prepaid_refund_lot_lot on prepaid_refund_lot (lot_id);
