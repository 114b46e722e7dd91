/** What somebody owns goes to another member: out of one chain, into the other, worth exactly the same. */
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { scale } from '../../platform/money.ts'
import type { LocalDate } from '../../platform/time.ts'
import { LotUnusable, TransferNothing, TransferTooMuch, TransferUnsplittable } from './errors.ts'
import { type OwnedLot, readLots } from './owned-lots.ts'
import { availableOf, isOver, takeSessions } from './rules.ts'
import { lockWallets, type NewLot, post } from './store.ts'

export interface TransferInput {
  /** The notice it stands on. */
  transferId: string
  fromMemberId: string
  toMemberId: string
  storeId: string
  today: LocalDate
  /** Some of it, or `all` that is there and has not lapsed. */
  parts: TransferParts
}

export interface TransferredLot {
  fromLotId: string
  toLotId: string
  quantity: number
  valueFen: number
}

/**
 * Moves lots or parts of lots. Value, price paid, terms, price book, store, age and expiry go with them; a lot that was begun keeps its
 * rest. Principal and bonus of one top-up stay together. The origin of a transferred lot is a lot, never again a line of a ticket.
 * Locks both wallets in the order of their ids. The caller has made sure that the two are not one.
 * @throws NotFound, LotUnusable when frozen, promised, lapsed or not wholly paid, TransferTooMuch, TransferUnsplittable, TransferNothing
 */
export async function transferLots(ctx: WriteCtx, input: TransferInput): Promise<TransferredLot[]> {
  const { fromMemberId, toMemberId, today } = input
  const heads = await lockWallets(ctx, [fromMemberId, toMemberId])
  const [from, to] = [heads.get(fromMemberId), heads.get(toMemberId)]
  if (!from || !to) throw new NotFound()
  const moved = planTransfer(await readLots(ctx, fromMemberId), input.parts, today)
  const grants = new Map<string, string>()
  const made = moved.map((m) => newLotOf(m, input.transferId, grants))
  const common = {
    reason: 'transfer' as const,
    sourceKind: 'transfer' as const,
    sourceId: input.transferId,
    storeId: input.storeId,
    businessDay: today,
  }
  await post(ctx, from, [{ ...common, changes: moved.map((m) => ({ lotId: m.lot.id, quantity: -m.quantity, valueFen: -m.valueFen })) }])
  await post(ctx, to, [{ ...common, newLots: made }])
  return moved.map((m, index) => ({ fromLotId: m.lot.id, toLotId: made[index]?.id ?? '', quantity: m.quantity, valueFen: m.valueFen }))
}

export type TransferParts = readonly { lotId: string; quantity: number }[] | 'all'

export interface PlannedPart {
  lot: OwnedLot
  quantity: number
  valueFen: number
}

/** What would move, and what it is worth. Pure. @throws NotFound, LotUnusable, TransferTooMuch, TransferUnsplittable, TransferNothing */
export function planTransfer(owned: readonly OwnedLot[], parts: TransferParts, today: LocalDate): PlannedPart[] {
  const wanted = parts === 'all' ? owned.filter((l) => !isOver(l, today)).map((l) => ({ lotId: l.id, quantity: l.remaining })) : parts
  if (wanted.length === 0) throw new TransferNothing()
  return wanted.map(({ lotId, quantity }) => {
    const lot = owned.find((l) => l.id === lotId)
    if (!lot) throw new NotFound({ lotId })
    return { lot, ...take(lot, quantity, today) }
  })
}

/** What a part of a lot is worth, provided it may go. */
function take(lot: OwnedLot, quantity: number, today: LocalDate): { quantity: number; valueFen: number } {
  if (lot.isFrozen) throw new LotUnusable({ lotId: lot.id, obstacle: 'frozen' })
  // The debt stays with whoever bought it, so the pass does too until it is paid.
  if (lot.owedFen > 0) throw new LotUnusable({ lotId: lot.id, obstacle: 'unpaid' })
  if (isOver(lot, today)) throw new LotUnusable({ lotId: lot.id, obstacle: 'expired' })
  if (quantity > availableOf(lot)) throw new TransferTooMuch({ lotId: lot.id, available: availableOf(lot), wanted: quantity })
  if (lot.unit === 'day') {
    if (quantity !== lot.remaining) throw new TransferUnsplittable({ lotId: lot.id })
    return { quantity, valueFen: lot.valueFen }
  }
  return lot.unit === 'session' ? takeSessions(lot, quantity) : { quantity, valueFen: lot.unit === 'fen' ? quantity : 0 }
}

function newLotOf(moved: PlannedPart, transferId: string, grants: Map<string, string>): NewLot {
  const { lot, quantity, valueFen } = moved
  const grantId = grants.get(lot.grantId) ?? newId()
  grants.set(lot.grantId, grantId)
  return {
    id: newId(),
    kind: lot.kind,
    unit: lot.unit,
    grantId,
    name: lot.name,
    initial: quantity,
    initialValueFen: valueFen,
    // What was paid for this part when it was bought.
    considerationFen: scale(lot.considerationFen, quantity, lot.initial),
    serviceItemId: lot.serviceItemId,
    passItemId: lot.passItemId,
    startsOn: lot.startsOn,
    expiresOn: lot.expiresOn,
    validityDays: lot.validityDays,
    originKind: 'transfer',
    originId: transferId,
    termsId: lot.termsId,
    priceBookVersion: lot.priceBookVersion,
    origin: { lotId: lot.id, storeId: lot.storeId, createdAt: lot.createdAt },
  }
}
