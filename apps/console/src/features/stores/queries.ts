import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const storesQuery = infiniteQueryOptions({
  queryKey: ['stores'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/stores', { params: { query: { limit: 100, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})

export const tiersQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['store-tiers', storeId],
    queryFn: () => answer(api.GET('/api/stores/{storeId}/tiers', { params: { path: { storeId } } })),
  })
