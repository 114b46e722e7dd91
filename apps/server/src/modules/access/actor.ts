/** Turns the roles a person holds into the actor that rooms ask. */
import { createMongoAbility, type MongoAbility, type RawRuleOf, subject as typed } from '@casl/ability'
import type { Actor } from '../../platform/ctx.ts'
import { ROLES, type Role } from '../settings/index.ts'
import { ALL_ABILITIES, BRAND_WIDE, NOT_BY_PIN, PERMISSIONS } from './abilities.ts'

/** A role held in one store, or in all (null). */
export interface Grant {
  /** A built-in role, or the id of one of the brand's own. */
  readonly role: string
  readonly storeId: string | null
}

/** A grant with the words of its role; null for a built-in one, whose words are in the code. */
export interface HeldRole extends Grant {
  readonly name?: string | null
  readonly abilities?: readonly string[] | null
}

/** A place that no store is: what may be done there may be done everywhere. */
const EVERYWHERE = '*'

/** What a role says its holders may do. */
export function wordsOf(role: { role: string; abilities?: readonly string[] | null }): readonly string[] {
  if ((ROLES as readonly string[]).includes(role.role)) return PERMISSIONS[role.role as Role]
  return role.abilities ?? []
}

function rulesOf(grants: readonly HeldRole[], isByPin: boolean): RawRuleOf<MongoAbility>[] {
  return grants.flatMap((grant) =>
    wordsOf(grant)
      .filter((word) => (grant.storeId === null || !BRAND_WIDE.has(word)) && !(isByPin && NOT_BY_PIN.has(word)))
      .map((word) => {
        const [action = '', subject = ''] = word.split(' ')
        return { subject, action, ...(grant.storeId === null ? {} : { conditions: { storeId: grant.storeId } }) }
      }),
  )
}

const MAX_KNOWN = 1_000
const known = new Map<string, MongoAbility>()

/** Abilities by the roles they come from: few combinations exist, every request needs one. */
function abilityOf(grants: readonly HeldRole[], isByPin: boolean): MongoAbility {
  const words = grants.map((g) => `${g.role}@${g.storeId ?? ''}/${g.abilities?.join() ?? ''}`).sort()
  const key = `${isByPin}${words.join(';')}`
  const made = known.get(key) ?? createMongoAbility(rulesOf(grants, isByPin))
  if (known.size >= MAX_KNOWN) known.clear()
  known.set(key, made)
  return made
}

/** A person who signed in: with `pinStoreId`, by PIN at a shared till of that store, where alone the roles then hold. */
export interface Person {
  id: string
  sessionId: string
  grants: readonly HeldRole[]
  pinStoreId?: string | null
}

/** The actor of a signed-in person. Without a store, `can` answers whether they may somewhere; with one, whether there. */
export function actorOf({ id, sessionId, grants, pinStoreId = null }: Person): Actor {
  const held = pinStoreId === null ? grants : withinStore(grants, pinStoreId)
  const ability = abilityOf(held, pinStoreId !== null)
  const stores = new Set(held.flatMap((grant) => (grant.storeId === null ? [] : [grant.storeId])))
  return {
    id,
    sessionId,
    scopes: held.some((grant) => grant.storeId === null) ? 'all' : [...stores],
    can: (action, subject, scopeId) =>
      scopeId === undefined ? ability.can(action, subject) : ability.can(action, typed(subject, { storeId: scopeId })),
  }
}

function withinStore(grants: readonly HeldRole[], storeId: string): HeldRole[] {
  return grants.filter((grant) => grant.storeId === null || grant.storeId === storeId).map((grant) => ({ ...grant, storeId }))
}

/** Whether the actor holds this word there; without a store, in every store. Nobody gives what they do not hold. */
export function holds(actor: Actor, word: string, storeId: string | null): boolean {
  const [action = '', subject = ''] = word.split(' ')
  return actor.can(action, subject, BRAND_WIDE.has(word) ? EVERYWHERE : (storeId ?? EVERYWHERE))
}

/** What the actor may do somewhere, as `sell Ticket`: for showing and hiding, never for deciding. */
export function abilitiesOf(actor: Actor): string[] {
  return ALL_ABILITIES.filter((word) => {
    const [action = '', subject = ''] = word.split(' ')
    return actor.can(action, subject)
  })
}
