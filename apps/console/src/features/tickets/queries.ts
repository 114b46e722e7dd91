import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export interface TicketFilter {
  storeId: string
  day?: string | undefined
  state?: 'held' | 'completed' | 'voided' | undefined
  memberId?: string | undefined
  shiftId?: string | undefined
}

export const ticketsQuery = (filter: TicketFilter) =>
  infiniteQueryOptions({
    queryKey: ['tickets', 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/tickets', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const ticketQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['tickets', 'one', ticketId],
    queryFn: () => answer(api.GET('/api/tickets/{ticketId}', { params: { path: { ticketId } } })),
  })

export const ticketReceiptQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['receipt', ticketId],
    queryFn: () => answer(api.GET('/api/tickets/{ticketId}/receipt', { params: { path: { ticketId }, query: { columns: '32' } } })),
    staleTime: 60_000,
  })

export const refundQuery = (refundId: string) =>
  queryOptions({
    queryKey: ['refunds', refundId],
    queryFn: () => answer(api.GET('/api/refunds/{refundId}', { params: { path: { refundId } } })),
  })

export const refundReceiptQuery = (refundId: string) =>
  queryOptions({
    queryKey: ['refund-receipt', refundId],
    queryFn: () => answer(api.GET('/api/refunds/{refundId}/receipt', { params: { path: { refundId }, query: { columns: '32' } } })),
    staleTime: 60_000,
  })

export interface RefundLineChoice {
  lineId: string
  quantity: number
  restock: boolean
}

/** The worksheet writes nothing, so it is read like any other. */
export const worksheetQuery = (ticketId: string, lines: readonly RefundLineChoice[]) =>
  queryOptions({
    queryKey: ['refund-quote', ticketId, lines],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/tickets/{ticketId}/refund-quotes', { params: { path: { ticketId } }, body: { lines: [...lines] }, signal })),
    staleTime: 5_000,
    gcTime: 30_000,
  })
