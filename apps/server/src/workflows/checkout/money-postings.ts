/** What a sale does to deposits and debts. Pure. */
import type { DepositMove, NewDeposit } from '../../modules/deposits/index.ts'
import type { NewCharge } from '../../modules/receivables/index.ts'
import type { TicketRows } from '../../modules/sales/index.ts'
import type { Cart } from './schemas.ts'

/** Deposits taken, under the ids of their lines. The lines of the cart come first and in the same order on the ticket. */
export function depositsOf(cart: Cart, ticket: TicketRows): NewDeposit[] {
  return ticket.lines.flatMap((line, index) => {
    const terms = cart.lines[index]?.deposit
    if (line.kind !== 'deposit' || !terms) return []
    return [
      {
        id: line.id,
        ticketId: ticket.id,
        storeId: ticket.storeId,
        memberId: line.memberId ?? ticket.memberId,
        kind: terms.kind,
        purpose: terms.purpose,
        dueOn: terms.dueOn ?? null,
        contractFen: terms.contractFen ?? null,
        contact: terms.contact ?? null,
        amountFen: line.netFen,
        businessDay: ticket.businessDay,
      },
    ]
  })
}

export function usedDepositsOf(ticket: TicketRows): DepositMove[] {
  return ticket.tenders.flatMap((t) =>
    t.kind === 'deposit' && t.sourceId !== null ? [{ depositId: t.sourceId, kind: 'used' as const, amountFen: -t.amountFen }] : [],
  )
}

export function chargesOf({ id, storeId, businessDay, tenders }: TicketRows): NewCharge[] {
  return tenders.flatMap((t) =>
    t.kind === 'on_account' && t.sourceId !== null
      ? [{ tenderId: t.id, accountId: t.sourceId, ticketId: id, storeId, businessDay, amountFen: t.amountFen }]
      : [],
  )
}

export function settlementsOf(cart: Cart, ticket: TicketRows): { lineId: string; accountId: string; amountFen: number }[] {
  return ticket.lines.flatMap((line, index) => {
    const accountId = cart.lines[index]?.accountId
    return line.kind === 'settlement' && accountId !== undefined ? [{ lineId: line.id, accountId, amountFen: line.netFen }] : []
  })
}
