import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'

const base = useDatabase()

function atClock<T>(shift: Temporal.DurationLike, run: () => Promise<T>): Promise<T> {
  const start = base.runtime.clock.now()
  base.runtime.clock.setTo(start.add(shift))
  return run().finally(() => base.runtime.clock.setTo(start))
}

describe('a session token', () => {
  it('stands for the person, the stores and the roles held', async () => {
    const mine = await makeStore(base)
    const other = await makeStore(base)
    const { actor, staffId } = await signInAs(base, 'manager', { storeId: mine.id })
    expect(actor.id).toBe(staffId)
    expect(actor.scopes).toEqual([mine.id])
    expect(actor.can('sell', 'Ticket', mine.id)).toBe(true)
    expect(actor.can('sell', 'Ticket', other.id)).toBe(false)
    expect(actor.can('manage', 'Setting')).toBe(false)
  })

  it('is nobody when a character differs, the brand differs, or it is no token at all', async () => {
    const { token } = await signInAs(base, 'owner')
    const last = token.at(-1) === 'A' ? 'E' : 'A'
    for (const wrong of [token.slice(0, -1) + last, token.replace('test.', 'other.'), `${token}x`, '', 'test.', token.slice(5)]) {
      expect(await base.runtime.authenticate(wrong)).toBeNull()
    }
    expect(await base.runtime.authenticate(token)).not.toBeNull()
  })

  it('ends after twelve idle hours, and use keeps it alive', async () => {
    const { token } = await signInAs(base, 'owner')
    expect(await atClock({ hours: 12 }, () => base.runtime.authenticate(token))).toBeNull()
    expect(await atClock({ hours: 11 }, () => base.runtime.authenticate(token))).not.toBeNull()
    expect(await atClock({ hours: 22 }, () => base.runtime.authenticate(token))).not.toBeNull()
  })

  it('ends for good at its expiry, however busy', async () => {
    const { token } = await signInAs(base, 'owner')
    for (const hours of [8, 16, 23]) expect(await atClock({ hours }, () => base.runtime.authenticate(token))).not.toBeNull()
    expect(await atClock({ hours: 24 }, () => base.runtime.authenticate(token))).toBeNull()
  })

  it('is written down as used at most every five minutes, and costs one statement', async () => {
    const { token, actor } = await signInAs(base, 'owner')
    const db = base.runtime.brands.dbOf(base.brand)
    const seen = async () =>
      (
        await db.selectFrom('session').select('last_seen_at').where('id', '=', actor.sessionId).executeTakeFirstOrThrow()
      ).last_seen_at.toString()
    const first = await seen()
    const counter = base.runtime.counter ?? { count: 0 }
    const before = counter.count
    await atClock({ minutes: 4 }, () => base.runtime.authenticate(token))
    expect(counter.count - before).toBe(1)
    expect(await seen()).toBe(first)
    await atClock({ minutes: 6 }, () => base.runtime.authenticate(token))
    expect(await seen()).not.toBe(first)
  })

  it('ends at once when it is revoked or the person leaves', async () => {
    const db = base.runtime.brands.dbOf(base.brand)
    const revoked = await signInAs(base, 'cashier')
    await db.updateTable('session').set({ revoked_at: base.runtime.clock.now() }).where('id', '=', revoked.actor.sessionId).execute()
    expect(await base.runtime.authenticate(revoked.token)).toBeNull()
    const left = await signInAs(base, 'cashier')
    await db.updateTable('staff').set({ is_active: false }).where('id', '=', left.staffId).execute()
    expect(await base.runtime.authenticate(left.token)).toBeNull()
  })
})
