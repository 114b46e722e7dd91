-- What somebody did, newest first: of a person who did nothing for long, a page of the trail read a million entries.
create index audit_entry_actor on audit_entry (actor_id, seq desc);
