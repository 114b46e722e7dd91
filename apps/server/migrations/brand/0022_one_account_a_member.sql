-- A member's account bears the member's own id, so the key alone makes it one. Two tills opening it at once met the second unique
-- index first, which the insert does not wait at, and one of them failed.
alter table credit_account drop constraint credit_account_member_id_key;
