import type { Schema } from '../../lib/schema.ts'

type Ticket = Pick<Schema<'Ticket'>, 'state' | 'lines'>

/** Goods only, and only what was not taken back already. */
export function isExchangeable(ticket: Ticket): boolean {
  return ticket.state === 'completed' && ticket.lines.some((line) => line.kind === 'product' && line.refundedQuantity < line.quantity)
}
