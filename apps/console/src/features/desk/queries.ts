import { queryOptions } from '@tanstack/react-query'
import { answer, type Cart } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const catalogQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['catalog', storeId],
    queryFn: () => answer(api.GET('/api/catalog', { params: { query: { storeId } } })),
    staleTime: 60_000,
  })

export const performersQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['performers', storeId],
    queryFn: () => answer(api.GET('/api/staff', { params: { query: { storeId, limit: 100 } } })),
    staleTime: 5 * 60_000,
  })

export const memberQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['member', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}', { params: { path: { memberId } } })),
  })

/** What this member buys most often: their tiles come first. */
export const usualQuery = (memberId: string, storeId: string) =>
  queryOptions({
    queryKey: ['usual', memberId, storeId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/usual', { params: { path: { memberId }, query: { storeId } } })),
    staleTime: 60_000,
  })

export const walletQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['wallet', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/wallet', { params: { path: { memberId } } })),
  })

export const memberSearchQuery = (text: string) =>
  queryOptions({
    queryKey: ['member-search', text],
    queryFn: ({ signal }) => answer(api.GET('/api/members', { params: { query: { q: text, limit: 8 } }, signal })),
    staleTime: 5_000,
  })

export const duplicatesQuery = (phone: string, name: string) =>
  queryOptions({
    queryKey: ['member-duplicates', phone, name],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/member-duplicates', { params: { query: { ...(phone ? { phone } : {}), ...(name ? { name } : {}) } }, signal })),
  })

/** A quote writes nothing, so it is read like any other: the same cart has the same answer until something is sold. */
export const quoteQuery = (cart: Cart) =>
  queryOptions({
    queryKey: ['quote', cart],
    queryFn: ({ signal }) => answer(api.POST('/api/quotes', { body: cart, signal })),
    staleTime: 5_000,
    gcTime: 30_000,
  })

export const heldQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['tickets', 'held', storeId],
    queryFn: () => answer(api.GET('/api/tickets', { params: { query: { storeId, state: 'held', limit: 100 } } })),
    staleTime: 0,
  })

export const receiptQuery = (ticketId: string) =>
  queryOptions({
    queryKey: ['receipt', ticketId],
    queryFn: () => answer(api.GET('/api/tickets/{ticketId}/receipt', { params: { path: { ticketId }, query: { columns: '32' } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })
