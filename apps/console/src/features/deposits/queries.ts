import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

export type DepositRow = Schema<'DepositSummary'>
export type Deposit = Schema<'Deposit'>

export interface DepositFilter {
  storeId: string
  state: 'open' | 'all'
  /** Of this member alone. */
  memberId?: string | undefined
  q?: string | undefined
}

export const depositsQuery = (filter: DepositFilter) =>
  infiniteQueryOptions({
    queryKey: ['deposits', 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/deposits', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

/** What is left of a member's deposits in one store; nobody has a hundred. */
export const memberDepositsQuery = (storeId: string, memberId: string) =>
  queryOptions({
    queryKey: ['deposits', 'member', storeId, memberId],
    queryFn: ({ signal }) => answer(api.GET('/api/deposits', { params: { query: { storeId, memberId, limit: 100 } }, signal })),
  })

export const depositQuery = (depositId: string) =>
  queryOptions({
    queryKey: ['deposits', 'one', depositId],
    queryFn: () => answer(api.GET('/api/deposits/{depositId}', { params: { path: { depositId } } })),
  })
