-- A bonus may come to the member month by month: so many equal tranches, the first with the top-up itself.
alter table top_up_tier add column bonus_months smallint not null default 1 check (bonus_months between 1 and 36);

-- Signed on the screen: the signature is kept as a sealed picture beside the acceptance.
alter table terms_acceptance add column signature_id uuid references attachment;
alter table terms_acceptance drop constraint terms_acceptance_method_check;
alter table terms_acceptance add check (method in ('signature', 'on_screen', 'paper'));
alter table terms_acceptance add check ((method = 'signature') = (signature_id is not null));
