import { inScope, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { insertApproval } from './approval-store.ts'
import { countPin, forgetPin } from './attempts.ts'
import { ApprovalBeyondLimit, ApprovalOwn, ApproverUnfit, PinWrong } from './errors.ts'
import { findApprovers } from './queries.ts'
import { isSecret } from './secrets.ts'
import { findAccount } from './store.ts'

export const ACTS = ['discount', 'refund', 'void', 'variance', 'price_raise', 'forfeit'] as const
export type Act = (typeof ACTS)[number]

/** What is asked of the second person: so much off (bp), or so much money back (fen). The other one is null. */
export interface ApprovalRequest {
  storeId: string
  act: Act
  approverId: string
  bp: number | null
  fen: number | null
}

export interface GivenApproval {
  id: string
  expiresAt: Temporal.Instant
  limitBp: number | null
  limitFen: number | null
}

/** Whether that person may approve that much there. @throws NotFound, ApprovalOwn, ApproverUnfit, ApprovalBeyondLimit */
export async function checkApprover(ctx: ReadCtx, request: ApprovalRequest): Promise<void> {
  if (!inScope(ctx.actor, request.storeId)) throw new NotFound()
  if (request.approverId === ctx.actor.id) throw new ApprovalOwn()
  const [approver] = await findApprovers(ctx, request.storeId, request.approverId)
  if (!approver) throw new ApproverUnfit()
  const { discountBp, refundFen } = approver
  const isBeyond = (request.bp ?? 0) > discountBp || (refundFen !== null && (request.fen ?? 0) > refundFen)
  if (isBeyond) throw new ApprovalBeyondLimit({ limitBp: discountBp, limitFen: refundFen })
}

/** Verifies the PIN typed by the second person; before the transaction, as a wrong one must be counted. @throws PinWrong, PinLocked */
export async function verifyPin(ctx: ReadCtx, approverId: string, pin: string): Promise<void> {
  const triesLeft = await countPin(ctx.db, approverId, ctx.now)
  const account = await findAccount(ctx.db, approverId)
  if (!(await isSecret(account?.pinHash, pin))) throw new PinWrong({ triesLeft })
  await forgetPin(ctx.db, approverId)
}

/**
 * Records that a second person consents to one act of the actor, at most as large as was asked. The PIN was verified before.
 * @throws NotFound, ApprovalOwn, ApproverUnfit, ApprovalBeyondLimit
 */
export async function approve(ctx: WriteCtx, request: ApprovalRequest): Promise<GivenApproval> {
  await checkApprover(ctx, request)
  const approval = await insertApproval(ctx, request)
  ctx.audit({
    action: 'approval.create',
    subjectKind: 'Approval',
    subjectId: approval.id,
    storeId: request.storeId,
    detail: { act: request.act, approverId: request.approverId, limitBp: request.bp, limitFen: request.fen },
  })
  return approval
}
