-- What is still owed, without what was used up long ago: the liability of all stores among half a million lots, and the lots behind a figure.
-- A lot that is spent from has its row moved in every index anyway, as others depend on what remains too.
create index lot_open on lot (store_id, kind, created_at, id) include (unit, remaining, value_fen) where remaining > 0;

-- What moved since an instant, which is taken off what is there now. Tables that only grow keep their rows in the order of time, so that a
-- summary of each stretch of pages is enough; a sale pays next to nothing for it.
create index wallet_transaction_at on wallet_transaction using brin (at) with (pages_per_range = 16, autosummarize = on);
create index receivable_movement_at on receivable_movement using brin (at) with (pages_per_range = 16, autosummarize = on);
create index deposit_movement_at on deposit_movement using brin (at) with (pages_per_range = 16, autosummarize = on);
