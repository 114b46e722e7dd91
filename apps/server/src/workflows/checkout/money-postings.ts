/** What a sale does to deposits and debts. Pure. */
import type { DepositMove, NewDeposit } from '../../modules/deposits/index.ts'
import type { NewCharge, Settlement } from '../../modules/receivables/index.ts'
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

/** What is owed from now on, under the ids of tenders. What of a pass is paid later is a debt of that pass. */
export function chargesOf({ id, storeId, businessDay, lines, tenders }: TicketRows): NewCharge[] {
  return tenders.flatMap((t) => {
    if (t.kind !== 'on_account' || t.sourceId === null) return []
    const pass = lines.find((l) => l.kind === 'pass' && l.allocations.some((a) => a.tenderId === t.id))
    return [{ tenderId: t.id, accountId: t.sourceId, ticketId: id, storeId, businessDay, amountFen: t.amountFen, lineId: pass?.id ?? null }]
  })
}

export function settlementsOf(cart: Cart, ticket: TicketRows): Settlement[] {
  return ticket.lines.flatMap((line, index) => {
    const { accountId, debtId } = cart.lines[index] ?? {}
    if (line.kind !== 'settlement' || accountId === undefined) return []
    return [{ lineId: line.id, accountId, debtId: debtId ?? null, amountFen: line.netFen }]
  })
}
