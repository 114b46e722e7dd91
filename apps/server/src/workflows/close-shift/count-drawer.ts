/** Counting a drawer: what is in it by pieces, then, and only then, what should be. */
import {
  countFen,
  findShiftSettings,
  holdShift,
  insertCount,
  type Pieces,
  readShift,
  ShiftClosed,
  varianceNeeds,
} from '../../modules/shifts/index.ts'
import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { Forbidden } from '../../platform/errors.ts'
import { cashFrom, documentFrom, loadFacts, storeFacts } from './load.ts'
import type { ZDocument } from './z-document.ts'

export interface Counted {
  countId: string
  countedFen: number
  expectedFen: number
  varianceFen: number
  needsReason: boolean
  needsApproval: boolean
}

/** Keeps a count of an open shift's drawer and says how it compares. @throws NotFound, ShiftClosed */
export async function countDrawer(ctx: WriteCtx, input: { shiftId: string; pieces: readonly Pieces[] }): Promise<Counted> {
  const { shift } = await readShift(ctx, input.shiftId)
  authorize(ctx, 'operate', 'Shift', shift.storeId)
  if (!(await holdShift(ctx, shift.id))) throw new ShiftClosed({ shiftId: shift.id })
  const facts = await loadFacts(ctx, [shift])
  const countedFen = countFen(input.pieces)
  const { expectedFen } = cashFrom(facts, shift)
  const countId = await insertCount(ctx, { shiftId: shift.id, pieces: input.pieces, countedFen, expectedFen })
  const varianceFen = countedFen - expectedFen
  ctx.audit({
    action: 'shift.count',
    subjectKind: 'Shift',
    subjectId: shift.id,
    storeId: shift.storeId,
    detail: { countId, countedFen, varianceFen },
  })
  return { countId, countedFen, expectedFen, varianceFen, ...varianceNeeds(varianceFen, await findShiftSettings(ctx)) }
}

/** The X of an open shift. Under a blind count it would tell what should be in the drawer, so only who reviews shifts may see it. @throws NotFound, Forbidden */
export async function readXReport(ctx: ReadCtx, shiftId: string): Promise<ZDocument> {
  const { shift } = await readShift(ctx, shiftId)
  const { isCountBlind } = await findShiftSettings(ctx)
  const action = isCountBlind ? 'review' : 'operate'
  if (!ctx.actor.can(action, 'Shift', shift.storeId)) throw new Forbidden({ action, subject: 'Shift' })
  return documentFrom(await loadFacts(ctx, [shift]), await storeFacts(ctx, shift.storeId), shift, ctx.now)
}
