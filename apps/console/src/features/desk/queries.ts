import { queryOptions, useQuery } from '@tanstack/react-query'
import { answer, type Cart } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

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

/** What a member is called at the desk; empty until it is known. */
export function useMemberName(memberId: string | null): string {
  const { data } = useQuery({ ...memberQuery(memberId ?? ''), enabled: memberId !== null, staleTime: 5 * 60_000 })
  return data ? (data.name ?? data.number) : ''
}

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

/** Companies that may be charged, by name; those that owe come first. */
export const companiesQuery = (storeId: string, q: string) =>
  queryOptions({
    queryKey: ['credit-accounts', 'charge', storeId, q],
    queryFn: async ({ signal }) => {
      const query = { storeId, state: 'all' as const, limit: 100, ...(q ? { q } : {}) }
      const { items } = await answer(api.GET('/api/credit-accounts', { params: { query }, signal }))
      return items.filter((account) => account.kind === 'company' && account.isActive)
    },
    staleTime: 0,
  })

/** Like a quote, a split writes nothing. */
export const splitQuery = (request: Schema<'SplitRequest'>) =>
  queryOptions({
    queryKey: ['quote', 'split', request],
    queryFn: ({ signal }) => answer(api.POST('/api/quotes/split', { body: request, signal })),
    staleTime: 5_000,
    gcTime: 30_000,
  })
