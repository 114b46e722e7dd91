/** Petty cash: money put into or taken out of a drawer without a bill. */
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { ShiftClosed } from './errors.ts'
import { findShiftStore } from './queries.ts'
import { holdShift } from './store.ts'

/** Why cash went in or out. */
export const CASH_CODES = ['float', 'purchase', 'expense', 'delivery', 'bank', 'correction', 'other'] as const
export type CashCode = (typeof CASH_CODES)[number]

export interface CashInput {
  shiftId: string
  /** Positive: put in; negative: taken out. */
  amountFen: number
  code: CashCode
  note: string
}

/** Records cash in or out of an open shift. @throws NotFound, ShiftClosed */
export async function moveCash(ctx: WriteCtx, input: CashInput): Promise<{ movementId: string }> {
  const storeId = await findShiftStore(ctx, input.shiftId)
  if (storeId === null) throw new NotFound()
  authorize(ctx, 'operate', 'Shift', storeId)
  if (!(await holdShift(ctx, input.shiftId))) throw new ShiftClosed({ shiftId: input.shiftId })
  const movementId = await insertCashMovement(ctx, { ...input, source: null })
  ctx.audit({
    action: 'shift.move_cash',
    subjectKind: 'Shift',
    subjectId: input.shiftId,
    storeId,
    detail: { movementId, amountFen: input.amountFen, code: input.code },
  })
  return { movementId }
}

export interface CashMovement {
  shiftId: string
  amountFen: number
  code: string
  note: string
  /** The document that moved the cash; each moves it once. */
  source: { kind: string; id: string } | null
}

/** Cash moved by a document of another room, in a shift that `takeShift` holds. */
export async function insertCashMovement(ctx: WriteCtx, movement: CashMovement): Promise<string> {
  const id = newId()
  await ctx.db
    .insertInto('cash_movement')
    .values({
      id,
      shift_id: movement.shiftId,
      amount_fen: movement.amountFen,
      code: movement.code,
      note: movement.note,
      source_kind: movement.source?.kind ?? null,
      source_id: movement.source?.id ?? null,
      moved_by: ctx.actor.id,
      moved_at: ctx.now,
    })
    .execute()
  return id
}
