-- payer_id: the member who handed over money from outside, where a bill of several people says so. Whose wallet paid stays member_id.
alter table tender
  add column payer_id uuid references member,
  add constraint tender_payer check (payer_id is null or kind in ('cash', 'wechat', 'alipay', 'bank_card'));
