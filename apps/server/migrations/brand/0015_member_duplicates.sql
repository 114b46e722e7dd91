-- Records that may be one person: the keyed hash of the phone beside the member, so that equal ones stand together.
alter table member add column phone_hash bytea;
create index member_phone_hash on member (phone_hash) where phone_hash is not null;

-- Somebody looked at two records and said that they are two people (a family shares a phone).
create table member_distinct (
  first_id uuid not null references member,
  second_id uuid not null references member,
  said_by uuid references staff,
  at timestamptz not null,
  primary key (first_id, second_id),
  check (first_id < second_id)
);
