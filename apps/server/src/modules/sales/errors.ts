import { problem } from '../../platform/errors.ts'

export const TicketNotHeld = problem('ticket_not_held', 409, 'This bill is not held any more')
