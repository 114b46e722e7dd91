/** The nightly figures of members: visits, spending and last visit for lists, steps of spending for filters, automatic tags. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { addDays } from '../../platform/time.ts'
import { fieldsOf } from '../fields/index.ts'
import { membersForRenewal, renewTokens } from './member-for-change.ts'
import { openContact, phoneHash, tokenOf } from './person.ts'
import { SPEND_STEPS_FEN } from './rules.ts'
import { fillPhoneHashes } from './store.ts'
import { spendSince, visitCounts } from './tag-rules/facts.ts'
import { brandToday, findRules } from './tag-rules/store.ts'
import { evaluateTagRule } from './tag-rules/verbs.ts'

const YEAR_DAYS = 365

/** Works out the figures of every member anew; only what changed is written. */
export async function refreshStats(ctx: WriteCtx): Promise<void> {
  const today = await brandToday(ctx)
  await sql`set local statement_timeout = 0`.execute(ctx.db)
  const { rows } = await sql<{ changed: number }>`
    with fresh as (
      select m.member_no, coalesce(v.visits, 0) as visits, greatest(coalesce(s.spend_fen, 0), 0) as spend_fen, v.last_on
      from member m left join (${visitCounts(null)}) v on v.owner_id = m.id
      left join (${spendSince(addDays(today, -YEAR_DAYS))}) s on s.owner_id = m.id
    ), written as (
      insert into member_stat (member_no, visits, spend_fen, last_visit_on) select member_no, visits, spend_fen, last_on from fresh
      on conflict (member_no) do update set visits = excluded.visits, spend_fen = excluded.spend_fen, last_visit_on = excluded.last_visit_on
      where (member_stat.visits, member_stat.spend_fen, member_stat.last_visit_on)
        is distinct from (excluded.visits, excluded.spend_fen, excluded.last_visit_on)
      returning 1
    )
    select count(*) as changed from written`.execute(ctx.db)
  await refreshSteps(ctx)
  ctx.audit({ action: 'member.refresh_stats', subjectKind: 'Brand', subjectId: ctx.brand.id, detail: { changed: rows[0]?.changed ?? 0 } })
}

/** Tokens of the steps that a member's spending reached: one for each step, so that a filter is one more list to agree with. */
async function refreshSteps(ctx: WriteCtx): Promise<void> {
  const steps = SPEND_STEPS_FEN.map((fen) => ({ token: tokenOf(ctx.brand, { kind: 'spend', value: String(fen) }), fen }))
  await sql`
    with step as (select token::bigint, fen from jsonb_to_recordset(${JSON.stringify(steps)}::jsonb) as s(token text, fen bigint)),
      reached as (
        select step.token, stat.member_no from step join member_stat stat on stat.spend_fen >= step.fen
        join member m on m.member_no = stat.member_no and m.merged_into_id is null and m.person_key is not null
      ), gone as (
        delete from member_token k where k.token in (select token from step)
          and not exists (select 1 from reached r where r.token = k.token and r.member_no = k.member_no)
      )
    insert into member_token (token, member_no) select token, member_no from reached on conflict do nothing`.execute(ctx.db)
}

/** Gives every automatic tag to whom its rule holds of today. */
export async function evaluateTagRules(ctx: WriteCtx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(ctx.db)
  const rules = await findRules(ctx)
  for (const rule of rules) if (rule.isActive) await evaluateTagRule(ctx, rule.id)
  ctx.audit({ action: 'tag_rule.evaluate_all', subjectKind: 'Brand', subjectId: ctx.brand.id, detail: { rules: rules.length } })
}

/** Renews what a run of members is found by. @returns the running number to go on after, null at the end */
export async function reindexMembers(ctx: WriteCtx, afterNo: number, limit: number): Promise<number | null> {
  const rows = await membersForRenewal(ctx, afterNo, limit)
  const fields = await fieldsOf(ctx, 'member')
  for (const row of rows) await renewTokens(ctx, row, undefined, fields)
  await fillPhoneHashes(
    ctx,
    rows.map((row) => ({ id: row.id, hash: phoneHash(ctx.brand, openContact(ctx.brand, row).phone) })),
  )
  const last = rows.at(-1)?.member_no ?? null
  ctx.audit({ action: 'member.reindex', subjectKind: 'Brand', subjectId: ctx.brand.id, detail: { count: rows.length, afterNo } })
  return rows.length < limit ? null : last
}
