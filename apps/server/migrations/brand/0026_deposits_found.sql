-- Somebody who left a deposit and is no member is looked for by name and phone, as members are: by keyed hashes of both, which tell nothing.
alter table deposit add column contact_tokens bigint[] not null default '{}';
