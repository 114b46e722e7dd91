import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { NewRate, NewRuleSet } from './rule-schemas.ts'
import { insertRate, insertRuleSet } from './rule-store.ts'

/** Publishes the next version of the refund rules; what was computed by earlier ones stands. */
export async function publishRules(ctx: WriteCtx, input: NewRuleSet): Promise<{ id: string; version: number }> {
  const id = newId()
  const version = await insertRuleSet(ctx, { id, ...input })
  ctx.audit({
    action: 'refund_rules.publish',
    subjectKind: 'RefundRule',
    subjectId: id,
    detail: { version, effectiveFrom: input.effectiveFrom },
  })
  return { id, version }
}

/** Records a published interest rate; a correction is one more row for the same day. */
export async function recordRate(ctx: WriteCtx, input: NewRate): Promise<{ id: string }> {
  const id = newId()
  await insertRate(ctx, { id, ...input })
  ctx.audit({
    action: 'interest_rate.record',
    subjectKind: 'InterestRate',
    subjectId: id,
    detail: { kind: input.kind, effectiveFrom: input.effectiveFrom, rateBp: input.rateBp },
  })
  return { id }
}
