-- Wallet transactions of a day: what was sold, used and left of prepaid money, and the settlement between stores, are read by business
-- day. Bills and refunds have such an index already. It grows at its end only, so that a sale pays next to nothing for it.
create index wallet_transaction_day on wallet_transaction (business_day, store_id);
