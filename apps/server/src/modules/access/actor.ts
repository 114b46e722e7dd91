/** Turns the roles a person holds into the actor that rooms ask. */
import { createMongoAbility, type MongoAbility, type RawRuleOf, subject as typed } from '@casl/ability'
import type { Actor } from '../../platform/ctx.ts'
import type { Role } from '../settings/index.ts'
import { ALL_ABILITIES, PERMISSIONS } from './abilities.ts'

/** A role held in one store, or in all (null). */
export interface Grant {
  readonly role: Role
  readonly storeId: string | null
}

function rulesOf(grants: readonly Grant[]): RawRuleOf<MongoAbility>[] {
  return grants.flatMap((grant) =>
    PERMISSIONS[grant.role].map((ability) => {
      const [action = '', subject = ''] = ability.split(' ')
      return { subject, action, ...(grant.storeId === null ? {} : { conditions: { storeId: grant.storeId } }) }
    }),
  )
}

const MAX_KNOWN = 1_000
const known = new Map<string, MongoAbility>()

/** Abilities by the roles they come from: few combinations exist, every request needs one. */
function abilityOf(grants: readonly Grant[]): MongoAbility {
  const key = grants
    .map((g) => `${g.role}@${g.storeId ?? ''}`)
    .sort()
    .join()
  const made = known.get(key) ?? createMongoAbility(rulesOf(grants))
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(key, made)
  return made
}

/** The actor of a signed-in person. Without a store, `can` answers whether they may somewhere; with one, whether there. */
export function actorOf(person: { id: string; sessionId: string; grants: readonly Grant[] }): Actor {
  const ability = abilityOf(person.grants)
  const stores = new Set(person.grants.flatMap((grant) => (grant.storeId === null ? [] : [grant.storeId])))
  return {
    id: person.id,
    sessionId: person.sessionId,
    scopes: person.grants.some((grant) => grant.storeId === null) ? 'all' : [...stores],
    can: (action, subject, scopeId) =>
      scopeId === undefined ? ability.can(action, subject) : ability.can(action, typed(subject, { storeId: scopeId })),
  }
}

/** What the actor may do somewhere, as `sell Ticket`: for showing and hiding, never for deciding. */
export function abilitiesOf(actor: Actor): string[] {
  return ALL_ABILITIES.filter((ability) => {
    const [action = '', subject = ''] = ability.split(' ')
    return actor.can(action, subject)
  })
}
