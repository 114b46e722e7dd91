/** People, and who may change whom. No database. */
import type { Actor } from '../../platform/ctx.ts'
import { type HeldRole, holds, wordsOf } from '../access/index.ts'

export const POSITIONS = [
  'stylist',
  'senior_stylist',
  'director',
  'assistant',
  'beautician',
  'adviser',
  'cashier',
  'manager',
  'owner',
] as const
export type Position = (typeof POSITIONS)[number]

export interface Staff {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly position: Position
  readonly homeStoreId: string
  readonly isActive: boolean
  readonly version: number
}

/** A person to be named on a ticket line. */
export interface Performer {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly position: Position
}

/**
 * Whether the actor may give or take this role: an owner's by an owner only; any other where they manage staff, and only when they hold
 * every word of it there themselves.
 */
export function mayGrant(actor: Actor, grant: HeldRole): boolean {
  if (grant.role === 'owner') return actor.can('manage', 'Brand')
  return holds(actor, 'manage Staff', grant.storeId) && wordsOf(grant).every((word) => holds(actor, word, grant.storeId))
}

/** Whether the actor may change this person: manages the home store, and could have given every role the person holds. */
export function mayChange(actor: Actor, person: { homeStoreId: string; grants: readonly HeldRole[] }): boolean {
  return actor.can('manage', 'Staff', person.homeStoreId) && person.grants.every((grant) => mayGrant(actor, grant))
}
