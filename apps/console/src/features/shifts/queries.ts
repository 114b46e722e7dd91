import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

/** Everything below begins with this key: whatever moves cash or shifts makes all of it stale. */
const KEY = 'shifts'

export function forgetShifts(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: [KEY] })
}

export const tillsQuery = (storeId: string) =>
  queryOptions({
    queryKey: [KEY, 'tills', storeId],
    queryFn: () => answer(api.GET('/api/tills', { params: { query: { storeId } } })),
    staleTime: 30_000,
  })

export const shiftQuery = (shiftId: string) =>
  queryOptions({
    queryKey: [KEY, 'one', shiftId],
    queryFn: () => answer(api.GET('/api/shifts/{shiftId}', { params: { path: { shiftId } } })),
  })

export const blockersQuery = (shiftId: string) =>
  queryOptions({
    queryKey: [KEY, 'blockers', shiftId],
    queryFn: () => answer(api.GET('/api/shifts/{shiftId}/blockers', { params: { path: { shiftId } } })),
    staleTime: 0,
  })

export const receiversQuery = (storeId: string) =>
  queryOptions({
    queryKey: [KEY, 'receivers', storeId],
    queryFn: () => answer(api.GET('/api/stores/{storeId}/shift-receivers', { params: { path: { storeId } } })),
  })

export interface ShiftFilter {
  storeId: string
  tillId?: string | undefined
  day?: string | undefined
}

export const shiftsQuery = (filter: ShiftFilter) =>
  infiniteQueryOptions({
    queryKey: [KEY, 'list', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(api.GET('/api/shifts', { params: { query: { ...filter, limit: 50, cursor: pageParam } }, signal })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const dayQuery = (storeId: string, day: string) =>
  queryOptions({
    queryKey: [KEY, 'day', storeId, day],
    queryFn: () => answer(api.GET('/api/stores/{storeId}/days/{day}', { params: { path: { storeId, day } } })),
    staleTime: 0,
  })

export const reportQuery = (reportId: string) =>
  queryOptions({
    queryKey: ['shift-report', reportId],
    queryFn: () => answer(api.GET('/api/shift-reports/{reportId}', { params: { path: { reportId } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const reportPaperQuery = (reportId: string) =>
  queryOptions({
    queryKey: ['shift-report', reportId, 'paper'],
    queryFn: () => answer(api.GET('/api/shift-reports/{reportId}/receipt', { params: { path: { reportId }, query: { columns: '32' } } })),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const xReportQuery = (shiftId: string) =>
  queryOptions({
    queryKey: [KEY, 'x', shiftId],
    queryFn: () => answer(api.GET('/api/shifts/{shiftId}/x-report', { params: { path: { shiftId } } })),
    staleTime: 0,
  })

export const xPaperQuery = (shiftId: string) =>
  queryOptions({
    queryKey: [KEY, 'x', shiftId, 'paper'],
    queryFn: () => answer(api.GET('/api/shifts/{shiftId}/x-report/receipt', { params: { path: { shiftId }, query: { columns: '32' } } })),
    staleTime: 0,
  })

export const shiftRefundsQuery = (storeId: string, shiftId: string) =>
  queryOptions({
    queryKey: [KEY, 'refunds', shiftId],
    queryFn: () => answer(api.GET('/api/refunds', { params: { query: { storeId, shiftId, limit: 100 } } })),
  })

export const shiftSettingsQuery = queryOptions({
  queryKey: ['shift-settings'],
  queryFn: () => answer(api.GET('/api/shift-settings')),
})
