import type { Authenticate, Runtime } from '../../platform/runtime.ts'
import { actorOf } from './actor.ts'
import { SessionLocked } from './errors.ts'
import { isAlive, isIdle, isTouchDue, readToken } from './rules.ts'
import { findSession, touchSession } from './store.ts'

/**
 * How this installation knows who a token stands for. Expired, idle, revoked or of somebody who left: nobody. Who has yet to set up a
 * second factor holds no role until then.
 * @throws SessionLocked at a shared till that was locked, or left alone for too long
 */
export function authenticate(runtime: Pick<Runtime, 'brands' | 'clock'>): Authenticate {
  return async (token) => {
    const read = readToken(token)
    const brand = read ? await runtime.brands.bySlug(read.slug) : null
    if (read === null || brand === null) return null
    const db = runtime.brands.dbOf(brand)
    const now = runtime.clock.now()
    const session = await findSession(db, read.hash)
    if (session === null || !isAlive(session, now)) return null
    if (session.isLocked || isIdle(session, now)) throw new SessionLocked()
    if (isTouchDue(session, now)) await touchSession(db, session.id, now)
    const pinStoreId = session.factor === 'pin' ? session.deviceStoreId : null
    const grants = session.needsFactor ? [] : session.grants
    return { brand, actor: actorOf({ id: session.staffId, sessionId: session.id, grants, pinStoreId }) }
  }
}
