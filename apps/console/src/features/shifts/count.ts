/** Counting a drawer, as it is typed. Pure. */

/** Notes and coins, largest first; the server knows the same ones. */
export const DENOMINATIONS = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const
export type Denomination = (typeof DENOMINATIONS)[number]

/** Pieces of each denomination, kept as typed. */
export type CountDraft = Partial<Record<Denomination, string>>

export interface Pieces {
  fen: Denomination
  quantity: number
}

export function quantityOf(draft: CountDraft, fen: Denomination): number {
  return Math.min(10_000, Number.parseInt(draft[fen] ?? '', 10) || 0)
}

/** What was typed, as the server takes it: denominations that are not there are left out. */
export function piecesOf(draft: CountDraft): Pieces[] {
  return DENOMINATIONS.map((fen) => ({ fen, quantity: quantityOf(draft, fen) })).filter((p) => p.quantity > 0)
}

export function totalFen(draft: CountDraft): number {
  return piecesOf(draft).reduce((sum, p) => sum + p.fen * p.quantity, 0)
}

/** What is usually taken out: whole yuan above the float one began with. */
export function usualTakenFen(countedFen: number, floatFen: number): number {
  return Math.max(0, Math.floor((countedFen - floatFen) / 100) * 100)
}
