-- Households: an owner may stop sharing at once, and limits hold by the month as well as by the day.
alter table household add column monthly_limit_fen bigint check (monthly_limit_fen >= 0);
alter table household_member
  add column monthly_limit_fen bigint check (monthly_limit_fen >= 0),
  -- Of an owner: whether the others may use what this one owns.
  add column is_sharing boolean not null default true;

-- What a user of a household may take where nothing else was said of them; null is no limit.
alter table brand_setting
  add column shared_daily_limit_fen bigint check (shared_daily_limit_fen >= 0),
  add column shared_monthly_limit_fen bigint check (shared_monthly_limit_fen >= 0);

-- What somebody used of others is summed up before they use more.
create index movement_used_by on movement (used_by) where used_by is not null;
