import type { AccountRow } from './queries.ts'

export type Age = AccountRow['ages'][number]['age']
export const ages: readonly Age[] = ['0-30', '31-60', '61-90', 'over-90']

/** What is owed of one age. */
export function owedOf(row: Pick<AccountRow, 'ages'>, age: Age): number {
  return row.ages.find((a) => a.age === age)?.openFen ?? 0
}

/** What may still be put on account: nothing where it is shut or the limit was lowered since. */
export function roomOf(account: { limitFen: number; owedFen: number; isActive: boolean }): number {
  return account.isActive ? Math.max(0, account.limitFen - account.owedFen) : 0
}
