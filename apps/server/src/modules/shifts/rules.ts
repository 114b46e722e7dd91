/** Drawers and their counts. Pure: no database, no clock. */
import { createHash } from 'node:crypto'
import { sumFen } from '../../platform/money.ts'

/** Notes and coins a drawer is counted by, largest first: 100 yuan to 1 jiao. */
export const DENOMINATIONS = [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10] as const
export type Denomination = (typeof DENOMINATIONS)[number]

/** So many pieces of one denomination. */
export interface Pieces {
  fen: number
  quantity: number
}

/** What the pieces are worth. */
export function countFen(pieces: readonly Pieces[]): number {
  return sumFen(pieces.map((p) => p.fen * p.quantity))
}

/** What moved the cash of a drawer in a shift; refunds as the positive amounts that were paid out. */
export interface CashFlow {
  openingFloatFen: number
  salesFen: number
  topUpFen: number
  refundFen: number
  inFen: number
  outFen: number
}

/** float + cash sales + cash top-ups − cash refunds ± petty cash */
export function expectedFen(flow: CashFlow): number {
  return flow.openingFloatFen + flow.salesFen + flow.topUpFen - flow.refundFen + flow.inFen - flow.outFen
}

export interface ShiftSettings {
  readonly isCountBlind: boolean
  readonly reasonAboveFen: number
  readonly approvalAboveFen: number
  readonly version: number
}

/** What a difference between count and books asks of who closes. */
export function varianceNeeds(varianceFen: number, settings: Pick<ShiftSettings, 'reasonAboveFen' | 'approvalAboveFen'>) {
  const size = Math.abs(varianceFen)
  return { needsReason: size > settings.reasonAboveFen, needsApproval: size > settings.approvalAboveFen }
}

/** How a shift is called: store, till, running number: `01-1-0012`. */
export function shiftLabel(storeCode: string, tillOrdinal: number, number: number): string {
  return `${storeCode}-${tillOrdinal}-${String(number).padStart(4, '0')}`
}

/** A JSON value with the keys of every object in order, so that one content has one text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null)
  const entries = Object.entries(value).filter(([, v]) => v !== undefined)
  return `{${entries
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => `${JSON.stringify(k)}:${canonical(v)}`)
    .join(',')}}`
}

/** The seal of a report: SHA-256 of its content. */
export function documentHash(document: unknown): string {
  return createHash('sha256').update(canonical(document)).digest('hex')
}
