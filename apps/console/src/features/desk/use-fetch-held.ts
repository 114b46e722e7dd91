import { useMutation, useQueryClient } from '@tanstack/react-query'
import { answer, type Cart } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import { type DeskState, deskOfHeld } from './cart.ts'

export interface FetchHeld {
  ticketId: string
  /** Although another till has it: that one is told. */
  takeOver: boolean
}

/** Takes a held bill, reads it anew and hands over a desk made of it. Whoever has it already is named by the refusal. */
export function useFetchHeld(onFetched: (desk: DeskState) => void) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: async ({ ticketId, takeOver }: FetchHeld) => {
      const path = { ticketId }
      const { version } = await answer(api.POST('/api/tickets/{ticketId}/taking', { params: { path }, body: { takeOver } }))
      const { cart } = await answer(api.GET('/api/tickets/{ticketId}', { params: { path } }))
      return { ticketId, version, cart }
    },
    onSuccess: ({ ticketId, version, cart }) => {
      // The till wrote this cart itself, and the server checked it when it was held.
      if (cart) onFetched(deskOfHeld(ticketId, version, cart as unknown as Cart))
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['tickets'] }),
  })
}
