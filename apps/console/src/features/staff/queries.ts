import { infiniteQueryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

/** Everybody in the signed-in person's sight, by code. */
export const staffQuery = infiniteQueryOptions({
  queryKey: ['staff', 'list'],
  initialPageParam: undefined as string | undefined,
  queryFn: ({ pageParam }) => answer(api.GET('/api/staff', { params: { query: { limit: 100, cursor: pageParam } } })),
  getNextPageParam: (page) => page.nextCursor ?? undefined,
})
