/** The arithmetic of settling between stores, and the words of it. Pure: no database, no clock. */
import { createHash } from 'node:crypto'
import type { LocalDate } from '../../platform/time.ts'

/** Value that left the lot, or the share of what was paid for it. */
export const METHODS = ['liability', 'benefit'] as const
export type Method = (typeof METHODS)[number]

/** `2026-11`. */
export type Month = string

export const monthOf = (day: LocalDate): Month => day.slice(0, 7)
export const firstDayOf = (month: Month): LocalDate => `${month}-01`

export function monthAfter(month: Month, count = 1): Month {
  return Temporal.PlainYearMonth.from(month).add({ months: count }).toString()
}

/** What lots of one store moved in another one, in one month: negative values were used, positive came back. */
export interface Directed {
  month: Month
  issuerId: string
  performerId: string
  movements: number
  valueFen: number
  /** What the issuer owes the performer for it. */
  owedFen: number
}

export interface Side {
  movements: number
  /** What left the lots, what came back taken off. */
  valueFen: number
  owedFen: number
}

/** Two stores, in the order of their ids, and what each owes the other. */
export interface Pair {
  storeAId: string
  storeBId: string
  aOwes: Side
  bOwes: Side
  /** What A pays B; negative is paid the other way. */
  netFen: number
}

const nothing = (): Side => ({ movements: 0, valueFen: 0, owedFen: 0 })

/** Directed sums of one month as pairs: what is owed one way is set off against the other. */
export function netted(directed: readonly Directed[]): Pair[] {
  const pairs = new Map<string, Pair>()
  for (const d of directed) {
    const isA = d.issuerId < d.performerId
    const [storeAId, storeBId] = isA ? [d.issuerId, d.performerId] : [d.performerId, d.issuerId]
    const pair = pairs.get(`${storeAId} ${storeBId}`) ?? { storeAId, storeBId, aOwes: nothing(), bOwes: nothing(), netFen: 0 }
    const side = isA ? pair.aOwes : pair.bOwes
    side.movements += d.movements
    side.valueFen -= d.valueFen
    side.owedFen += d.owedFen
    pair.netFen = pair.aOwes.owedFen - pair.bOwes.owedFen
    pairs.set(`${storeAId} ${storeBId}`, pair)
  }
  return [...pairs.values()].sort((one, other) => (one.storeAId + one.storeBId < other.storeAId + other.storeBId ? -1 : 1))
}

/** What each store pays (negative) or gets in all: the sum over stores is nothing. */
export function positions(pairs: readonly Pair[]): Map<string, number> {
  const of = new Map<string, number>()
  const add = (storeId: string, fen: number) => of.set(storeId, (of.get(storeId) ?? 0) + fen)
  for (const pair of pairs) {
    add(pair.storeAId, -pair.netFen)
    add(pair.storeBId, pair.netFen)
  }
  return of
}

/** A statement as it is kept once its month is locked. */
export interface StatementBody extends Pair {
  month: Month
  method: Method
  storeA: { code: string; name: string }
  storeB: { code: string; name: string }
  /** Over the movements of the pair and what each is owed for. */
  entriesHash: string
}

/** The seal of a statement: over its words in a fixed order, whatever order the database keeps them in. */
export function statementHash(body: StatementBody): Buffer {
  const side = (s: Side) => [s.movements, s.valueFen, s.owedFen]
  const named = (s: StatementBody['storeA']) => [s.code, s.name]
  const words = [
    ...[body.month, body.method, body.storeAId, body.storeBId, named(body.storeA), named(body.storeB)],
    ...[side(body.aOwes), side(body.bOwes), body.netFen, body.entriesHash],
  ]
  return createHash('sha256').update(JSON.stringify(words)).digest()
}
