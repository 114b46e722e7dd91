import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'
import type { Schema } from '../../lib/schema.ts'

export type LiabilityRow = Schema<'LiabilityRow'>

/** One cell of the report: whose lots, of which kind, how old. Without an age, all of them. */
export interface Cell {
  storeId: string
  kind: LiabilityRow['kind']
  unit: 'fen' | 'point' | 'session' | 'day'
  age?: LiabilityRow['age'] | undefined
}

export const liabilityQuery = (storeId: string | undefined, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['liability', storeId, asOf],
    queryFn: () => answer(api.GET('/api/reports/liability', { params: { query: { storeId, asOf } } })),
  })

export const depositsKeptQuery = (storeId: string | undefined, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['deposits', 'kept', storeId, asOf],
    queryFn: () => answer(api.GET('/api/reports/deposits', { params: { query: { storeId, asOf } } })),
  })

export const receivablesQuery = (storeId: string | undefined, asOf: string | undefined) =>
  queryOptions({
    queryKey: ['receivables', 'owed', storeId, asOf],
    queryFn: () => answer(api.GET('/api/reports/receivables', { params: { query: { storeId, asOf } } })),
  })

export const liabilityLotsQuery = (cell: Cell, asOf: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['liability', 'lots', cell, asOf],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      answer(api.GET('/api/reports/liability/lots', { params: { query: { ...cell, asOf, limit: 50, cursor: pageParam } } })),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })
