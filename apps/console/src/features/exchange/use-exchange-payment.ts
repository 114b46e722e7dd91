import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query'
import { answer, type Cart } from '@yunbin/api-client'
import { useCallback, useMemo, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { useDebounced } from '../../lib/use-debounced.ts'
import { asPlanned, type PayChoice } from '../desk/tenders.ts'
import { type Payment, type PayScene, remedyFor, usePayment } from '../desk/use-payment.ts'
import type { Quoted } from '../desk/use-quote.ts'
import { returnedOf } from './exchange-draft.ts'

export type ExchangeQuote = Schema<'ExchangeQuote'>
type Ticket = Schema<'Ticket'>

export interface Asked {
  lines: Schema<'ExchangeRequest'>['lines']
  cart: Cart
}

interface ExchangeQuoted extends Quoted {
  /** Both sides: the last answer, and the one for exactly what is asked. */
  whole: ExchangeQuote | undefined
  wholeCurrent: ExchangeQuote | undefined
  isPending: boolean
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

function useExchangeQuoted(ticketId: string, asked: Asked): ExchangeQuoted {
  const rested = useDebounced(asked, 200)
  const isWhole = ({ lines, cart }: Asked) => lines.length > 0 && cart.lines.length > 0
  const enabled = isWhole(asked) && isWhole(rested)
  const query = useQuery({ ...exchangeQuery(ticketId, rested), enabled, placeholderData: keepPreviousData })
  const whole = isWhole(asked) && !query.isError ? query.data : undefined
  const isSame = JSON.stringify(rested) === JSON.stringify(asked)
  const wholeCurrent = enabled && isSame && !query.isPlaceholderData && !query.isFetching ? whole : undefined
  return {
    whole,
    wholeCurrent,
    quote: whole?.quote,
    current: wholeCurrent?.quote,
    isRecalculating: isWhole(asked) && !wholeCurrent && !query.isError,
    isPending: enabled && query.isPending,
    error: isWhole(asked) ? query.error : null,
    cart: rested.cart,
    refetch: () => void query.refetch(),
  }
}

export interface ExchangePayment {
  payment: Payment
  /** The figures as they become. */
  shown: ExchangeQuote | undefined
  /** Those that may be agreed to, with the cart they were made from. */
  current: ExchangeQuote | undefined
  cart: Cart
  error: unknown
  remedy: ReturnType<typeof remedyFor>
  isPending: boolean
  refetch: () => void
}

/**
 * What comes back and what goes out, paid as at the desk: what is returned pays first, then the member's own means as far as they go,
 * then whatever is chosen for the rest.
 */
export function useExchangePayment(ticket: Ticket, { lines, cart }: Asked): ExchangePayment {
  const [choice, setChoice] = useState<PayChoice>(asPlanned)
  const [dialog, setDialog] = useState<PayScene['dialog']>(null)
  const panel = useRef<HTMLElement>(null)
  const close = useCallback(() => setDialog(null), [])
  const plan = useExchangeQuoted(ticket.id, { lines, cart: { ...cart, tenders: 'auto' } })
  const text = JSON.stringify(cart)
  const cartWith = useCallback((tenders: Cart['tenders']): Cart => ({ ...(JSON.parse(text) as Cart), tenders }), [text])
  const returned = useMemo(() => (plan.whole ? returnedOf(ticket, plan.whole.worksheet) : []), [ticket, plan.whole])
  const scene: PayScene = {
    storeId: ticket.storeId,
    memberId: ticket.memberId,
    lines: cart.lines,
    plan,
    choice,
    setChoice,
    returned,
    dialog,
    open: setDialog,
    close,
    panel,
  }
  const usePriced = (priced: Cart) => useExchangeQuoted(ticket.id, { lines, cart: priced })
  const { paid, ...payment } = usePayment(scene, cartWith, usePriced)
  const error = plan.error ?? paid.error
  return {
    payment,
    shown: plan.whole && (paid.whole ?? plan.whole),
    current: plan.current ? paid.wholeCurrent : undefined,
    cart: paid.cart,
    error,
    remedy: remedyFor(paid.error, payment),
    isPending: plan.isPending,
    refetch: () => {
      plan.refetch()
      paid.refetch()
    },
  }
}
