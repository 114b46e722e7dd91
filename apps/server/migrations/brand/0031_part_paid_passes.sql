-- Passes sold part on account 补款卡: the debt belongs to the line that sold the pass, whose id is the grant of its lots.
alter table receivable add column line_id uuid references ticket_line;
create index receivable_line on receivable (line_id) where line_id is not null;

-- Sold before it was wholly paid: what of it may be used follows what has been paid since.
alter table lot add column is_part_paid boolean not null default false;
