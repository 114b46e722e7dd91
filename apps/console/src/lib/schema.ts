import type { components } from '@yunbin/api-client'

/** A shape of the API by its name in the description: `Schema<'Ticket'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]
