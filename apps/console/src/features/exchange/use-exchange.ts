import { useQueryClient } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { useState } from 'react'
import { api } from '../../lib/api.ts'
import { uuidv7 } from '../../lib/ids.ts'
import type { Schema } from '../../lib/schema.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { usePrintWish } from '../printing/till-printing.ts'

type Body = Schema<'ExchangeRequest'>

const MOVED = ['tickets', 'refunds', 'wallet', 'statement', 'member', 'receipt', 'liability', 'shifts', 'credit-accounts', 'deposits']

/** Sends the exchange once, however often the button is hit. */
export function useExchange(ticket: Schema<'Ticket'>, onDone: (newTicketId: string) => void) {
  const queryClient = useQueryClient()
  const wish = usePrintWish(ticket.storeId)
  // Made once, so that a request sent again names the same bill.
  const [newTicketId] = useState(uuidv7)
  return useSendOnce(
    (body: Omit<Body, 'ticketId'>, key) => {
      const print = wish()
      return answer(
        api.POST('/api/tickets/{ticketId}/exchanges', {
          params: { path: { ticketId: ticket.id } },
          body: { ...body, ticketId: newTicketId, ...(print ? { print } : {}) },
          headers: { 'Idempotency-Key': key },
        }),
      )
    },
    (done) => {
      // Removed, not asked again: the form that is just closing would price what is exchanged already.
      queryClient.removeQueries({ queryKey: ['exchange-quote'] })
      for (const key of MOVED) void queryClient.invalidateQueries({ queryKey: [key] })
      onDone(done.ticketId)
    },
  )
}
