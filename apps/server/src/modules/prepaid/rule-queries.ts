import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { RateKind, RuleParams } from './rule-params.ts'

/** Every version of the rules, newest first; today is taken from the brand's usual zone. */
export async function listRules(ctx: ReadCtx) {
  const { rows } = await sql<{
    id: string
    version: number
    effective_from: string
    params: RuleParams
    source: string
    note: string
    published_by_name: string | null
    published_at: Temporal.Instant
    is_in_force: boolean
  }>`
    select r.id, r.version, r.effective_from, r.params, r.source, r.note, staff.name as published_by_name, r.published_at,
      r.id = (select id from refund_rule_set where effective_from <= (${ctx.now}::timestamptz at time zone 'Asia/Shanghai')::date
        order by effective_from desc, version desc limit 1) as is_in_force
    from refund_rule_set r left join staff on staff.id = r.published_by
    order by r.version desc limit 200`.execute(ctx.db)
  return {
    items: rows.map((r) => ({
      id: r.id,
      version: r.version,
      effectiveFrom: r.effective_from,
      params: r.params,
      source: r.source,
      note: r.note,
      publishedByName: r.published_by_name,
      publishedAt: r.published_at.toString(),
      isInForce: r.is_in_force,
    })),
  }
}

/** Every rate on record, newest day first, corrections before what they correct. */
export async function listRates(ctx: ReadCtx) {
  const { rows } = await sql<{
    id: string
    kind: RateKind
    effective_from: string
    rate_bp: number
    source: string
    recorded_by_name: string | null
    recorded_at: Temporal.Instant
    is_replaced: boolean
  }>`
    select r.id, r.kind, r.effective_from, r.rate_bp, r.source, staff.name as recorded_by_name, r.recorded_at,
      row_number() over (partition by r.kind, r.effective_from order by r.recorded_at desc, r.id desc) > 1 as is_replaced
    from interest_rate r left join staff on staff.id = r.recorded_by
    order by r.kind desc, r.effective_from desc, r.recorded_at desc, r.id desc limit 500`.execute(ctx.db)
  return {
    items: rows.map((r) => ({
      id: r.id,
      kind: r.kind,
      effectiveFrom: r.effective_from,
      rateBp: r.rate_bp,
      source: r.source,
      recordedByName: r.recorded_by_name,
      recordedAt: r.recorded_at.toString(),
      isReplaced: r.is_replaced,
    })),
  }
}
