import type { Schema } from '../../lib/schema.ts'

type Line = Pick<Schema<'Ticket'>['lines'][number], 'kind' | 'quantity' | 'refundedQuantity' | 'depositOpenFen'>

/** How much of a line may still go back: pieces, or fen where a line counts fen. What was used of a deposit comes back with that bill only. */
export function refundableOf(line: Line): number {
  if (line.kind === 'rounding') return 0
  const left = line.quantity - line.refundedQuantity
  return line.kind === 'deposit' ? Math.min(left, line.depositOpenFen ?? left) : left
}
