import { infiniteQueryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const storesQuery = infiniteQueryOptions({
  queryKey: ['stores'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/stores', { params: { query: { limit: 100, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})
