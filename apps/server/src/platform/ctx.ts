/** What a verb is given: never a container, only what it needs, and the type says whether it may write. */
import type { Keyring } from './crypto.ts'
import type { Db, Tx } from './db.ts'
import { Forbidden, NotFound } from './errors.ts'

/** A chain with a schema of its own. */
export interface Brand {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly trade: string
  readonly schema: string
  readonly role: string
  readonly isDemo: boolean
  readonly createdAt: Temporal.Instant
  readonly keys: Keyring
}

/** Who acts: what they may do, and in which scopes (stores). */
export interface Actor {
  /** Null for the system itself (jobs). */
  readonly id: string | null
  readonly sessionId: string | null
  /** The scopes the actor works in; `all` for the whole brand. */
  readonly scopes: 'all' | readonly string[]
  /** Whether the actor may do this; with `scopeId`, whether in that scope. Denied by default. */
  can(action: string, subject: string, scopeId?: string): boolean
}

export interface ReadCtx {
  readonly db: Db
  readonly actor: Actor
  readonly now: Temporal.Instant
  readonly brand: Brand
}

/** One line of the audit trail; ids, amounts and codes only. */
export interface AuditEntry {
  action: string
  subjectKind: string
  subjectId: string | null
  storeId?: string | null
  detail?: Record<string, unknown>
}

declare const committed: unique symbol

/** A write cannot be called without a transaction, nor commit one: only `runWrite` makes this type. */
export interface WriteCtx extends ReadCtx {
  readonly db: Tx
  /** Records what was done; written in the same transaction. A write that records nothing is refused. */
  audit(entry: AuditEntry): void
  /** Queues a job that runs only if this transaction commits. */
  enqueue(task: string, payload: Record<string, unknown>): void
  readonly [committed]?: never
}

/** Refuses with `forbidden` unless the actor may. A scope out of the actor's sight answers `not_found`: no hint leaks. */
export function authorize(ctx: ReadCtx, action: string, subject: string, scopeId?: string): void {
  if (scopeId !== undefined && !inScope(ctx.actor, scopeId)) throw new NotFound()
  if (!ctx.actor.can(action, subject, scopeId)) throw new Forbidden({ action, subject })
}

export function inScope(actor: Actor, scopeId: string): boolean {
  return actor.scopes === 'all' || actor.scopes.includes(scopeId)
}

/** The server acting on its own (jobs, verification, demo data). */
export const system: Actor = { id: null, sessionId: null, scopes: 'all', can: () => true }
