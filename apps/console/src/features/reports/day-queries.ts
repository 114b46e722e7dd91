import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { DayReport, Opened } from './day-reports.ts'
import type { Span } from './spans.ts'

export type Compare = 'previous' | 'week'

export interface DayReportAsked extends Span {
  storeId?: string | undefined
  by: string
  compare?: Compare | undefined
}

export const dayReportQuery = (report: DayReport, asked: DayReportAsked) =>
  queryOptions({
    queryKey: ['day-report', report, asked],
    queryFn: () => answer(api.GET('/api/reports/days/{report}', { params: { path: { report }, query: asked } })),
    placeholderData: keepPreviousData,
  })

export const dayRowsQuery = (report: DayReport, asked: Span & { storeId?: string | undefined }, { is, figure }: Opened) =>
  infiniteQueryOptions({
    queryKey: ['day-report', report, 'rows', asked, is, figure],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/reports/days/{report}/rows', {
          params: { path: { report }, query: { ...asked, is: JSON.stringify(is), figure, limit: 50, cursor: pageParam } },
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const storesReportQuery = (span: Span) =>
  queryOptions({
    queryKey: ['stores-report', span],
    queryFn: () => answer(api.GET('/api/reports/stores', { params: { query: { from: span.from, to: span.to } } })),
    placeholderData: keepPreviousData,
  })

/** What is owed at the end of a business day. */
export const leftQuery = (storeId: string | undefined, throughDay: string) =>
  queryOptions({
    queryKey: ['liability', 'through', storeId, throughDay],
    queryFn: () => answer(api.GET('/api/reports/liability', { params: { query: { storeId, throughDay } } })),
  })
