import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Cart, Quote } from '@yunbin/api-client'
import { useMemo } from 'react'
import { useDebounced } from '../../lib/use-debounced.ts'
import { quoteQuery } from './queries.ts'

export interface Quoted {
  /** The last answer; it may belong to the cart before this one. */
  quote: Quote | undefined
  /** The answer for exactly the cart on the desk; only this one may be paid. */
  current: Quote | undefined
  isRecalculating: boolean
  error: unknown
  /** The cart `current` was made from, to be sent back with its hash. */
  cart: Cart
  refetch: () => void
}

const REST_MS = 120

/** Prices the cart as it changes, once per pause; while the answer is on its way the old one stays, marked as such. */
export function useQuote(cart: Cart): Quoted {
  const text = JSON.stringify(cart)
  const rested = useDebounced(text, REST_MS)
  const restedCart = useMemo(() => JSON.parse(rested) as Cart, [rested])
  const enabled = restedCart.lines.length > 0
  const query = useQuery({ ...quoteQuery(restedCart), enabled, placeholderData: keepPreviousData })
  const isCurrent = rested === text && enabled && !query.isPlaceholderData && !query.isFetching && !query.isError
  const empty = cart.lines.length === 0
  return {
    quote: empty ? undefined : query.data,
    current: isCurrent ? query.data : undefined,
    isRecalculating: !empty && !isCurrent && !query.isError,
    error: empty ? null : query.error,
    cart: restedCart,
    refetch: () => void query.refetch(),
  }
}
