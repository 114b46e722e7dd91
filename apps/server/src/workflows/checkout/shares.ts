/** Who did the work and who made the sale: shares of a line per role. Pure. */
import { allocate, sumFen } from '../../platform/money.ts'
import { SharesInvalid } from './errors.ts'
import type { CartLine } from './schemas.ts'

export interface Share {
  staffId: string
  role: 'performer' | 'seller'
  shareBp: number
  amountFen: number
  isRequested: boolean
}

const WHOLE = 10_000

/** Refuses people whose given shares of a role do not add up to 100 %, and anybody named twice in one. @throws SharesInvalid */
export function refuseWrongShares({ key, staff }: Pick<CartLine, 'key' | 'staff'>): void {
  for (const { staffId, role } of staff) {
    const people = staff.filter((p) => p.role === role)
    const given = people.flatMap((p) => p.shareBp ?? [])
    const isWhole = given.length === 0 || (given.length === people.length && sumFen(given) === WHOLE)
    if (!isWhole || people.filter((p) => p.staffId === staffId).length > 1) throw new SharesInvalid({ key, role })
  }
}

/**
 * Splits a line's net amount over its people, per role: by the shares given, or evenly when none is; odd fen by largest remainder, ties to the first.
 * @throws SharesInvalid as `refuseWrongShares`
 */
export function shareOut(line: Pick<CartLine, 'key' | 'staff'>, netFen: number): Share[] {
  refuseWrongShares(line)
  return [...Map.groupBy(line.staff, (s) => s.role)].flatMap(([role, people]) => {
    const weights = people.map((p) => p.shareBp ?? 1)
    const bps = allocate(WHOLE, weights)
    const amounts = allocate(netFen, bps)
    return people.map((p, index) => ({
      staffId: p.staffId,
      role,
      shareBp: bps[index] ?? 0,
      amountFen: amounts[index] ?? 0,
      isRequested: p.isRequested,
    }))
  })
}
