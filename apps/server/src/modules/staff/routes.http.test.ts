import { setImmediate } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { makeStore, randomCode, type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { createStaff, listPerformers, setAccount } from './index.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)

const person = async (storeId: string, name = '小美') =>
  (
    await write(base.runtime, base.brand, system, (ctx) =>
      createStaff(ctx, { name, position: 'stylist', homeStoreId: storeId, code: randomCode(8) }),
    )
  ).result
const rowOf = (id: string) => db().selectFrom('staff').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const auditOf = (id: string) => db().selectFrom('audit_entry').selectAll().where('subject_id', '=', id).orderBy('seq').execute()
const accountOf = (who: SignedIn, staffId: string, version: number, body: object) =>
  api.call('PUT', `/staff/${staffId}/account`, { token: who.token, body, headers: { 'if-match': `"${version}"` } })
const patch = (who: SignedIn, staffId: string, version: number, body: object) =>
  api.call('PATCH', `/staff/${staffId}`, { token: who.token, body, headers: { 'if-match': `"${version}"` } })

async function shop() {
  const storeId = (await makeStore(base)).id
  return { storeId, owner: await signInAs(base, 'owner', { storeId }), manager: await signInAs(base, 'manager', { storeId }) }
}

describe('POST /staff', () => {
  it('takes somebody on: one row, one line of audit without the name', async () => {
    const { storeId, manager } = await shop()
    const code = randomCode(8)
    const body = { code, name: '王小美', position: 'stylist', homeStoreId: storeId }
    const answer = await api.call('POST', '/staff', { token: manager.token, body })
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({ id: answer.body.id, ...body, isActive: true, version: 1 })
    const audit = await auditOf(answer.body.id)
    expect(audit).toMatchObject([
      { action: 'staff.create', actor_id: manager.staffId, store_id: storeId, detail: { code, position: 'stylist' } },
    ])
    expect(JSON.stringify(audit)).not.toContain('王小美')
  })

  it('numbers people when no code is given, and refuses a code that is taken', async () => {
    const { storeId, owner } = await shop()
    const post = (body: object) =>
      api.call('POST', '/staff', { token: owner.token, body: { name: '甲', position: 'assistant', homeStoreId: storeId, ...body } })
    const first = await post({})
    expect(first.body.code).toMatch(/^\d{3}$/)
    expect(Number((await post({})).body.code)).toBe(Number(first.body.code) + 1)
    expect((await post({ code: first.body.code })).body.code).toBe('staff_code_taken')
  })

  it('is refused to a cashier, and in a store the manager does not see; nothing is written', async () => {
    const { storeId, manager } = await shop()
    const cashier = await signInAs(base, 'cashier', { storeId })
    const elsewhere = (await makeStore(base)).id
    const code = randomCode(8)
    const body = { code, name: '甲', position: 'assistant', homeStoreId: storeId }
    expect((await api.call('POST', '/staff', { token: cashier.token, body })).status).toBe(403)
    expect((await api.call('POST', '/staff', { token: manager.token, body: { ...body, homeStoreId: elsewhere } })).status).toBe(404)
    expect(await db().selectFrom('staff').select('id').where('code', '=', code).execute()).toEqual([])
  })

  it('answers a repeated key with the first answer', async () => {
    const { storeId, owner } = await shop()
    const body = { name: '甲', position: 'assistant', homeStoreId: storeId }
    const post = () => api.call('POST', '/staff', { token: owner.token, body, headers: { 'idempotency-key': `key-${storeId}` } })
    const first = await post()
    const second = await post()
    expect(second.body).toEqual(first.body)
    expect(second.headers['idempotency-replayed']).toBe('true')
  })
})

describe('GET /staff', () => {
  it('shows who works in a store, page by page, accounts only to who manages them', async () => {
    const { storeId, manager, owner } = await shop()
    const { id } = await person(storeId)
    await person((await makeStore(base)).id)
    const guest = await signInAs(base, 'cashier', { grants: [{ role: 'cashier', storeId }] })
    const seen: { id: string; account: unknown }[] = []
    let cursor = ''
    do {
      const page = await api.call('GET', `/staff?storeId=${storeId}&limit=2${cursor}`, { token: manager.token })
      seen.push(...page.body.items)
      cursor = page.body.nextCursor === null ? '' : `&cursor=${page.body.nextCursor}`
    } while (cursor !== '')
    const ids = seen.map((s) => s.id)
    expect(ids).toEqual(expect.arrayContaining([manager.staffId, owner.staffId, guest.staffId, id]))
    expect(new Set(ids).size).toBe(ids.length)
    const of = (staffId: string) => seen.find((s) => s.id === staffId)
    expect(of(id)?.account).toBeNull()
    expect(of(manager.staffId)?.account).toEqual({
      signInName: manager.signInName,
      hasPin: true,
      roles: [{ role: 'manager', name: null, storeId }],
    })
    expect(of(guest.staffId)?.account).toBeNull()
    const toCashier = await api.call('GET', `/staff?storeId=${storeId}`, { token: guest.token })
    expect(toCashier.body.items.every((s: { account: unknown }) => s.account === null)).toBe(true)
  })

  it('hides other stores', async () => {
    const { manager } = await shop()
    const other = await shop()
    expect((await api.call('GET', `/staff?storeId=${other.storeId}`, { token: manager.token })).status).toBe(404)
    const all = await api.call('GET', '/staff?limit=100', { token: manager.token })
    expect(all.body.items.map((s: { id: string }) => s.id)).not.toContain(other.manager.staffId)
  })
})

describe('PATCH /staff/{staffId}', () => {
  it('edits with the version that was read, and refuses a stale one', async () => {
    const { storeId, manager } = await shop()
    const { id } = await person(storeId)
    const answer = await patch(manager, id, 1, { position: 'director' })
    expect([answer.status, answer.body.version, answer.headers.etag]).toEqual([200, 2, '"2"'])
    expect(await rowOf(id)).toMatchObject({ position: 'director', name: '小美', version: 2 })
    expect((await patch(manager, id, 1, { position: 'stylist' })).body.code).toBe('version_stale')
    expect((await auditOf(id)).map((e) => e.action)).toEqual(['staff.create', 'staff.edit'])
  })

  it('signs out at once who leaves, and not who comes back', async () => {
    const { storeId, owner } = await shop()
    const cashier = await signInAs(base, 'cashier', { storeId })
    expect((await patch(owner, cashier.staffId, 1, { isActive: false })).status).toBe(200)
    expect((await api.call('GET', '/session', { token: cashier.token })).status).toBe(401)
    expect((await patch(owner, cashier.staffId, 2, { isActive: true })).status).toBe(200)
    expect((await api.call('GET', '/session', { token: cashier.token })).status).toBe(401)
  })

  it("is refused to a manager for an owner, for another store's people, and for a move out of the own stores", async () => {
    const { storeId, manager, owner } = await shop()
    const other = await shop()
    const { id } = await person(storeId)
    expect((await patch(manager, owner.staffId, 1, { name: '我' })).status).toBe(403)
    expect((await patch(manager, other.manager.staffId, 1, { name: '我' })).status).toBe(404)
    expect((await patch(manager, id, 1, { homeStoreId: other.storeId })).status).toBe(404)
    expect(await rowOf(id)).toMatchObject({ home_store_id: storeId, version: 1 })
  })
})

describe('PUT /staff/{staffId}/account', () => {
  it('lets a person sign in with exactly these roles, and ends earlier sessions', async () => {
    const { storeId, owner } = await shop()
    const { id } = await person(storeId)
    const signInName = `new-${randomCode(6).toLowerCase()}`
    const body = { signInName, password: 'long-enough', pin: '804126', roles: [{ role: 'cashier', storeId }] }
    expect((await accountOf(owner, id, 1, body)).body).toEqual({ staffId: id, version: 2 })
    const session = await api.call('POST', '/session', { body: { signInName, password: 'long-enough' } })
    expect(session.body.roles).toEqual([{ role: 'cashier', name: null, storeId }])
    const kept = { signInName, roles: [{ role: 'stylist', storeId }] }
    expect((await accountOf(owner, id, 2, kept)).status).toBe(200)
    expect((await api.call('GET', '/session', { token: session.body.token })).status).toBe(401)
    const again = await api.call('POST', '/session', { body: { signInName, password: 'long-enough' } })
    expect(again.body.roles).toEqual([{ role: 'stylist', name: null, storeId }])
    const audit = JSON.stringify(await auditOf(id))
    for (const secret of ['long-enough', '804126', signInName, 'argon2']) expect(audit).not.toContain(secret)
  })

  it('gives nothing beyond what the manager could hold', async () => {
    const { storeId, manager, owner } = await shop()
    const other = await makeStore(base)
    const { id } = await person(storeId)
    const body = (role: string, at: string | null) => ({
      signInName: `n-${randomCode(8).toLowerCase()}`,
      password: 'long-enough',
      roles: [{ role, storeId: at }],
    })
    expect((await accountOf(manager, id, 1, body('owner', null))).status).toBe(403)
    expect((await accountOf(manager, id, 1, body('cashier', null))).status).toBe(403)
    expect((await accountOf(manager, id, 1, body('cashier', other.id))).status).toBe(404)
    expect((await accountOf(manager, owner.staffId, 1, body('cashier', storeId))).status).toBe(403)
    const everywhere = await signInAs(base, 'manager', { storeId, grants: [{ role: 'manager', storeId: null }] })
    expect((await accountOf(everywhere, id, 1, body('owner', null))).status).toBe(403)
    expect((await accountOf(owner, id, 1, body('owner', storeId))).status).toBe(422)
    expect((await accountOf(owner, id, 1, body('cashier', '01990000-0000-7000-8000-000000000000'))).status).toBe(404)
    expect(await db().selectFrom('account').select('staff_id').where('staff_id', '=', id).execute()).toEqual([])
    expect(await rowOf(id)).toMatchObject({ version: 1 })
    expect((await accountOf(manager, id, 1, body('manager', storeId))).status).toBe(200)
  })

  it('needs a password for a new account, a free name and a version that is not stale', async () => {
    const { storeId, owner, manager } = await shop()
    const { id } = await person(storeId)
    const roles = [{ role: 'cashier', storeId }]
    const signInName = `n-${randomCode(8).toLowerCase()}`
    expect((await accountOf(owner, id, 1, { signInName, roles })).body.code).toBe('password_required')
    const taken = await accountOf(owner, id, 1, { signInName: manager.signInName, password: 'long-enough', roles })
    expect(taken.body.code).toBe('sign_in_name_taken')
    expect((await accountOf(owner, id, 7, { signInName, password: 'long-enough', roles })).body.code).toBe('version_stale')
    expect(await rowOf(id)).toMatchObject({ version: 1 })
  })
})

/** Whether some transaction of this test's database waits for another's lock; only the owner of the database sees that. */
async function isAnyWaiting(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query("select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'")
  return rows.length > 0
}

describe('the last owner', () => {
  it('cannot be demoted or leave, not even when two owners demote each other at once', async () => {
    await db().updateTable('staff').set({ is_active: false }).execute()
    const storeId = (await makeStore(base)).id
    const a = await signInAs(base, 'owner', { storeId })
    const b = await signInAs(base, 'owner', { storeId })
    const demote = (by: SignedIn, who: SignedIn) =>
      accountOf(by, who.staffId, 1, { signInName: who.signInName, roles: [{ role: 'cashier', storeId }] })
    // The first has demoted the second and not yet committed when the second comes to look whether an owner is left.
    const verb = (by: SignedIn, who: SignedIn, after: () => Promise<void>) =>
      write(base.runtime, base.brand, by.actor, async (ctx) => {
        await setAccount(ctx, { staffId: who.staffId, signInName: who.signInName, roles: [{ role: 'cashier', storeId }] })
        await after()
      })
    const watcher = new pg.Client({ connectionString: base.ownerUrl })
    await watcher.connect()
    const outcomes = await new Promise<PromiseSettledResult<unknown>[]>((resolve) => {
      const first = verb(a, b, async () => {
        let isSecondOver = false
        const second = verb(b, a, async () => undefined).finally(() => {
          isSecondOver = true
        })
        resolve(Promise.allSettled([first, second]))
        while (!isSecondOver && !(await isAnyWaiting(watcher))) await setImmediate()
      })
    })
    await watcher.end()
    expect(outcomes).toMatchObject([{ status: 'fulfilled' }, { status: 'rejected', reason: { code: 'last_owner' } }])
    const owners = await db()
      .selectFrom('role_grant')
      .innerJoin('staff', 'staff.id', 'role_grant.staff_id')
      .selectAll('role_grant')
      .where('role', '=', 'owner')
      .where('staff.is_active', '=', true)
      .execute()
    expect(owners).toHaveLength(1)
    const last = owners[0]?.staff_id === a.staffId ? a : b
    expect((await demote(last, last)).body.code).toBe('last_owner')
    expect((await patch(last, last.staffId, 1, { isActive: false })).body.code).toBe('last_owner')
    expect((await api.call('GET', '/session', { token: last.token })).body.roles).toEqual([{ role: 'owner', name: null, storeId: null }])
  })
})

describe('listPerformers', () => {
  it('names who works there and is still with us', async () => {
    const { storeId, owner, manager } = await shop()
    const here = await person(storeId)
    const gone = await person(storeId)
    await db().updateTable('staff').set({ is_active: false }).where('id', '=', gone.id).execute()
    const elsewhere = await person((await makeStore(base)).id)
    const ctx = readCtx(base.runtime, base.brand, manager.actor)
    const ids = (await listPerformers(ctx, storeId)).map((p) => p.id)
    expect(ids).toEqual(expect.arrayContaining([here.id, owner.staffId, manager.staffId]))
    expect(ids).not.toContain(gone.id)
    expect(ids).not.toContain(elsewhere.id)
    await expect(listPerformers(ctx, elsewhere.homeStoreId)).rejects.toMatchObject({ code: 'not_found' })
  })
})
