/**
 * The arithmetic of lots: which lot pays, how much of it, and what a session is worth. Pure: no database, no clock.
 * Numbers and order of use follow the declared policies P10 (which lot first) and P19 (day of expiry).
 */
import { allocate, scale, sumFen } from '../../platform/money.ts'
import { daysBetween, isExpired, type LocalDate } from '../../platform/time.ts'

export type LotKind = 'principal' | 'bonus' | 'rebate' | 'points' | 'pass'
export type LotUnit = 'fen' | 'point' | 'session' | 'day'
/** Order of use inside one top-up: the brand's setting, shown before topping up. */
export type SpendOrder = 'proportional' | 'principal_first' | 'bonus_first'

/** What a member owns, as far as spending it is concerned. */
export interface Lot {
  id: string
  kind: LotKind
  unit: LotUnit
  /** Lots of one sale line: principal and bonus of a top-up, components of a pass. */
  grantId: string
  name: string
  initial: number
  remaining: number
  held: number
  initialValueFen: number
  valueFen: number
  serviceItemId: string | null
  startsOn: LocalDate
  expiresOn: LocalDate | null
  validityDays: number | null
  isFrozen: boolean
  /** The prices in force when it was sold. */
  priceBookVersion: number | null
  /** What is owed still for the pass it belongs to: so much of that pass's value may not be used yet. 0 for everything else. */
  owedFen: number
  /** Milliseconds since 1970: the older lot goes first. */
  createdAtMs: number
}

/** A part taken from a lot. `quantity` and `valueFen` are positive; for money both are the same fen. */
export interface Part {
  lotId: string
  quantity: number
  valueFen: number
}

export type LotObstacle = 'frozen' | 'expired' | 'not_started' | 'used_up'

/** Why nothing can be taken from a lot today, or null. */
export function obstacleOf(lot: Lot, today: LocalDate): LotObstacle | null {
  if (lot.isFrozen) return 'frozen'
  if (lot.startsOn > today) return 'not_started'
  if (isExpired(lot.expiresOn, today)) return 'expired'
  return availableOf(lot) > 0 ? null : 'used_up'
}

/** Lapsed, and not resting: nothing of it is owned any more. */
export function isOver(lot: Lot, today: LocalDate): boolean {
  return !lot.isFrozen && isExpired(lot.expiresOn, today)
}

/** What is neither used nor promised. */
export function availableOf(lot: Lot): number {
  return lot.remaining - lot.held
}

/** Earliest expiry first (none is last), then the oldest, then by id so that the order is total. */
function byExpiryThenAge(a: Lot, b: Lot): number {
  if (a.expiresOn !== b.expiresOn) {
    if (a.expiresOn === null) return 1
    if (b.expiresOn === null) return -1
    return a.expiresOn < b.expiresOn ? -1 : 1
  }
  return a.createdAtMs - b.createdAtMs || (a.id < b.id ? -1 : 1)
}

/** The stored value a member could spend today: with bonus, or principal only. */
export function spendableFen(lots: readonly Lot[], today: LocalDate, allowBonus: boolean): number {
  return sumFen(moneyLots(lots, today, allowBonus).map(availableOf))
}

function moneyLots(lots: readonly Lot[], today: LocalDate, allowBonus: boolean): Lot[] {
  return lots.filter((lot) => (lot.kind === 'principal' || (allowBonus && lot.kind === 'bonus')) && obstacleOf(lot, today) === null)
}

/**
 * Chooses the lots that pay `amountFen` of stored value (policy P10).
 * Proportional: top-up by top-up (earliest expiry, then oldest), principal and bonus of each in the ratio of what is left of them,
 * half up to the principal. Otherwise by kind, then expiry, then age.
 * @returns parts summing to `amountFen`, or to everything there is when that is less
 */
export function takeMoney(lots: readonly Lot[], amountFen: number, order: SpendOrder, today: LocalDate, allowBonus: boolean): Part[] {
  const usable = moneyLots(lots, today, allowBonus).sort(byExpiryThenAge)
  if (order === 'proportional') return takeByGrant(usable, amountFen)
  const first = order === 'bonus_first' ? 'bonus' : 'principal'
  return takeInOrder([...usable.filter((l) => l.kind === first), ...usable.filter((l) => l.kind !== first)], amountFen)
}

function takeInOrder(lots: readonly Lot[], amountFen: number): Part[] {
  const parts: Part[] = []
  let left = amountFen
  for (const lot of lots) {
    const quantity = Math.min(left, availableOf(lot))
    if (quantity > 0) parts.push({ lotId: lot.id, quantity, valueFen: quantity })
    left -= quantity
  }
  return parts
}

function takeByGrant(lots: readonly Lot[], amountFen: number): Part[] {
  const parts: Part[] = []
  let left = amountFen
  for (const group of Map.groupBy(lots, (lot) => lot.grantId).values()) {
    const principal = group.filter((l) => l.kind === 'principal')
    const bonus = group.filter((l) => l.kind === 'bonus')
    const principalFen = sumFen(principal.map(availableOf))
    const groupFen = principalFen + sumFen(bonus.map(availableOf))
    const take = Math.min(left, groupFen)
    if (take === 0) continue
    const fromPrincipal = scale(take, principalFen, groupFen)
    parts.push(...takeInOrder(principal, fromPrincipal), ...takeInOrder(bonus, take - fromPrincipal))
    left -= take
  }
  return parts
}

/**
 * What `quantity` sessions of a pass are worth: each the whole-fen share of the price, the odd fen with the last one taken.
 * Days of an unlimited pass are not taken by a visit: a visit takes nothing and is worth nothing, time takes the days.
 */
export function takeSessions(lot: Lot, quantity: number): Part {
  if (lot.unit === 'day') return { lotId: lot.id, quantity: 0, valueFen: 0 }
  const takesAll = quantity === lot.remaining
  const valueFen = takesAll ? lot.valueFen : quantity * Math.floor(lot.initialValueFen / lot.initial)
  return { lotId: lot.id, quantity, valueFen }
}

/** Whether a pass lot can serve `quantity` visits of a service today. */
export function servesVisit(lot: Lot, serviceItemId: string, quantity: number, today: LocalDate): boolean {
  if (lot.kind !== 'pass' || lot.serviceItemId !== serviceItemId || obstacleOf(lot, today) !== null) return false
  return lot.unit === 'day' || availableOf(lot) >= quantity
}

/** What of a pass that is not wholly paid may be used: its value, in all its lots, down to what is owed for it. No limit: Infinity. */
export function paidValueFen(lots: readonly Lot[], lot: Lot): number {
  if (lot.owedFen === 0) return Number.POSITIVE_INFINITY
  return Math.max(0, sumFen(lots.filter((l) => l.grantId === lot.grantId).map((l) => l.valueFen)) - lot.owedFen)
}

/** How many sessions of a lot so much value covers. */
export function sessionsFor(lot: Lot, valueFen: number): number {
  if (valueFen >= lot.valueFen) return lot.remaining
  const eachFen = Math.floor(lot.initialValueFen / lot.initial)
  return Math.min(lot.remaining - 1, eachFen === 0 ? lot.remaining : Math.floor(valueFen / eachFen))
}

/**
 * What has to be paid of a pass before `quantity` visits can be taken from one of its lots; 0 when enough is paid. Of an unlimited pass the day
 * has to be paid.
 * @param lots what the owner has left, with all lots of that pass
 */
export function payFirstFen(lots: readonly Lot[], lot: Lot, quantity: number): number {
  const valueFen = lot.unit === 'day' ? Math.floor(lot.initialValueFen / lot.initial) : takeSessions(lot, quantity).valueFen
  return Math.min(lot.owedFen, Math.max(0, valueFen - paidValueFen(lots, lot)))
}

/** Which pass serves a visit: an unlimited one (it costs nothing more), then the earliest to expire, then the one with the fewest left. */
export function choosePass(lots: readonly Lot[], serviceItemId: string, quantity: number, today: LocalDate): Lot | null {
  const fitting = lots.filter((lot) => servesVisit(lot, serviceItemId, quantity, today) && payFirstFen(lots, lot, quantity) === 0)
  fitting.sort(
    (a, b) => Number(b.unit === 'day') - Number(a.unit === 'day') || byExpiry(a, b) || a.remaining - b.remaining || byExpiryThenAge(a, b),
  )
  return fitting[0] ?? null
}

function byExpiry(a: Lot, b: Lot): number {
  return (a.expiresOn ?? '9999') < (b.expiresOn ?? '9999') ? -1 : (a.expiresOn ?? '9999') > (b.expiresOn ?? '9999') ? 1 : 0
}

export interface PassShare {
  sessions: number
  giftedSessions: number
  /** Price of one session when bought alone; weighs the components against one another. */
  unitPriceFen: number
}

/** Splits what was paid for a pass over its components by stand-alone price; gifted sessions carry value like paid ones. */
export function splitPassValue(paidFen: number, components: readonly PassShare[]): number[] {
  return allocate(
    paidFen,
    components.map((c) => c.unitPriceFen * (c.sessions + c.giftedSessions)),
  )
}

/** Removes taken parts from copies of the lots, so that the next line sees what is left. */
export function withoutParts(lots: readonly Lot[], parts: readonly Part[]): Lot[] {
  return lots.map((lot) => {
    const taken = parts.filter((p) => p.lotId === lot.id)
    if (taken.length === 0) return lot
    const quantity = taken.reduce((a, p) => a + p.quantity, 0)
    return { ...lot, remaining: lot.remaining - quantity, valueFen: lot.valueFen - sumFen(taken.map((p) => p.valueFen)) }
  })
}

/**
 * How many days of an unlimited pass have gone by on `today` that are still in its lot, and what they are worth.
 * The day of sale counts as the first; after `expiresOn` nothing is left.
 */
export function elapsedDays(lot: Lot, today: LocalDate): Part {
  if (lot.unit !== 'day' || lot.expiresOn === null) return { lotId: lot.id, quantity: 0, valueFen: 0 }
  const left = Math.max(0, Math.min(lot.initial, daysBetween(today, lot.expiresOn) + 1))
  const quantity = Math.max(0, lot.remaining - left)
  const valueLeft = Math.ceil((lot.initialValueFen * left) / lot.initial)
  return { lotId: lot.id, quantity, valueFen: quantity === 0 ? 0 : Math.max(0, lot.valueFen - valueLeft) }
}

export interface Balances {
  principalFen: number
  /** Of use today; what comes in later months is beside it. */
  bonusFen: number
  bonusLaterFen: number
  rebateFen: number
  points: number
  passSessions: number
  passValueFen: number
}

/** A member's balances: sums of lots, expired ones left out, frozen ones still owned. */
export function balancesOf(lots: readonly Lot[], today: LocalDate): Balances {
  const live = lots.filter((lot) => lot.isFrozen || !isExpired(lot.expiresOn, today))
  const sum = (kind: LotKind, of: (lot: Lot) => number) => live.filter((l) => l.kind === kind).reduce((a, l) => a + of(l), 0)
  return {
    principalFen: sum('principal', (l) => l.remaining),
    bonusFen: sum('bonus', (l) => (l.startsOn > today ? 0 : l.remaining)),
    bonusLaterFen: sum('bonus', (l) => (l.startsOn > today ? l.remaining : 0)),
    rebateFen: sum('rebate', (l) => l.remaining),
    points: sum('points', (l) => l.remaining),
    passSessions: sum('pass', (l) => (l.unit === 'session' ? l.remaining : 0)),
    passValueFen: sum('pass', (l) => l.valueFen),
  }
}
