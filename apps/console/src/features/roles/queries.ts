import { queryOptions } from '@tanstack/react-query'
import { answer } from '@yunbin/api-client'
import { api } from '../../lib/api.ts'

/** Built-in roles, then the brand's own. */
export const rolesQuery = queryOptions({ queryKey: ['roles'], queryFn: () => answer(api.GET('/api/roles')) })
