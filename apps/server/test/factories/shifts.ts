/** Shifts for tests: counted and closed by the workflow itself. */
import type { Actor } from '../../src/platform/ctx.ts'
import { system } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/ids.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { closeDay, closeShift, countDrawer } from '../../src/workflows/close-shift/index.ts'
import type { TestBase } from '../harness.ts'
import { type CartInput, makeSale } from './sales.ts'
import type { Shop } from './shop.ts'

/** The shift open at a store's first till, or at a till. */
export async function openShiftOf(base: TestBase, storeId: string, tillId?: string): Promise<string | null> {
  const { db } = readCtx(base.runtime, base.brand, system)
  let query = db.selectFrom('shift').select('shift.id').where('shift.store_id', '=', storeId).where('closed_at', 'is', null)
  if (tillId !== undefined) query = query.where('till_id', '=', tillId)
  return (await query.executeTakeFirst())?.id ?? null
}

export async function shiftRow(base: TestBase, shiftId: string) {
  const { db } = readCtx(base.runtime, base.brand, system)
  return db.selectFrom('shift').selectAll().where('id', '=', shiftId).executeTakeFirstOrThrow()
}

/** Pieces worth an amount of whole jiao. */
export function piecesOf(fen: number): { fen: 10_000 | 100 | 10; quantity: number }[] {
  return [
    { fen: 10_000 as const, quantity: Math.floor(fen / 10_000) },
    { fen: 100 as const, quantity: Math.floor((fen % 10_000) / 100) },
    { fen: 10 as const, quantity: Math.floor((fen % 100) / 10) },
  ]
}

export async function count(base: TestBase, actor: Actor, shiftId: string, fen: number) {
  const { result } = await write(base.runtime, base.brand, actor, (ctx) => countDrawer(ctx, { shiftId, pieces: piecesOf(fen) }))
  return result
}

/** Counts a drawer and closes its shift; what is missing or too much has a reason. Left out, the count is what should be there. */
export async function countAndClose(
  base: TestBase,
  actor: Actor,
  shiftId: string,
  options: { fen?: number; takenFen?: number; receiverId?: string } = {},
) {
  let counted = await count(base, actor, shiftId, options.fen ?? 0)
  if (options.fen === undefined) counted = await count(base, actor, shiftId, Math.max(0, counted.expectedFen))
  const { takenFen = 0 } = options
  const { result } = await write(base.runtime, base.brand, actor, (ctx) =>
    closeShift(ctx, {
      shiftId,
      countId: counted.countId,
      reason: '找零差错',
      approvalId: null,
      takenFen,
      takenTo: takenFen > 0 ? 'safe' : null,
      receiverId: options.receiverId ?? null,
    }),
  )
  return result
}

export async function closeStoreDay(base: TestBase, actor: Actor, storeId: string, day: string) {
  const { result } = await write(base.runtime, base.brand, actor, (ctx) => closeDay(ctx, { storeId, day }))
  return result
}

/** A cut for cash, 128.00 unless it is told otherwise. */
export function sellCut(base: TestBase, shop: Shop, cart: Partial<CartInput> = {}, ticketId: string = newId()) {
  return makeSale(
    base,
    shop.owner.actor,
    {
      storeId: shop.storeId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'cash', receivedFen: 13_000 }],
      ...cart,
    },
    ticketId,
  )
}
