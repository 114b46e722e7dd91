import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'
import { sendFile } from '../../lib/send-file.ts'

export type Ask = Schema<'PrepaidRefundAsk'>
export type Sheet = Schema<'PrepaidWorksheet'>
export type GrantSheet = Schema<'PrepaidGrantSheet'>
export type Quote = Schema<'PrepaidRefundQuote'>
export type Request = Schema<'PrepaidRefund'>
export type ReasonCode = Ask['reasonCode']

export const grantsQuery = (memberId: string, storeId: string) =>
  queryOptions({
    queryKey: ['prepaid-grants', memberId, storeId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/prepaid-grants', { params: { path: { memberId }, query: { storeId } } })),
  })

/** The worksheet writes nothing, so it is read like any other. */
export const sheetQuery = (memberId: string, ask: Ask) =>
  queryOptions({
    queryKey: ['prepaid-quote', memberId, ask],
    queryFn: ({ signal }) =>
      answer(api.POST('/api/members/{memberId}/prepaid-refund-quotes', { params: { path: { memberId } }, body: ask, signal })),
    staleTime: 5_000,
    gcTime: 30_000,
    retry: false,
  })

export interface RequestFilter {
  storeId?: string | undefined
  memberId?: string | undefined
  state?: Request['state'] | undefined
}

export const requestsQuery = (filter: RequestFilter) =>
  infiniteQueryOptions({
    queryKey: ['prepaid-refunds', 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/prepaid-refunds', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const requestQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['prepaid-refunds', 'one', requestId],
    queryFn: () => answer(api.GET('/api/prepaid-refunds/{requestId}', { params: { path: { requestId } } })),
  })

export const payoutQuery = (requestId: string) =>
  queryOptions({
    queryKey: ['prepaid-refunds', 'payout', requestId],
    queryFn: () => answer(api.GET('/api/prepaid-refunds/{requestId}/payout-quote', { params: { path: { requestId } } })),
    retry: false,
  })

export const paperQuery = (requestId: string, state: string) =>
  queryOptions({
    queryKey: ['prepaid-refunds', 'paper', requestId, state],
    queryFn: () =>
      answer(api.GET('/api/prepaid-refunds/{requestId}/receipt', { params: { path: { requestId }, query: { columns: '32' } } })),
    staleTime: 60_000,
  })

export const rulesQuery = queryOptions({ queryKey: ['refund-rules'], queryFn: () => answer(api.GET('/api/refund-rules')) })
export const ratesQuery = queryOptions({ queryKey: ['interest-rates'], queryFn: () => answer(api.GET('/api/interest-rates')) })

/** Everything that shows what a member owns, owes or was paid. */
export function refreshAfterRefund(queryClient: QueryClient): void {
  for (const key of ['prepaid-refunds', 'prepaid-grants', 'wallet', 'statement', 'member', 'liability'])
    void queryClient.invalidateQueries({ queryKey: [key] })
}

export const evidenceUrl = (requestId: string, attachmentId?: string) =>
  `/api/prepaid-refunds/${requestId}/attachments${attachmentId ? `/${attachmentId}` : ''}`

export const sendEvidence = (requestId: string, file: File) => sendFile(evidenceUrl(requestId), file)
