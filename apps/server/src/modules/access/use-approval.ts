import type { WriteCtx } from '../../platform/ctx.ts'
import { consumeApproval } from './approval-store.ts'
import type { Act } from './approve.ts'
import { ApprovalInvalid } from './errors.ts'

export interface ApprovalUse {
  approvalId: string
  act: Act
  storeId: string
  /** What it was used for: the ticket or the refund. */
  usedFor: string
  /** The discount really given, at most what was approved. */
  bp?: number
  /** The money really moved, at most what was approved. */
  fen?: number
}

/**
 * Uses up an approval that was given to the actor for that act in that store. Of two transactions that try at once, the second waits and is refused.
 * @returns who approved
 * @throws ApprovalInvalid when it is another's, used, over five minutes old, for something else, or too small
 */
export async function useApproval(ctx: WriteCtx, use: ApprovalUse): Promise<{ approverId: string }> {
  const approverId = await consumeApproval(ctx, use)
  if (approverId === null) throw new ApprovalInvalid({ approvalId: use.approvalId })
  ctx.audit({
    action: 'approval.use',
    subjectKind: 'Approval',
    subjectId: use.approvalId,
    storeId: use.storeId,
    detail: { act: use.act, approverId, usedFor: use.usedFor, bp: use.bp ?? null, fen: use.fen ?? null },
  })
  return { approverId }
}
