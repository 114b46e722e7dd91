import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export interface TrailFilter {
  actorId?: string
  action?: string
  storeId?: string
  subjectId?: string
  from?: string
  to?: string
}

export const trailQuery = (filter: TrailFilter) =>
  infiniteQueryOptions({
    queryKey: ['audit', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/audit-entries', { params: { query: { ...filter, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const sealQuery = queryOptions({ queryKey: ['audit-seal'], queryFn: () => answer(api.GET('/api/audit-seals/last')) })
