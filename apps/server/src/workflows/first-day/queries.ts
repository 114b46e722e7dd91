import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { type FirstDay, STEPS } from './schemas.ts'

/** How far the shop has come; one statement, each step an index look-up or a table of a few rows. */
export async function firstDay(ctx: ReadCtx): Promise<FirstDay> {
  const { rows } = await sql<Record<(typeof STEPS)[number], boolean>>`
    select exists (select 1 from store where is_active and address <> '' and phone <> '') as store,
      (select coalesce(max(version), 0) > 1 from price_book) as prices,
      (select count(*) > 1 from staff where is_active) as staff,
      (select count(*) > 1 from account where pin_hash is not null) as approver,
      exists (select 1 from printer where is_active) as printer,
      exists (select 1 from shift) as shift,
      exists (select 1 from member where person_key is not null) as member,
      exists (select 1 from lot where kind = 'principal') as "topUp",
      exists (select 1 from ticket where number is not null) as sale,
      exists (select 1 from shift where closed_at is not null) as close`.execute(ctx.db)
  const done = rows[0]
  return { steps: STEPS.map((key) => ({ key, isDone: done?.[key] ?? false })) }
}
