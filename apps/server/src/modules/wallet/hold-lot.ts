/** Promises to use: what a booking or an open bill sets aside, so that reserved + used never exceeds what there is. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import type { LocalDate } from '../../platform/time.ts'
import { HoldEnded, HoldTooLarge, LotUnusable } from './errors.ts'
import { readLots } from './owned-lots.ts'
import { availableOf, obstacleOf } from './rules.ts'
import { lockWallet } from './store.ts'

export interface HoldInput {
  memberId: string
  lotId: string
  quantity: number
  holderKind: 'ticket' | 'booking'
  holderId: string
  today: LocalDate
}

/**
 * Sets a quantity of a lot aside for a holder.
 * @returns the id of the hold
 * @throws LotUnusable when frozen, expired or not begun; HoldTooLarge when less is left
 */
export async function holdLot(ctx: WriteCtx, input: HoldInput): Promise<string> {
  await lockWallet(ctx, input.memberId)
  const lot = (await readLots(ctx, input.memberId)).find((l) => l.id === input.lotId)
  if (!lot) throw new NotFound()
  const obstacle = obstacleOf(lot, input.today)
  if (obstacle !== null && obstacle !== 'used_up') throw new LotUnusable({ lotId: lot.id, obstacle })
  if (availableOf(lot) < input.quantity) throw new HoldTooLarge({ available: availableOf(lot), wanted: input.quantity })
  const id = newId()
  await ctx.db
    .insertInto('lot_hold')
    .values({
      id,
      lot_id: lot.id,
      quantity: input.quantity,
      holder_kind: input.holderKind,
      holder_id: input.holderId,
      created_at: ctx.now,
    })
    .execute()
  await ctx.db
    .updateTable('lot')
    .set((eb) => ({ held: eb('held', '+', input.quantity) }))
    .where('id', '=', lot.id)
    .execute()
  ctx.audit({ action: 'lot.hold', subjectKind: 'Lot', subjectId: lot.id, detail: { quantity: input.quantity } })
  return id
}

/** Ends a hold: `released` gives the quantity back, `taken` frees it for the spending that follows in the same transaction. */
export async function endHold(ctx: WriteCtx, input: { memberId: string; holdId: string; state: 'taken' | 'released' }): Promise<void> {
  await lockWallet(ctx, input.memberId)
  const hold = await ctx.db
    .selectFrom('lot_hold')
    .innerJoin('lot', 'lot.id', 'lot_hold.lot_id')
    .select(['lot_hold.id', 'lot_hold.lot_id', 'lot_hold.quantity', 'lot_hold.state'])
    .where('lot_hold.id', '=', input.holdId)
    .where('lot.member_id', '=', input.memberId)
    .executeTakeFirst()
  if (!hold) throw new NotFound()
  if (hold.state !== 'active') throw new HoldEnded({ state: hold.state })
  await ctx.db.updateTable('lot_hold').set({ state: input.state, ended_at: ctx.now }).where('id', '=', hold.id).execute()
  await ctx.db
    .updateTable('lot')
    .set((eb) => ({ held: eb('held', '-', hold.quantity) }))
    .where('id', '=', hold.lot_id)
    .execute()
  ctx.audit({ action: 'lot.end_hold', subjectKind: 'Lot', subjectId: hold.lot_id, detail: { state: input.state } })
}
