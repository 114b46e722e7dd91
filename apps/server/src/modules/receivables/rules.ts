/** How long debts have been owed. Pure. */

/** Whole business days since the sale, both ends included. */
export const DEBT_AGES = [
  { age: '0-30', to: 30 },
  { age: '31-60', to: 60 },
  { age: '61-90', to: 90 },
  { age: 'over-90', to: null },
] as const
export type DebtAge = (typeof DEBT_AGES)[number]['age']

export const DEBT_AGE_NAMES = DEBT_AGES.map((a) => a.age)
/** The last days of all ages but the last: what `width_bucket` takes. */
export const DEBT_AGE_ENDS = DEBT_AGES.flatMap((a) => a.to ?? [])
