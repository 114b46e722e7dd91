import { useMutation } from '@tanstack/react-query'
import { answer, type Cart } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import { type DeskState, deskOfHeld } from './cart.ts'

/** Reads a held bill anew (another till may have changed it) and hands over a desk made of it. */
export function useFetchHeld(onFetched: (desk: DeskState) => void) {
  return useMutation({
    mutationFn: (ticketId: string) => answer(api.GET('/api/tickets/{ticketId}', { params: { path: { ticketId } } })),
    onSuccess: (ticket) => {
      // The till wrote this cart itself, and the server checked it when it was held.
      if (ticket.cart) onFetched(deskOfHeld(ticket.id, ticket.cart as unknown as Cart))
    },
  })
}
