import { createClient } from '@yunbin/api-client'

export const api = createClient({ baseUrl: '' })
