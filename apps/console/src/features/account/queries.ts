import { queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

/** One's own one-time codes, recovery codes and passkeys. */
export const factorsQuery = queryOptions({ queryKey: ['factors'], queryFn: () => answer(api.GET('/api/session/factors')) })
