/** SQL on `approval`. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { APPROVAL_MINUTES } from './rules.ts'

export async function insertApproval(
  ctx: WriteCtx,
  request: { storeId: string; act: string; approverId: string; bp: number | null; fen: number | null },
): Promise<{ id: string; expiresAt: Temporal.Instant; limitBp: number | null; limitFen: number | null }> {
  if (ctx.actor.id === null) throw new TypeError('an approval is given to a person')
  const id = newId()
  const expiresAt = ctx.now.add({ minutes: APPROVAL_MINUTES })
  await ctx.db
    .insertInto('approval')
    .values({
      id,
      approver_id: request.approverId,
      requester_id: ctx.actor.id,
      store_id: request.storeId,
      act: request.act,
      limit_bp: request.bp,
      limit_fen: request.fen,
      created_at: ctx.now,
      expires_at: expiresAt,
    })
    .execute()
  return { id, expiresAt, limitBp: request.bp, limitFen: request.fen }
}

/** Marks an approval as used if it covers this use. Returns who approved, or null. */
export async function consumeApproval(
  ctx: WriteCtx,
  use: { approvalId: string; act: string; storeId: string; usedFor: string; bp?: number; fen?: number },
): Promise<string | null> {
  const row = await ctx.db
    .updateTable('approval')
    .set({ used_at: ctx.now, used_for: use.usedFor })
    .where('id', '=', use.approvalId)
    .where('requester_id', '=', ctx.actor.id)
    .where('act', '=', use.act)
    .where('store_id', '=', use.storeId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .$if(use.bp !== undefined, (q) => q.where('limit_bp', '>=', use.bp ?? 0))
    .$if(use.fen !== undefined, (q) => q.where('limit_fen', '>=', use.fen ?? 0))
    .returning('approver_id')
    .executeTakeFirst()
  return row?.approver_id ?? null
}
