/** What the liability report counts, and under which words. Pure. */

export const LIABILITY_KINDS = ['principal', 'bonus', 'rebate', 'points', 'pass'] as const
export type LiabilityKind = (typeof LIABILITY_KINDS)[number]

/** Whole business days since the lot was made, both ends included. */
export const AGES = [
  { age: '0-30', from: 0, to: 30 },
  { age: '31-90', from: 31, to: 90 },
  { age: '91-180', from: 91, to: 180 },
  { age: '181-365', from: 181, to: 365 },
  { age: 'over-365', from: 366, to: 1_000_000 },
] as const
export type Age = (typeof AGES)[number]['age']

export const AGE_NAMES: readonly Age[] = AGES.map((a) => a.age)

/** The days of an age. */
export function daysOf(age: Age): { from: number; to: number } {
  return AGES.find((a) => a.age === age) ?? AGES[0]
}

export interface LiabilityRow {
  storeId: string
  storeName: string
  kind: LiabilityKind
  unit: string
  age: Age
  /** How many lots still hold something. */
  lots: number
  /** Fen, points, sessions or days, as `unit` says. */
  quantity: number
  valueFen: number
}

export interface LiabilityTotals {
  /** Paid in and not used yet. */
  principalFen: number
  /** Given with top-ups: owed in services only, never in money. */
  bonusFen: number
  rebateFen: number
  points: number
  /** The unused part of what was paid for passes. */
  passValueFen: number
  /** What was paid and not served yet: principal and passes. */
  liabilityFen: number
}

/** Keys of the texts that say what each figure means; the console has the words. */
export const DEFINITIONS: Record<keyof LiabilityTotals, string> = {
  principalFen: 'reports.liability.principal',
  bonusFen: 'reports.liability.bonus',
  rebateFen: 'reports.liability.rebate',
  points: 'reports.liability.points',
  passValueFen: 'reports.liability.passValue',
  liabilityFen: 'reports.liability.liability',
}

/** Adds the rows up. */
export function totalsOf(rows: readonly LiabilityRow[]): LiabilityTotals {
  const sum = (kind: LiabilityKind, of: (row: LiabilityRow) => number) =>
    rows.filter((r) => r.kind === kind).reduce((total, row) => total + of(row), 0)
  const principalFen = sum('principal', (r) => r.valueFen)
  const passValueFen = sum('pass', (r) => r.valueFen)
  return {
    principalFen,
    bonusFen: sum('bonus', (r) => r.valueFen),
    rebateFen: sum('rebate', (r) => r.valueFen),
    points: sum('points', (r) => r.quantity),
    passValueFen,
    liabilityFen: principalFen + passValueFen,
  }
}
