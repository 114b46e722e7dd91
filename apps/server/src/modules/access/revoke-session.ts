import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { revokeOne } from './store.ts'

/** Ends a session: one's own, or anybody's with `manage Session`. @throws NotFound when it is another's, over already or unknown */
export async function revokeSession(ctx: WriteCtx, sessionId: string): Promise<{ id: string }> {
  const mayAll = ctx.actor.can('manage', 'Session')
  const staffId = await revokeOne(ctx, sessionId, mayAll ? null : ctx.actor.id)
  if (staffId === null) throw new NotFound()
  ctx.audit({ action: 'session.revoke', subjectKind: 'Session', subjectId: sessionId, detail: { staffId } })
  return { id: sessionId }
}
