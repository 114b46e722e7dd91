-- Which caps on prepaid balances a brand keeps to: data, so that a rule of another place is a row more. Null is no cap.
create table compliance_profile (
  code text primary key check (code ~ '^[a-z_]{2,30}$'),
  -- The most one named holder (a member) may have on the card right after a top-up, and one unnamed (a gift card).
  named_cap_fen bigint check (named_cap_fen > 0),
  unnamed_cap_fen bigint check (unnamed_cap_fen > 0),
  count_bonus boolean not null
);
insert into compliance_profile (code, named_cap_fen, unnamed_cap_fen, count_bonus) values
  ('off', null, null, false), ('national', 500000, 100000, false), ('national_bonus', 500000, 100000, true);

alter table brand_setting
  -- Spending of own means above this needs the member's PIN: 0 always, null never.
  add column pin_threshold_fen bigint default 50000 check (pin_threshold_fen >= 0),
  -- What happens above it to a member who has none.
  add column pin_missing text not null default 'allow' check (pin_missing in ('allow', 'refuse')),
  add column card_prefix text not null default '8' check (card_prefix ~ '^[0-9A-Z]{0,4}$'),
  add column card_digits smallint not null default 8 check (card_digits between 5 and 10),
  -- A brand that was there before keeps selling as it did; a brand that is founded begins with the national caps.
  add column compliance_profile text not null default 'off' references compliance_profile;

-- The holder of a gift card: owns lots like a member, and is nobody.
alter table member add column is_anonymous boolean not null default false;
alter table member add check (not is_anonymous or person_key is null);

create table member_card (
  id uuid primary key,
  card_no bigint generated always as identity unique,
  member_id uuid not null references member,
  number text not null unique check (number ~ '^[0-9A-Z]{6,20}$'),
  form text not null check (form in ('physical', 'virtual')),
  state text not null check (state in ('issued', 'active', 'lost', 'frozen', 'replaced', 'closed')),
  -- Part of what the printed QR proves: counted up when the card changes hands, so that the old print is dead.
  qr_version integer not null default 1,
  valid_until date,
  -- While the card is lost or frozen, the member's money rests too.
  stops_spending boolean not null default false,
  store_id uuid not null references store,
  issued_by uuid references staff,
  issued_at timestamptz not null,
  activated_by uuid references staff,
  activated_at timestamptz,
  activated_store_id uuid references store,
  -- The card whose number this one took over from.
  replaces_id uuid unique references member_card,
  check ((state in ('active', 'lost', 'frozen')) <= (activated_at is not null))
);
create index member_card_member on member_card (member_id, card_no);
create index member_card_state on member_card (state, card_no desc);

-- What was done with a card, by whom, where and why. Append-only.
create table card_event (
  id uuid primary key,
  card_id uuid not null references member_card,
  verb text not null check (verb in ('issue', 'activate', 'lose', 'freeze', 'recover', 'replace', 'close', 'hand_over')),
  reason text not null default '',
  actor_id uuid references staff,
  store_id uuid not null references store,
  at timestamptz not null
);
create index card_event_card on card_event (card_id, at);

-- What stands before a member's money: the payment PIN, and a stop while a card is lost. No row: neither.
create table member_guard (
  member_id uuid primary key references member,
  pin_hash text,
  pin_set_at timestamptz,
  -- A card whose loss stops spending, if there is one: kept here so that a sale finds it by the member alone.
  stopped_by_card_id uuid references member_card
);

-- Tries at a PIN (by member) or at gift card codes (by person at the till), counted before the secret is looked at.
create table secret_guard (
  kind text not null check (kind in ('pin', 'gift_code')),
  subject_id uuid not null,
  failed_count integer not null,
  last_at timestamptz not null,
  locked_until timestamptz,
  primary key (kind, subject_id)
);

-- One proof that the holder consents to spending at most so much: by PIN, or by the code of a gift card. Used at most once.
create table pin_proof (
  id uuid primary key,
  member_id uuid not null references member,
  requester_id uuid not null references staff,
  store_id uuid not null references store,
  limit_fen bigint not null check (limit_fen >= 0),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  used_for uuid,
  check ((used_at is null) = (used_for is null))
);

-- A gift card: its lots belong to a holder without a person. The code itself is kept nowhere.
create table gift_card (
  id uuid primary key,
  member_id uuid not null unique references member,
  code_mac bytea not null unique,
  state text not null check (state in ('open', 'claimed')),
  store_id uuid not null references store,
  issued_by uuid references staff,
  issued_at timestamptz not null,
  revealed_count integer not null default 0,
  claimed_by_member_id uuid references member,
  claimed_at timestamptz,
  claimed_by uuid references staff,
  claimed_store_id uuid references store,
  check ((state = 'claimed') = (claimed_by_member_id is not null)),
  check ((state = 'claimed') = (claimed_at is not null))
);
create index gift_card_store on gift_card (store_id, issued_at desc);

-- Notice of a transfer of what somebody owns to another: numbered, dated, with both parties. Append-only.
create table transfer_counter (
  store_id uuid not null references store,
  business_day date not null,
  last integer not null,
  primary key (store_id, business_day)
);

create table transfer (
  id uuid primary key,
  kind text not null check (kind in ('whole', 'part', 'claim')),
  number text not null unique,
  store_id uuid not null references store,
  business_day date not null,
  from_member_id uuid not null references member,
  to_member_id uuid not null references member,
  -- The card that changed hands with it, and the rules both parties were shown.
  card_id uuid references member_card,
  terms_id uuid references terms,
  reason text not null default '',
  value_fen bigint not null check (value_fen >= 0),
  -- When the notice reached the shop: from then on the transfer holds.
  noticed_at timestamptz not null,
  recorded_by uuid references staff,
  recorded_at timestamptz not null,
  check (from_member_id <> to_member_id),
  check (noticed_at <= recorded_at)
);
create index transfer_from on transfer (from_member_id, recorded_at desc);
create index transfer_to on transfer (to_member_id, recorded_at desc);

create table transfer_line (
  transfer_id uuid not null references transfer,
  ordinal integer not null,
  from_lot_id uuid not null references lot,
  to_lot_id uuid not null references lot,
  quantity bigint not null check (quantity > 0),
  value_fen bigint not null check (value_fen >= 0),
  primary key (transfer_id, ordinal)
);

-- A lot that came by transfer knows the lot it was taken from; price, terms, store and age are those of that one.
alter table lot add column origin_lot_id uuid references lot;
alter table lot drop constraint lot_origin_kind_check;
alter table lot add constraint lot_origin_kind_check check (origin_kind in ('ticket_line', 'grant', 'import', 'transfer'));
alter table lot add check ((origin_kind = 'transfer') = (origin_lot_id is not null));
create index lot_origin_lot on lot (origin_lot_id) where origin_lot_id is not null;
alter table wallet_transaction drop constraint wallet_transaction_reason_check;
alter table wallet_transaction add constraint wallet_transaction_reason_check
  check (reason in ('top_up', 'pass_sale', 'spend', 'refund', 'void', 'expiry', 'elapse', 'grant', 'adjust', 'transfer'));
alter table wallet_transaction drop constraint wallet_transaction_source_kind_check;
alter table wallet_transaction add constraint wallet_transaction_source_kind_check
  check (source_kind in ('ticket', 'refund', 'expiry', 'grant', 'transfer'));
