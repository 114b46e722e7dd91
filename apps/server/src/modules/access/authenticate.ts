import type { Authenticate, Runtime } from '../../platform/runtime.ts'
import { actorOf } from './actor.ts'
import { isAlive, isTouchDue, readToken } from './rules.ts'
import { findSession, touchSession } from './store.ts'

/** How this installation knows who a token stands for. Expired, idle, revoked or of somebody who left: nobody. */
export function authenticate(runtime: Pick<Runtime, 'brands' | 'clock'>): Authenticate {
  return async (token) => {
    const read = readToken(token)
    const brand = read ? await runtime.brands.bySlug(read.slug) : null
    if (read === null || brand === null) return null
    const db = runtime.brands.dbOf(brand)
    const now = runtime.clock.now()
    const session = await findSession(db, read.hash)
    if (session === null || !isAlive(session, now)) return null
    if (isTouchDue(session, now)) await touchSession(db, session.id, now)
    return { brand, actor: actorOf({ id: session.staffId, sessionId: session.id, grants: session.grants }) }
  }
}
