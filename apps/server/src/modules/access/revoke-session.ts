import type { WriteCtx } from '../../platform/ctx.ts'
import { Forbidden, NotFound } from '../../platform/errors.ts'
import { personOf } from './factors.ts'
import { revokeAll, revokeOne } from './store.ts'

/** Ends a session: one's own, or anybody's with `manage Session`. @throws NotFound when it is another's, over already or unknown */
export async function revokeSession(ctx: WriteCtx, sessionId: string): Promise<{ id: string }> {
  const mayAll = ctx.actor.can('manage', 'Session')
  const staffId = await revokeOne(ctx, sessionId, mayAll ? null : ctx.actor.id)
  if (staffId === null) throw new NotFound()
  ctx.audit({ action: 'session.revoke', subjectKind: 'Session', subjectId: sessionId, detail: { staffId } })
  return { id: sessionId }
}

/** Ends all sessions of a person but the one that asks: one's own, or anybody's with `manage Session`. @throws Forbidden */
export async function revokeOthers(ctx: WriteCtx, staffId = personOf(ctx)): Promise<{ sessionsEnded: number }> {
  if (staffId !== ctx.actor.id && !ctx.actor.can('manage', 'Session')) throw new Forbidden()
  const sessionsEnded = await revokeAll(ctx, staffId, ctx.actor.sessionId)
  ctx.audit({ action: 'session.revoke_all', subjectKind: 'Staff', subjectId: staffId, detail: { sessionsEnded } })
  return { sessionsEnded }
}
