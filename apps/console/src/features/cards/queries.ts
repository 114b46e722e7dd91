import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const memberCardsQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['cards', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/cards', { params: { path: { memberId } } })),
  })

export const transfersQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['transfers', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/transfers', { params: { path: { memberId } } })),
  })

export const transferQuery = (transferId: string) =>
  queryOptions({
    queryKey: ['transfer', transferId],
    queryFn: () => answer(api.GET('/api/transfers/{transferId}', { params: { path: { transferId } } })),
  })

export const cardFaceQuery = (cardId: string) =>
  queryOptions({
    queryKey: ['card-face', cardId],
    queryFn: () => answer(api.GET('/api/cards/{cardId}/face', { params: { path: { cardId } } })),
  })

export const giftCardsQuery = (storeId: string, state: 'open' | 'claimed' | undefined) =>
  infiniteQueryOptions({
    queryKey: ['gift-cards', storeId, state ?? 'all'],
    queryFn: ({ pageParam }) =>
      answer(
        api.GET('/api/gift-cards', {
          params: { query: { storeId, ...(state ? { state } : {}), ...(pageParam ? { cursor: pageParam } : {}) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor,
  })
