import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export interface MemberFilter {
  q?: string | undefined
  tag?: string | undefined
  levelId?: string | undefined
  adviserId?: string | undefined
  /** Spent in the last year at least so many fen: one of the steps the server knows. */
  spend?: '50000' | '100000' | '300000' | '1000000' | undefined
  sort?: 'spend' | 'lastVisit' | undefined
}

export const membersQuery = (filter: MemberFilter) =>
  infiniteQueryOptions({
    queryKey: ['members', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) => {
      const { spend, ...rest } = filter
      const step = spend === undefined ? {} : { spendFromFen: Number(spend) as 50_000 }
      return answer(api.GET('/api/members', { params: { query: { ...rest, ...step, limit: 50, cursor: pageParam } }, signal }))
    },
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const memberQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['member', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}', { params: { path: { memberId } } })),
  })

export const tagsQuery = queryOptions({ queryKey: ['tags'], queryFn: () => answer(api.GET('/api/tags')), staleTime: 60_000 })
export const levelsQuery = queryOptions({ queryKey: ['levels'], queryFn: () => answer(api.GET('/api/levels')), staleTime: 60_000 })

export const duplicatesQuery = (phone: string, name: string) =>
  queryOptions({
    queryKey: ['member-duplicates', phone, name],
    queryFn: ({ signal }) =>
      answer(api.GET('/api/member-duplicates', { params: { query: { ...(phone ? { phone } : {}), ...(name ? { name } : {}) } }, signal })),
  })

export const walletQuery = (memberId: string, withEmpty: boolean) =>
  queryOptions({
    queryKey: ['wallet', memberId, withEmpty],
    queryFn: () =>
      answer(
        api.GET('/api/members/{memberId}/wallet', { params: { path: { memberId }, query: { withEmpty: withEmpty ? 'true' : 'false' } } }),
      ),
  })

export const statementQuery = (memberId: string) =>
  infiniteQueryOptions({
    queryKey: ['statement', memberId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/members/{memberId}/statement', { params: { path: { memberId }, query: { limit: 30, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
