import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const settlementQuery = queryOptions({
  queryKey: ['settlement'],
  queryFn: () => answer(api.GET('/api/settlement')),
})

export const settlementMonthQuery = (month: string) =>
  queryOptions({
    queryKey: ['settlement', month],
    queryFn: () => answer(api.GET('/api/settlement/months/{month}', { params: { path: { month } } })),
  })

export const settlementEntriesQuery = (month: string, issuerId: string, performerId: string) =>
  infiniteQueryOptions({
    queryKey: ['settlement', month, 'entries', issuerId, performerId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/settlement/months/{month}/entries', {
          params: { path: { month }, query: { issuerId, performerId, limit: 50, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
