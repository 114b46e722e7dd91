/** SQL on the rule sets and interest rates: both are only ever added to. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import type { LocalDate } from '../../platform/time.ts'
import { RulesMissing } from './errors.ts'
import type { RateKind, RuleParams } from './rule-params.ts'
import type { RuleSet } from './worksheet.ts'

/** Adds the next version; publishers take turns. */
export async function insertRuleSet(
  ctx: WriteCtx,
  rule: { id: string; effectiveFrom: LocalDate; params: RuleParams; source: string; note: string },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended('refund_rule_set|' || ${ctx.brand.id}::text, 0))`.execute(ctx.db)
  const { rows } = await sql<{ version: number }>`
    insert into refund_rule_set (id, version, effective_from, params, source, note, published_by, published_at)
    select ${rule.id}::uuid, coalesce(max(version), 0) + 1, ${rule.effectiveFrom}::date, ${JSON.stringify(rule.params)}::jsonb, ${rule.source}, ${rule.note},
      ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz
    from refund_rule_set returning version`.execute(ctx.db)
  return rows[0]?.version ?? 0
}

export async function insertRate(
  ctx: WriteCtx,
  rate: { id: string; kind: RateKind; effectiveFrom: LocalDate; rateBp: number; source: string },
): Promise<void> {
  await ctx.db
    .insertInto('interest_rate')
    .values({
      id: rate.id,
      kind: rate.kind,
      effective_from: rate.effectiveFrom,
      rate_bp: rate.rateBp,
      source: rate.source,
      recorded_by: ctx.actor.id,
      recorded_at: ctx.now,
    })
    .execute()
}

/** The rules in force on a day; the newest of those that say so. @throws RulesMissing */
export async function ruleSetOn(ctx: ReadCtx, day: LocalDate): Promise<RuleSet> {
  const row = await ctx.db
    .selectFrom('refund_rule_set')
    .selectAll()
    .where('effective_from', '<=', day)
    .orderBy('effective_from', 'desc')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) throw new RulesMissing({ day })
  return toRuleSet(row)
}

export async function ruleSetById(ctx: ReadCtx, id: string): Promise<RuleSet> {
  return toRuleSet(await ctx.db.selectFrom('refund_rule_set').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
}

function toRuleSet(row: { id: string; version: number; effective_from: string; source: string; params: unknown }): RuleSet {
  return { id: row.id, version: row.version, effectiveFrom: row.effective_from, source: row.source, params: row.params as RuleParams }
}
