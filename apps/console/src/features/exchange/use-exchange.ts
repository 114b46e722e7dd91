import { keepPreviousData, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { answer, type Cart } from '@yunbin/api-client'
import { useEffect, useState } from 'react'
import { api } from '../../lib/api.ts'
import { uuidv7 } from '../../lib/ids.ts'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { useSendOnce } from '../../lib/use-send-once.ts'
import { usePrintWish } from '../printing/till-printing.ts'
import type { RefundLineChoice } from '../tickets/queries.ts'
import { type Payment, tendersOf } from './exchange-draft.ts'

export type ExchangeQuote = Schema<'ExchangeQuote'>
type Body = Schema<'ExchangeRequest'>
type Ticket = Schema<'Ticket'>

export interface Asked {
  lines: RefundLineChoice[]
  cart: Cart
}

/** The quote writes nothing, so it is read like any other. */
const exchangeQuery = (ticketId: string, asked: Asked) =>
  queryOptions({
    queryKey: ['exchange-quote', ticketId, asked],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/tickets/{ticketId}/exchange-quotes', { params: { path: { ticketId } }, body: asked, signal })),
    staleTime: 5_000,
    gcTime: 30_000,
    retry: false,
  })

function useQuoted(ticketId: string, asked: Asked, isEnabled: boolean) {
  const rested = useDebounced(asked, 200)
  const enabled = isEnabled && rested.lines.length > 0 && rested.cart.lines.length > 0
  const query = useQuery({ ...exchangeQuery(ticketId, rested), enabled, placeholderData: keepPreviousData })
  const isCurrent =
    enabled && JSON.stringify(rested) === JSON.stringify(asked) && !query.isPlaceholderData && !query.isFetching && !query.error
  return {
    data: isEnabled && !query.error ? query.data : undefined,
    current: isCurrent ? query.data : undefined,
    error: isEnabled ? query.error : null,
    isPending: enabled && query.isPending,
    refetch: query.refetch,
  }
}

/** What comes back and what goes out: first as far as the goods and the member's own means go, then with the money chosen for the rest. */
export function useExchangeQuote(ticketId: string, lines: RefundLineChoice[], cart: Cart, payment: Payment) {
  const [roundingFen, setRounding] = useState(0)
  const isWhole = lines.length > 0 && cart.lines.length > 0
  const plan = useQuoted(ticketId, { lines, cart: { ...cart, tenders: 'auto' } }, isWhole)
  const tenders = plan.data ? tendersOf(plan.data.quote, payment, payment.way === 'cash' ? roundingFen : 0) : []
  const paid = useQuoted(ticketId, { lines, cart: { ...cart, tenders } }, isWhole && plan.data !== undefined)
  const current = plan.current ? paid.current : undefined
  useEffect(() => {
    if (current) setRounding(current.quote.roundingFen)
  }, [current])
  return {
    plan: isWhole ? plan.data : undefined,
    shown: isWhole ? (paid.data ?? plan.data) : undefined,
    /** The one that may be completed, with the cart it was made from. */
    current,
    cart: { ...cart, tenders } satisfies Cart,
    error: isWhole ? (plan.error ?? paid.error) : null,
    isPending: isWhole && plan.isPending,
    refetch: () => void Promise.all([plan.refetch(), paid.refetch()]),
  }
}

/** Sends the exchange once, however often the button is hit. */
export function useExchange(ticket: Ticket) {
  const navigate = useNavigate()
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
      for (const key of ['tickets', 'refunds', 'wallet', 'statement', 'member', 'receipt', 'liability', 'shifts', 'credit-accounts'])
        void queryClient.invalidateQueries({ queryKey: [key] })
      void navigate({ to: '/exchanges/$ticketId', params: { ticketId: ticket.id }, search: { done: done.ticketId }, replace: true })
    },
  )
}
