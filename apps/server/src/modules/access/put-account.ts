import type { WriteCtx } from '../../platform/ctx.ts'
import type { Grant } from './actor.ts'
import { findAccount, replaceGrants, revokeAll, upsertAccount } from './store.ts'

export interface AccountInput {
  staffId: string
  signInName: string
  /** Undefined: the present one stays. */
  passwordHash?: string | undefined
  /** Undefined: the present one stays; null: none, so that this person approves nothing. */
  pinHash?: string | null | undefined
  grants: readonly Grant[]
}

/**
 * Writes a person's account and roles, and ends their sessions (but the one that asks). Who may do so is the staff room's to decide.
 * @returns false when there is neither a password yet nor one given; nothing is written then
 * @throws SignInNameTaken
 */
export async function putAccount(ctx: WriteCtx, input: AccountInput): Promise<boolean> {
  const before = await findAccount(ctx.db, input.staffId)
  const passwordHash = input.passwordHash ?? before?.passwordHash
  if (passwordHash === undefined) return false
  const pinHash = input.pinHash === undefined ? (before?.pinHash ?? null) : input.pinHash
  await upsertAccount(ctx, { staffId: input.staffId, signInName: input.signInName, passwordHash, pinHash })
  await replaceGrants(ctx, input.staffId, input.grants)
  await endSessions(ctx, input.staffId)
  return true
}

/** Ends every session of a person but the one that asks. */
export async function endSessions(ctx: WriteCtx, staffId: string): Promise<void> {
  await revokeAll(ctx, staffId, ctx.actor.sessionId)
}
