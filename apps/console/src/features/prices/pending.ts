import { useSyncExternalStore } from 'react'

/** A price that was typed but is not in force: prices change only when a new version of the book is published. */
export interface PendingPrice {
  itemId: string
  itemName: string
  /** Null: the brand's price, in force wherever a store has none of its own. */
  storeId: string | null
  fromFen: number | null
  /** Null takes a store's own price away. */
  toFen: number | null
}

const KEPT = 'yunbin.pending-prices'
const listeners = new Set<() => void>()
let pending: readonly PendingPrice[] = recall()

function recall(): readonly PendingPrice[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? '[]')
    return Array.isArray(kept) ? (kept as PendingPrice[]) : []
  } catch {
    return []
  }
}

function keep(next: readonly PendingPrice[]): void {
  pending = next
  sessionStorage.setItem(KEPT, JSON.stringify(next))
  for (const listener of listeners) listener()
}

function isSame(a: PendingPrice, itemId: string, storeId: string | null): boolean {
  return a.itemId === itemId && a.storeId === storeId
}

/** Puts a change on the list; typing the price in force again takes it off. */
export function setPending(change: PendingPrice): void {
  const others = pending.filter((p) => !isSame(p, change.itemId, change.storeId))
  keep(change.fromFen === change.toFen ? others : [...others, change])
}

export function dropPending(itemId: string, storeId: string | null): void {
  keep(pending.filter((p) => !isSame(p, itemId, storeId)))
}

export function clearPending(): void {
  keep([])
}

export function usePending(): readonly PendingPrice[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => pending,
  )
}
