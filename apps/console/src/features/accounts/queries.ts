import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

export type Account = Schema<'CreditAccount'>
export type AccountRow = Schema<'CreditAccountSummary'>

export interface AccountFilter {
  storeId: string
  state?: 'all' | undefined
  q?: string | undefined
}

export const accountsQuery = (filter: AccountFilter) =>
  infiniteQueryOptions({
    queryKey: ['credit-accounts', 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/credit-accounts', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

/** A company's account, or a member's under the member's own id. */
export const accountQuery = (accountId: string, storeId: string) =>
  queryOptions({
    queryKey: ['credit-accounts', 'one', accountId, storeId],
    queryFn: () => answer(api.GET('/api/credit-accounts/{accountId}', { params: { path: { accountId }, query: { storeId } } })),
  })
