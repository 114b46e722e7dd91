import type { WriteCtx } from '../../platform/ctx.ts'
import { NotSignedIn } from '../../platform/errors.ts'
import { revokeAll, updateSecret } from './store.ts'

/** Changes one's own password; every other device is signed out. The present password was verified before. */
export async function changePassword(ctx: WriteCtx, passwordHash: string): Promise<{ sessionsEnded: number }> {
  const staffId = requirePerson(ctx)
  await updateSecret(ctx, staffId, { passwordHash })
  const sessionsEnded = await revokeAll(ctx, staffId, ctx.actor.sessionId)
  ctx.audit({ action: 'password.change', subjectKind: 'Staff', subjectId: staffId, detail: { sessionsEnded } })
  return { sessionsEnded }
}

/** Changes one's own PIN, with which one approves what colleagues ask. The present password was verified before. */
export async function changePin(ctx: WriteCtx, pinHash: string): Promise<void> {
  const staffId = requirePerson(ctx)
  await updateSecret(ctx, staffId, { pinHash })
  ctx.audit({ action: 'pin.change', subjectKind: 'Staff', subjectId: staffId })
}

function requirePerson(ctx: WriteCtx): string {
  if (ctx.actor.id === null) throw new NotSignedIn()
  return ctx.actor.id
}
