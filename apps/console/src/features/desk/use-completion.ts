import { useQueryClient } from '@tanstack/react-query'
import { answer, type Cart, Problem, type Quote } from '@yunbin/api-client'
import { useCallback, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { isProblem } from '../../lib/problems.ts'
import type { Schema } from '../../lib/schema.ts'
import { tillPrintOf, useTill } from '../printing/till-printing.ts'
import type { DeskState } from './cart.ts'
import { useDesk } from './desk-context.tsx'
import { proofsFor } from './proofs.ts'

type TillPrint = Schema<'TillPrint'>

export interface Completion {
  complete: (cart: Cart, quote: Quote) => void
  isPending: boolean
  error: unknown
  /** The quote the cashier had agreed to, when the server then found another total. */
  before: Quote | null
  forget: () => void
}

/**
 * Sends the sale once, however often the button is hit. The key is made of the ticket and the quote, so that after a dead
 * line the very same press asks for the very same sale: the server answers with the first result instead of selling twice.
 */
export function useCompletion(): Completion {
  const { state, storeId, finish, open, proofs, setProofs } = useDesk()
  const till = useTill(storeId)
  const print = useRef<{ key: string; wanted: TillPrint | undefined } | null>(null)
  const queryClient = useQueryClient()
  const inFlight = useRef(false)
  const [isPending, setPending] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [before, setBefore] = useState<Quote | null>(null)

  const complete = useCallback(
    (cart: Cart, quote: Quote) => {
      if (inFlight.current) return
      inFlight.current = true
      setPending(true)
      setError(null)
      setBefore(null)
      // The same press again has to ask for the very same thing, whatever was learned about printers meanwhile.
      const key = idempotencyKey(state.ticketId, quote.quoteHash)
      if (print.current?.key !== key) print.current = { key, wanted: tillPrintOf(till) }
      sell(state, cart, quote, { ...proofsFor(quote.payers, proofs, state.memberId), print: print.current.wanted }).then(
        // Sold: this panel is on its way out, and the last presses meant for it stay without effect.
        (ticket) => finish(ticket, quote),
        (problem: unknown) => {
          inFlight.current = false
          setPending(false)
          if (isProblem(problem, 'terms_not_accepted')) return open({ kind: 'terms', memberId: String(problem.params.memberId) })
          if (isProblem(problem, 'quote_changed')) {
            setBefore(quote)
            return queryClient.invalidateQueries({ queryKey: ['quote'] })
          }
          // Over, or used up: it is asked for once more at the next press; what the others typed still holds.
          if (isProblem(problem, 'pin_proof_invalid')) setProofs((given) => given.filter((p) => p.id !== problem.params.proofId))
          // Somebody's means are less than they were: what is shown of them is asked for anew.
          if (problem instanceof Problem && problem.status === 409) void queryClient.invalidateQueries({ queryKey: ['quote'] })
          setError(problem)
        },
      )
    },
    [state, till, finish, open, queryClient, proofs, setProofs],
  )
  const forget = useCallback(() => {
    setError(null)
    setBefore(null)
  }, [])
  return { complete, isPending, error, before, forget }
}

/** A bill that was sold already (the answer got lost and the cart was priced again) is shown, not sold again. */
async function sell(
  { ticketId, heldVersion }: DeskState,
  cart: Cart,
  quote: Quote,
  { print, ...consents }: { print: TillPrint | undefined } & ReturnType<typeof proofsFor>,
) {
  try {
    return await answer(
      api.POST('/api/tickets/{ticketId}/completion', {
        params: { path: { ticketId } },
        headers: { 'Idempotency-Key': idempotencyKey(ticketId, quote.quoteHash) },
        body: { cart, quoteHash: quote.quoteHash, heldVersion, ...consents, ...(print ? { print } : {}) },
      }),
    )
  } catch (problem) {
    if (!isProblem(problem, 'ticket_closed') || problem.params.state !== 'completed') throw problem
    return answer(api.GET('/api/tickets/{ticketId}', { params: { path: { ticketId } } }))
  }
}

export function idempotencyKey(ticketId: string, quoteHash: string): string {
  return `${ticketId}:${quoteHash.slice(0, 64)}`
}
