import { describe, expect, it } from 'vitest'
import { makeStore, type SignedIn, signInAs, TEST_PASSWORD, TEST_PIN } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)
let address = 0
const from = () => `10.7.${Math.floor(++address / 250)}.${(address % 250) + 1}`

async function later<T>(shift: Temporal.DurationLike, run: () => Promise<T>): Promise<T> {
  const start = base.runtime.clock.now()
  base.runtime.clock.setTo(start.add(shift))
  try {
    return await run()
  } finally {
    base.runtime.clock.setTo(start)
  }
}

const share = (who: SignedIn, storeId = who.storeId) =>
  api.call('POST', '/shared-devices', { token: who.token, body: { storeId, name: '前台 1 号' } })

/** A shared till of a store with its manager and a cashier; `cookie` is the secret the device keeps. */
async function till() {
  const storeId = (await makeStore(base)).id
  const manager = await signInAs(base, 'manager', { storeId })
  const cashier = await signInAs(base, 'cashier', { storeId })
  const made = await share(manager)
  const cookie = String(made.headers['set-cookie']).split(';')[0] ?? ''
  return { storeId, manager, cashier, cookie, deviceId: made.body.id as string }
}
const switchTo = (cookie: string, staffId: string, pin = TEST_PIN) =>
  api.call('POST', '/shared-till/session', { body: { staffId, pin }, headers: { cookie }, remoteAddress: from() })
const me = (token: string) => api.call('GET', '/session', { token })
const auditOf = async (subjectId: string) =>
  (await db().selectFrom('audit_entry').select(['action', 'actor_id']).where('subject_id', '=', subjectId).orderBy('seq').execute()).map(
    (e) => e.action,
  )

describe('POST /shared-devices', () => {
  it('makes the device at hand a shared till: a secret in a cookie no page can read, only its hash kept', async () => {
    const manager = await signInAs(base, 'manager')
    const made = await share(manager)
    expect(made.status).toBe(201)
    expect(String(made.headers['set-cookie'])).toMatch(/^yb_device=test\.[\w-]{43}; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Strict$/)
    const row = await db().selectFrom('shared_device').selectAll().where('id', '=', made.body.id).executeTakeFirstOrThrow()
    expect(row).toMatchObject({ store_id: manager.storeId, name: '前台 1 号', created_by: manager.staffId, revoked_at: null })
    expect(JSON.stringify(row)).not.toContain(made.body.token.slice(5))
    expect((await me(manager.token)).body.till).toEqual({
      id: made.body.id,
      name: '前台 1 号',
      storeId: manager.storeId,
      idleLockMinutes: 5,
    })
    expect(await auditOf(made.body.id)).toEqual(['device.share'])
  })

  it('is refused to a cashier, and for a store out of sight', async () => {
    const cashier = await signInAs(base, 'cashier')
    const manager = await signInAs(base, 'manager')
    expect((await share(cashier)).status).toBe(403)
    expect((await share(manager, cashier.storeId)).status).toBe(404)
    const rows = await db().selectFrom('shared_device').select('id').where('store_id', 'in', [cashier.storeId, manager.storeId]).execute()
    expect(rows).toEqual([])
  })
})

describe('a shared till', () => {
  it('shows who may take it over, to the device that keeps the secret alone', async () => {
    const { cookie, storeId, manager, cashier } = await till()
    const elsewhere = await signInAs(base, 'cashier')
    const shown = await api.call('GET', '/shared-till', { headers: { cookie } })
    expect(shown.body.till).toMatchObject({ name: '前台 1 号', storeId, idleLockMinutes: 5 })
    const ids = shown.body.till.people.map((p: { staffId: string }) => p.staffId)
    expect(ids).toEqual(expect.arrayContaining([manager.staffId, cashier.staffId]))
    expect(ids).not.toContain(elsewhere.staffId)
    for (const wrong of ['', `yb_device=test.${'A'.repeat(43)}`, 'yb_device=nonsense'])
      expect((await api.call('GET', '/shared-till', { headers: { cookie: wrong } })).body).toEqual({ till: null })
    expect((await switchTo('', cashier.staffId)).body.code).toBe('device_unknown')
  })

  it('changes hands by PIN: a session of their own, in that store alone, and the one before is over there', async () => {
    const { cookie, storeId, manager, cashier, deviceId } = await till()
    const taken = await switchTo(cookie, cashier.staffId)
    expect([taken.status, taken.body.staff.id]).toEqual([200, cashier.staffId])
    expect(taken.body.till.id).toBe(deviceId)
    expect((await me(manager.token)).status).toBe(401)
    expect((await me(cashier.token)).status).toBe(200)
    const back = await switchTo(cookie, manager.staffId)
    expect((await me(taken.body.token)).status).toBe(401)
    const { abilities } = (await me(back.body.token)).body
    expect(abilities).toContain('void Ticket')
    for (const word of ['manage Staff', 'manage Device']) expect(abilities).not.toContain(word)
    const owner = await signInAs(base, 'owner')
    const asOwner = (await switchTo(cookie, owner.staffId)).body
    expect(asOwner.stores.map((s: { id: string }) => s.id)).toEqual([storeId])
    for (const word of ['manage Price', 'manage Setting', 'manage Role', 'manage Brand', 'read Audit', 'export Report'])
      expect(asOwner.abilities).not.toContain(word)
    const sessions = await api.call('GET', '/sessions', { token: asOwner.token })
    expect(sessions.body.items[0]).toMatchObject({ factor: 'pin', till: { name: '前台 1 号' } })
  })

  it('refuses a wrong PIN, locks it after five, and tells nobody else apart', async () => {
    const { cookie, cashier, manager } = await till()
    const elsewhere = await signInAs(base, 'cashier')
    expect((await switchTo(cookie, elsewhere.staffId)).status).toBe(404)
    for (let left = 4; left >= 0; left -= 1)
      expect((await switchTo(cookie, cashier.staffId, '999999')).body).toMatchObject({ code: 'pin_wrong', params: { triesLeft: left } })
    expect((await switchTo(cookie, cashier.staffId)).body).toMatchObject({ code: 'pin_locked', params: { retryAfterSeconds: 30 } })
    expect((await auditOf(cashier.staffId)).filter((a) => a === 'pin.refuse')).toHaveLength(5)
    expect((await me(manager.token)).status).toBe(200)
    await later({ seconds: 31 }, async () => {
      expect((await switchTo(cookie, cashier.staffId, '999999')).body.code).toBe('pin_wrong')
      expect((await switchTo(cookie, cashier.staffId)).body.params.retryAfterSeconds).toBe(60)
    })
    await later({ seconds: 120 }, async () => expect((await switchTo(cookie, cashier.staffId)).status).toBe(200))
  })

  it('looks at no more than five PINs sent at once', async () => {
    const { cookie, cashier } = await till()
    const answers = await Promise.all(Array.from({ length: 12 }, (_, i) => switchTo(cookie, cashier.staffId, String(100_000 + i))))
    expect(answers.filter((a) => a.body.code === 'pin_wrong')).toHaveLength(5)
    expect(answers.filter((a) => a.body.code === 'pin_locked')).toHaveLength(7)
  })

  it('is taken over by nobody who has no PIN, left, or lost their role there', async () => {
    const { cookie, cashier } = await till()
    await db().updateTable('account').set({ pin_hash: null }).where('staff_id', '=', cashier.staffId).execute()
    expect((await switchTo(cookie, cashier.staffId)).body.code).toBe('pin_unfit')
    await db().updateTable('staff').set({ is_active: false }).where('id', '=', cashier.staffId).execute()
    expect((await switchTo(cookie, cashier.staffId)).status).toBe(404)
    const { cookie: other, cashier: moved } = await till()
    await db().deleteFrom('role_grant').where('staff_id', '=', moved.staffId).execute()
    expect((await switchTo(other, moved.staffId)).status).toBe(404)
  })
})

describe('the lock of a shared till', () => {
  it('closes after the minutes of the setting, on the server too, and opens by PIN', async () => {
    const { cookie, manager, cashier } = await till()
    const { token } = (await switchTo(cookie, cashier.staffId)).body
    await later({ minutes: 4 }, async () => expect((await me(token)).status).toBe(200))
    await later({ minutes: 8 }, async () => expect((await me(token)).status).toBe(200))
    await later({ minutes: 14 }, async () => {
      const locked = await me(token)
      expect([locked.status, locked.body.code]).toEqual([423, 'session_locked'])
      expect((await api.call('GET', '/members', { token })).body.code).toBe('session_locked')
      expect((await api.call('POST', '/session/lock', { token })).body.code).toBe('session_locked')
      const unlocked = await switchTo(cookie, cashier.staffId)
      expect((await me(unlocked.body.token)).status).toBe(200)
      expect((await me(token)).status).toBe(401)
    })
    expect((await me(manager.token)).status).toBe(401)
  })

  it('closes at once when asked, and never on a device of one’s own', async () => {
    const { cookie, cashier } = await till()
    const { token } = (await switchTo(cookie, cashier.staffId)).body
    expect((await api.call('POST', '/session/lock', { token })).status).toBe(200)
    expect((await me(token)).body.code).toBe('session_locked')
    expect((await api.call('POST', '/session/lock', { token: cashier.token })).body.code).toBe('device_unknown')
    await later({ minutes: 60 }, async () => expect((await me(cashier.token)).status).toBe(200))
  })

  it('does not close where the setting says never, nor because the clock went back', async () => {
    const { cookie, cashier } = await till()
    const { token } = (await switchTo(cookie, cashier.staffId)).body
    await later({ minutes: -90 }, async () => expect((await me(token)).status).toBe(200))
    await db().updateTable('brand_setting').set({ idle_lock_minutes: 0 }).execute()
    try {
      await later({ minutes: 90 }, async () => expect((await me(token)).status).toBe(200))
    } finally {
      await db().updateTable('brand_setting').set({ idle_lock_minutes: 5 }).execute()
    }
  })

  it('holds for who signed in there by password too', async () => {
    const { cookie, cashier } = await till()
    const body = { brand: 'test', signInName: cashier.signInName, password: TEST_PASSWORD }
    const signedIn = await api.call('POST', '/session', { body, headers: { cookie }, remoteAddress: from() })
    expect(signedIn.body.till.name).toBe('前台 1 号')
    await later({ minutes: 6 }, async () => expect((await me(signedIn.body.token)).body.code).toBe('session_locked'))
  })
})

describe('DELETE /shared-devices/{deviceId}', () => {
  it('makes it an ordinary device again and ends what is open there; for its own managers only', async () => {
    const { cookie, cashier, deviceId } = await till()
    const { token } = (await switchTo(cookie, cashier.staffId)).body
    const stranger = await signInAs(base, 'manager')
    const owner = await signInAs(base, 'owner')
    const remove = (by: SignedIn) => api.call('DELETE', `/shared-devices/${deviceId}`, { token: by.token })
    expect((await remove(cashier)).status).toBe(403)
    expect((await remove(stranger)).status).toBe(404)
    const listed = (by: SignedIn) => api.call('GET', '/shared-devices', { token: by.token })
    expect((await listed(stranger)).body.items).toEqual([])
    expect((await listed(owner)).body.items).toContainEqual(expect.objectContaining({ id: deviceId, name: '前台 1 号' }))
    expect((await remove(owner)).status).toBe(200)
    expect((await me(token)).status).toBe(401)
    expect((await switchTo(cookie, cashier.staffId)).body.code).toBe('device_unknown')
    expect((await remove(owner)).status).toBe(404)
    expect(await auditOf(deviceId)).toEqual(['device.share', 'device.unshare'])
  })
})
