import { queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

export const firstDayQuery = queryOptions({
  queryKey: ['first-day'],
  queryFn: () => answer(api.GET('/api/first-day')),
  // Every page that is opened may have brought it further.
  staleTime: 10_000,
})
