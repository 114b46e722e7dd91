import { problem } from '../../platform/errors.ts'

export const TicketNotHeld = problem('ticket_not_held', 409, 'This bill is not held any more')
export const TicketTaken = problem('ticket_taken', 409, 'Somebody fetched this bill at another till')
export const TicketClosed = problem('ticket_closed', 409, 'This bill was completed or discarded before')
export const ReceiptNotReady = problem('receipt_not_ready', 409, 'A bill has a receipt once it is completed')
