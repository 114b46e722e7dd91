import { queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const termsQuery = queryOptions({
  queryKey: ['terms', 'current'],
  queryFn: () => answer(api.GET('/api/terms/current')),
})

export const acceptancesQuery = (memberId: string) =>
  queryOptions({
    queryKey: ['acceptances', memberId],
    queryFn: () => answer(api.GET('/api/members/{memberId}/terms-acceptances', { params: { path: { memberId } } })),
  })
