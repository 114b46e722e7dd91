/** What a worksheet is computed from: a top-up or pass as it was posted and used up to now. */
import type { LocalDate } from '../../platform/time.ts'
import type { Cause, RateKind, Reason } from './rule-params.ts'

/** One lot of a grant, with what left it and how. */
export interface GrantLot {
  id: string
  kind: string
  unit: string
  name: string
  initial: number
  initialValueFen: number
  remaining: number
  held: number
  isFrozen: boolean
  valueFen: number
  considerationFen: number
  /** Of use from this day on: a bonus that comes month by month is a lot a month. */
  startsOn: LocalDate
  expiresOn: LocalDate | null
  /** By bills, less refunds; by time; by earlier refunds of prepaid money; to another member. */
  spent: number
  lapsed: number
  taken: number
  transferred: number
}

/** What one line of a bill took: money, or sessions of a line's quantity. */
export interface GrantUse {
  ticketId: string
  ticketNumber: string
  day: LocalDate
  name: string
  sessions: number
  chargedFen: number
  /** The line at the store's ordinary price; this use is the share `part ⁄ whole` of it. */
  ordinaryFen: number
  part: number
  whole: number
}

/** A top-up or a pass of one member: the lots that were granted together, and their life so far. */
export interface GrantFacts {
  grantId: string
  name: string
  ticketNumber: string | null
  /** The calendar day of payment, in the zone of the store that sold it: the contract's date. */
  paidOn: LocalDate
  lots: readonly GrantLot[]
  uses: readonly GrantUse[]
  refundedBeforeFen: number
  /** Of the price, what is owed still: a pass that was sold part on account. */
  owedFen: number
  /** The contract's own interest rate, if it names one. */
  agreedRateBp: number | null
  /** Published rates that held on the day of payment. */
  rates: Readonly<Partial<Record<RateKind, { id: string; rateBp: number; from: LocalDate }>>>
}

/** What is asked of one grant. */
export interface GrantAsk {
  reasonCode: Reason
  cause: Cause
  rescindedOn: LocalDate
  serviceStoppedOn: LocalDate | null
  hadSameService: boolean
  payOn: LocalDate
  portionFen: number | null
}

/** Money, sessions, or days. */
export function kindOf(grant: Pick<GrantFacts, 'lots'>): 'top_up' | 'pass' | 'unlimited' {
  if (grant.lots.some((l) => l.kind !== 'pass')) return 'top_up'
  return grant.lots.some((l) => l.unit === 'day') ? 'unlimited' : 'pass'
}
