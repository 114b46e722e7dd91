/** Forgetting what platform keeps for a while only. */
import type { WriteCtx } from './ctx.ts'

const KEY_DAYS = 30

/** Removes answers kept for retried requests once nobody can be retrying any more. Returns how many. */
export async function forgetIdempotencyKeys(ctx: WriteCtx): Promise<number> {
  const before = ctx.now.subtract({ hours: 24 * KEY_DAYS })
  const { numDeletedRows } = await ctx.db.deleteFrom('idempotency_key').where('created_at', '<', before).executeTakeFirstOrThrow()
  const count = Number(numDeletedRows)
  ctx.audit({ action: 'forget_keys', subjectKind: 'IdempotencyKey', subjectId: null, detail: { count } })
  return count
}
