import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const printersQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['printers', storeId],
    queryFn: () => answer(api.GET('/api/printers', { params: { query: { storeId } } })),
    staleTime: 60_000,
  })

/** While something is under way one looks often; otherwise now and then. */
const LOOK_MS = 1_000

export const isUnderWay = (job: { state: string } | undefined): boolean => job?.state === 'queued' || job?.state === 'sending'

export interface PrintSource {
  kind: 'ticket' | 'refund' | 'prepaid_refund' | 'z_report' | 'test'
  id: string
}

/** The newest jobs of one document. */
export const jobsOfQuery = (storeId: string, source: PrintSource) =>
  queryOptions({
    queryKey: ['print-jobs', 'of', storeId, source.kind, source.id],
    queryFn: () =>
      answer(api.GET('/api/print-jobs', { params: { query: { storeId, sourceKind: source.kind, sourceId: source.id, limit: 10 } } })),
    refetchInterval: (query) => (isUnderWay(query.state.data?.items[0]) ? LOOK_MS : false),
  })

/** What a person has to look at. */
export const attentionQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['print-jobs', 'attention', storeId],
    queryFn: () => answer(api.GET('/api/print-jobs', { params: { query: { storeId, state: 'attention', limit: 50 } } })),
    refetchInterval: 15_000,
  })

export const jobsQuery = (storeId: string) =>
  infiniteQueryOptions({
    queryKey: ['print-jobs', 'all', storeId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/print-jobs', { params: { query: { storeId, limit: 30, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    refetchInterval: (query) => (query.state.data?.pages[0]?.items.some(isUnderWay) ? LOOK_MS : 10_000),
  })

export const openingsQuery = (storeId: string) =>
  infiniteQueryOptions({
    queryKey: ['drawer-openings', storeId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) => answer(api.GET('/api/drawer-openings', { params: { query: { storeId, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const virtualPrintersQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['virtual-printers', storeId],
    queryFn: () => answer(api.GET('/api/virtual-printers', { params: { query: { storeId } } })),
    refetchInterval: 2_000,
  })

export function printDocument(body: { storeId: string; printerId?: string; source: PrintSource }) {
  return answer(api.POST('/api/print-jobs', { body }))
}

export function resolveJob(jobId: string, resolution: 'printed' | 'again' | 'dropped') {
  return answer(api.POST('/api/print-jobs/{jobId}/resolution', { params: { path: { jobId } }, body: { resolution } }))
}
