-- When prices rose after a member had paid in: say so at the desk, or sell at the prices the money was paid in under.
alter table brand_setting add column old_prices text not null default 'warn' check (old_prices in ('warn', 'honour'));

alter table line_adjustment drop constraint line_adjustment_kind_check,
  add constraint line_adjustment_kind_check
  check (kind in ('store_price', 'price_lock', 'level', 'pass_price', 'manual', 'override'));
