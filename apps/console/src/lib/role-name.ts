import type { TFunction } from 'i18next'

/** What a role is called: the brand's own ones have a name, the built-in ones have words in every language. */
export function roleName(t: TFunction, role: { role: string; name?: string | null }): string {
  return role.name ?? t(`common:role.${role.role}`)
}
