/** Sales: bills, what they were made of, and how they were taken back. */
export { TicketNotHeld } from './errors.ts'
export { discardTicket, holdTicket } from './hold-ticket.ts'
export { listTickets, readRefund, readTicket } from './queries.ts'
export { salesRoutes } from './routes.ts'
export type { AdjustmentKind, AllocationRow, LineKind, LineRow, PostedTicket, TenderKind, TenderRow, TicketRows } from './rows.ts'
export { documentNumber } from './rows.ts'
export { refund as refundSchema, ticket as ticketSchema } from './schemas.ts'
export { lockTicket, nextNumber, postTicket } from './store.ts'
