import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const priceBooksQuery = infiniteQueryOptions({
  queryKey: ['price-books'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/price-books', { params: { query: { limit: 30, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})

/** Names of those who published; a brand has fewer people than one page holds. */
export const staffNamesQuery = queryOptions({
  queryKey: ['staff', 'names'],
  queryFn: async () => {
    const { items } = await answer(api.GET('/api/staff', { params: { query: { limit: 100 } } }))
    return new Map(items.map((s) => [s.id, s.name]))
  },
  staleTime: 5 * 60_000,
})
