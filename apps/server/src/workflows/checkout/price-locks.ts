/** Prices as they were when a member's money was paid in: what a later rise takes from it can be told, and be honoured. */
import { sql } from 'kysely'
import { type Lot, obstacleOf } from '../../modules/wallet/index.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { sumFen } from '../../platform/money.ts'
import type { LocalDate } from '../../platform/time.ts'
import type { Cart } from './schemas.ts'

/** Money paid in under one older price book, and what this cart's items cost then. */
export interface PriceLock {
  version: number
  /** Principal and bonus of use today. */
  moneyFen: number
  pricesFen: ReadonlyMap<string, number>
}

/** Whoever owns money from before the last change of prices costs one more question; everybody else none. */
export async function loadPriceLocks(
  ctx: ReadCtx,
  cart: Cart,
  lots: readonly Lot[],
  current: number,
  today: LocalDate,
): Promise<readonly PriceLock[]> {
  const old = lots.filter((l) => l.unit === 'fen' && (l.priceBookVersion ?? current) < current && obstacleOf(l, today) === null)
  if (old.length === 0) return []
  const moneyFen = new Map<number, number>()
  for (const lot of old) {
    const version = lot.priceBookVersion ?? current
    moneyFen.set(version, (moneyFen.get(version) ?? 0) + lot.remaining - lot.held)
  }
  const itemIds = [...new Set(cart.lines.flatMap((l) => (l.itemId === undefined ? [] : [l.itemId])))]
  const { rows } = await sql<{ version: number; item_id: string; fen: number | null }>`
    select v.version, i.item_id, coalesce(
      (select p.amount_fen from price p where p.item_id = i.item_id and p.store_id = ${cart.storeId}::uuid and p.version <= v.version
        order by p.version desc limit 1),
      (select p.amount_fen from price p where p.item_id = i.item_id and p.store_id is null and p.version <= v.version
        order by p.version desc limit 1)) as fen
    from unnest(${[...moneyFen.keys()]}::int[]) v(version) cross join unnest(${itemIds}::uuid[]) i(item_id)`.execute(ctx.db)
  return [...moneyFen]
    .sort(([a], [b]) => a - b)
    .map(([version, fen]) => ({
      version,
      moneyFen: fen,
      pricesFen: new Map(rows.flatMap((r) => (r.version === version && r.fen !== null ? [[r.item_id, r.fen] as const] : []))),
    }))
}

export interface LockedPrice {
  version: number
  unitFen: number
}

/** The money of older books, as it is used up line by line: each fen keeps the price of one line only. */
export class PriceLocks {
  readonly #locks: { lock: PriceLock; leftFen: number }[]

  constructor(locks: readonly PriceLock[]) {
    this.#locks = locks.map((lock) => ({ lock, leftFen: lock.moneyFen }))
  }

  /** The older, lower price of an item that money paid in then covers whole, oldest money first; null when there is none. */
  take(itemId: string, unitFen: number, quantity: number): LockedPrice | null {
    for (const entry of this.#locks) {
      const before = entry.lock.pricesFen.get(itemId)
      const needFen = (before ?? 0) * quantity
      if (before === undefined || before >= unitFen || needFen > entry.leftFen) continue
      entry.leftFen -= needFen
      return { version: entry.lock.version, unitFen: before }
    }
    return null
  }
}

/** What the cart lets the member's own stored value pay: without limit where the server plans. */
function ownStoredFen({ tenders, memberId }: Cart): number {
  if (tenders === 'auto') return Number.POSITIVE_INFINITY
  return sumFen(tenders.map((t) => (t.kind === 'stored_value' && (t.memberId ?? memberId) === memberId ? t.amountFen : 0)))
}

/**
 * Prices a cart with the old prices that its stored value bears: only what that money pays keeps the price of its day, line by line in the
 * order of the bill, at what the lines come to after every discount.
 */
export function withinStoredValue<Priced extends { lockedFen: number }>(
  basis: { priceLocks: readonly PriceLock[] },
  cart: Cart,
  price: (mayLock: (key: string) => boolean) => Priced,
): Priced {
  const whole = price(() => true)
  const storedFen = ownStoredFen(cart)
  if (basis.priceLocks.length === 0 || whole.lockedFen <= storedFen) return whole
  const kept = new Set<string>()
  for (const { key } of storedFen > 0 ? cart.lines : []) {
    kept.add(key)
    if (price((k) => kept.has(k)).lockedFen > storedFen) kept.delete(key)
  }
  return price((k) => kept.has(k))
}
