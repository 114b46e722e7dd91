import type { Session } from '@yunbin/api-client'

type Ability = Session['abilities'][number]

/**
 * Whether one of the session's abilities covers the act in the store. `manage` covers every action and `all` every subject;
 * an ability without a store holds in all of them.
 */
export function can(session: { abilities: readonly Ability[] }, action: string, subject: string, storeId?: string): boolean {
  return session.abilities.some(
    (ability) =>
      (ability.action === action || ability.action === 'manage') &&
      (ability.subject === subject || ability.subject === 'all') &&
      (!ability.storeId || !storeId || ability.storeId === storeId),
  )
}
