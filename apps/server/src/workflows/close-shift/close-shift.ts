/**
 * Closing a shift 交班. In one transaction: lock the till and the shift, which waits for every sale under way; refuse what is unfinished,
 * a count that is not true any more, and a difference nobody answers for; close, hand over if asked to, and keep the Z.
 * Locks in this order: till, shift.
 */
import { useApproval } from '../../modules/access/index.ts'
import {
  type CountView,
  closeShiftRow,
  documentHash,
  findShiftSettings,
  insertReport,
  lockShift,
  lockTill,
  openNext,
  readShift,
  ShiftClosed,
  type ShiftView,
  varianceNeeds,
} from '../../modules/shifts/index.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import {
  ClockMovedBack,
  CloseBlocked,
  CountUnknown,
  ExpectedChanged,
  TakenTooMuch,
  VarianceApprovalNeeded,
  VarianceReasonNeeded,
} from './errors.ts'
import { cashFrom, documentFrom, type Facts, heldBills, loadFacts, storeFacts } from './load.ts'

export interface CloseInput {
  shiftId: string
  /** The last count of the drawer. */
  countId: string
  reason: string
  approvalId: string | null
  takenFen: number
  takenTo: 'safe' | 'bank' | null
  /** Who takes the drawer over, whose PIN was checked; null leaves the till without a shift. */
  receiverId: string | null
}

export interface Closed {
  shiftId: string
  reportId: string
  varianceFen: number
  closingFloatFen: number
  nextShiftId: string | null
}

/** Closes a shift on its last count. @throws the problems listed on the route */
export async function closeShift(ctx: WriteCtx, input: CloseInput): Promise<Closed> {
  const { shift } = await readShift(ctx, input.shiftId)
  authorize(ctx, 'operate', 'Shift', shift.storeId)
  const till = await lockTill(ctx, shift)
  const locked = await lockShift(ctx, shift.id)
  if (!locked) throw new NotFound()
  if (locked.isClosed) throw new ShiftClosed({ shiftId: shift.id })
  if (Temporal.Instant.compare(ctx.now, locked.openedAt) < 0)
    throw new ClockMovedBack({ openedAt: locked.openedAt.toString(), now: ctx.now.toString() })
  if (input.receiverId === null) await refuseUnfinished(ctx, shift)
  const facts = await loadFacts(ctx, [shift])
  const count = trueCount(facts, shift, input)
  const approvalId = await answerFor(ctx, input, count, shift.storeId)
  await closeShiftRow(ctx, {
    shiftId: shift.id,
    expectedFen: count.expectedFen,
    countedFen: count.countedFen,
    reason: input.reason,
    approvalId,
    takenFen: input.takenFen,
    takenTo: input.takenFen === 0 ? null : input.takenTo,
    receivedBy: input.receiverId,
  })
  const { shift: closed } = await readShift(ctx, shift.id)
  const document = documentFrom(facts, await storeFacts(ctx, shift.storeId), closed, ctx.now)
  const reportId = await insertReport(ctx, {
    kind: 'shift',
    number: document.number,
    storeId: shift.storeId,
    shiftId: shift.id,
    businessDay: shift.businessDay,
    document,
    hash: documentHash(document),
  })
  const nextShiftId = input.receiverId === null ? null : await openNext(ctx, till, input.receiverId)
  const varianceFen = count.countedFen - count.expectedFen
  ctx.audit({
    action: 'shift.close',
    subjectKind: 'Shift',
    subjectId: shift.id,
    storeId: shift.storeId,
    detail: { reportId, varianceFen, takenFen: input.takenFen, approvalId, receivedBy: input.receiverId, nextShiftId },
  })
  return { shiftId: shift.id, reportId, varianceFen, closingFloatFen: count.countedFen - input.takenFen, nextShiftId }
}

/** Held bills of the till; a handover passes them on with the drawer. */
async function refuseUnfinished(ctx: WriteCtx, at: { storeId: string; tillId: string }): Promise<void> {
  const blockers = await heldBills(ctx, at)
  if (blockers.length > 0) throw new CloseBlocked({ blockers })
}

/** The drawer's last count, if no cash has moved since. */
function trueCount(facts: Facts, shift: ShiftView, { countId }: CloseInput): CountView {
  const count = facts.counts.get(shift.id)?.at(-1)
  if (count === undefined || count.id !== countId) throw new CountUnknown({ countId })
  const { expectedFen } = cashFrom(facts, shift)
  if (expectedFen !== count.expectedFen) throw new ExpectedChanged({ beforeFen: count.expectedFen, afterFen: expectedFen })
  return count
}

/** Whether the difference is answered for as the brand asks. Returns the approval that was used up. */
async function answerFor(ctx: WriteCtx, input: CloseInput, count: CountView, storeId: string): Promise<string | null> {
  if (input.takenFen > count.countedFen) throw new TakenTooMuch({ countedFen: count.countedFen })
  const varianceFen = count.countedFen - count.expectedFen
  const needs = varianceNeeds(varianceFen, await findShiftSettings(ctx))
  if (needs.needsReason && input.reason === '') throw new VarianceReasonNeeded({ varianceFen })
  if (!needs.needsApproval) return null
  const fen = Math.abs(varianceFen)
  if (input.approvalId === null) throw new VarianceApprovalNeeded({ act: 'variance', fen })
  await useApproval(ctx, { approvalId: input.approvalId, act: 'variance', storeId, usedFor: input.shiftId, fen })
  return input.approvalId
}
