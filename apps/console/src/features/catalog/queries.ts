import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export type ItemKind = 'service' | 'product' | 'pass' | 'top_up'

export interface ItemFilter {
  kind: ItemKind
  q?: string | undefined
  active: boolean
}

export const itemsQuery = ({ active, ...filter }: ItemFilter) =>
  infiniteQueryOptions({
    queryKey: ['items', 'list', filter, active],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answer(
        api.GET('/api/items', {
          params: { query: { ...filter, active: active ? 'true' : 'false', limit: 100, cursor: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  })

export const itemQuery = (itemId: string) =>
  queryOptions({
    queryKey: ['item', itemId],
    queryFn: () => answer(api.GET('/api/items/{itemId}', { params: { path: { itemId } } })),
  })

/** All services, for the contents of a pass. */
export const servicesQuery = queryOptions({
  queryKey: ['items', 'services'],
  queryFn: async () => (await answer(api.GET('/api/items', { params: { query: { kind: 'service', limit: 100 } } }))).items,
  staleTime: 60_000,
})

export const categoriesQuery = queryOptions({ queryKey: ['categories'], queryFn: () => answer(api.GET('/api/categories')) })

/** What is in force at a store: an item whose price there differs from the brand's has one of its own. */
export const storePricesQuery = (storeId: string) =>
  queryOptions({
    queryKey: ['catalog', storeId, 'prices'],
    queryFn: async () => {
      const { items } = await answer(api.GET('/api/catalog', { params: { query: { storeId } } }))
      return new Map(items.map((item) => [item.id, item.priceFen]))
    },
    staleTime: 30_000,
  })
