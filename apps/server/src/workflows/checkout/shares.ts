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

/**
 * Splits a line's net amount over its people, per role: by the shares given, or evenly when none is; odd fen by largest remainder, ties to the first.
 * @throws SharesInvalid when given shares do not add up to 100 %, or one person stands twice in one role
 */
export function shareOut(line: Pick<CartLine, 'key' | 'staff'>, netFen: number): Share[] {
  return [...Map.groupBy(line.staff, (s) => s.role)].flatMap(([role, people]) => {
    if (new Set(people.map((p) => p.staffId)).size !== people.length) throw new SharesInvalid({ key: line.key, role })
    const given = people.filter((p) => p.shareBp !== undefined)
    if (given.length > 0 && (given.length !== people.length || sumFen(given.map((p) => p.shareBp ?? 0)) !== WHOLE)) {
      throw new SharesInvalid({ key: line.key, role })
    }
    const bps =
      given.length > 0
        ? people.map((p) => p.shareBp ?? 0)
        : allocate(
            WHOLE,
            people.map(() => 1),
          )
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
