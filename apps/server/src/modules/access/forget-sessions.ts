import type { WriteCtx } from '../../platform/ctx.ts'
import { ENDED_SESSION_DAYS } from './rules.ts'
import { deleteEnded } from './store.ts'

/** Removes sessions that ended long ago, and first steps and questions nobody followed up. Returns how many sessions. */
export async function forgetSessions(ctx: WriteCtx): Promise<number> {
  const count = await deleteEnded(ctx, ctx.now.subtract({ hours: 24 * ENDED_SESSION_DAYS }))
  ctx.audit({ action: 'session.forget', subjectKind: 'Session', subjectId: null, detail: { count } })
  return count
}
