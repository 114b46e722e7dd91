import type { Schema } from '../../lib/schema.ts'

export type Order = Schema<'Settings'>['spendOrder']

/** The example every order is explained with: 1000 paid, 200 given, a bill of 360. */
export const EXAMPLE = { principalFen: 100_000, bonusFen: 20_000, billFen: 36_000 }

/** How the example's bill is split, for the explanation only; real bills are split by the server. */
export function splitExample(order: Order): { principalFen: number; bonusFen: number } {
  const { principalFen, bonusFen, billFen } = EXAMPLE
  if (order === 'principal_first') return { principalFen: Math.min(billFen, principalFen), bonusFen: Math.max(0, billFen - principalFen) }
  if (order === 'bonus_first') return { principalFen: Math.max(0, billFen - bonusFen), bonusFen: Math.min(billFen, bonusFen) }
  const part = Math.round((billFen * principalFen) / (principalFen + bonusFen))
  return { principalFen: part, bonusFen: billFen - part }
}
