/** Sales: bills, what they were made of, and how they were taken back. */
export { isUpgrade, readTicket } from './documents.ts'
export { TicketClosed, TicketNotHeld, TicketTaken } from './errors.ts'
export { checkHeld, discardTicket, holdTicket, takeTicket } from './hold-ticket.ts'
export { laterFenOf } from './later.ts'
export { type OpenBill, openBills } from './open-bills.ts'
export { type PayoutKind, type PrepaidRefundRows, postPrepaidRefund } from './prepaid-refund-store.ts'
export { listTickets, underpricedLines, usualOf } from './queries.ts'
export { printedName } from './receipt/labels.ts'
export { centre, INDENT, type Paper, put, type Row, rule } from './receipt/paper.ts'
export { readRefundReceipt, readTicketReceipt } from './receipt/read-receipt.ts'
export { receiptSource } from './receipt/render.ts'
export { type Columns, type Lang, type Receipt, type ReceiptQuery, receipt as receiptSchema, receiptQuery } from './receipt/schemas.ts'
export { receiptSvg } from './receipt/svg.ts'
export { escapeText, maskName, plainYuan, printable, yuan } from './receipt/text.ts'
export { amountInWords } from './receipt/words.ts'
export { readRefund } from './refund-queries.ts'
export { noteExchange, postRefund, type RefundRows } from './refund-store.ts'
export { salesRoutes } from './routes.ts'
export type {
  AdjustmentKind,
  AllocationRow,
  LineKind,
  LineRow,
  OutsideKind,
  PostedTicket,
  TenderKind,
  TenderRow,
  TicketRows,
} from './rows.ts'
export { refund as refundSchema, ticket as ticketSchema } from './schemas.ts'
export { addTotals, contradictions, type KindTotal, noTotals, type ShiftTotals, shiftTotals } from './shift-totals.ts'
export { shiftTotalsSchema } from './shift-totals-schema.ts'
export { type LockedTicket, lockTicket, nextNumber, noteCompanions, postTicket } from './store.ts'
export { verifySales } from './verify.ts'
