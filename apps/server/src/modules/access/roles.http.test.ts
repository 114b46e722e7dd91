import { describe, expect, it } from 'vitest'
import { makeStore, randomCode, type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { ALL_ABILITIES } from './abilities.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)

const make = (by: SignedIn, body: object) => api.call('POST', '/roles', { token: by.token, body })
const edit = (by: SignedIn, role: string, version: number, body: object) =>
  api.call('PATCH', `/roles/${role}`, { token: by.token, body, headers: { 'if-match': `"${version}"` } })
const remove = (by: SignedIn, role: string, version: number) =>
  api.call('DELETE', `/roles/${role}`, { token: by.token, headers: { 'if-match': `"${version}"` } })
const rowOf = (key: string) => db().selectFrom('role').selectAll().where('key', '=', key).executeTakeFirst()
const auditOf = async (key: string) =>
  db().selectFrom('audit_entry').select(['action', 'detail']).where('subject_id', '=', key).orderBy('seq').execute()
const named = () => `角色${randomCode(6)}`
const RECEPTION = ['read Member', 'read Ticket', 'read Catalog', 'read Store']

describe('roles of the brand’s own', () => {
  it('are made of words from the table, held in a store, and do there what they say', async () => {
    const owner = await signInAs(base, 'owner')
    const name = named()
    const made = await make(owner, { name, abilities: RECEPTION })
    expect(made.status).toBe(201)
    const { role } = made.body
    expect(made.body).toEqual({ role, name, isBuiltIn: false, abilities: RECEPTION, requiresFactor: false, holders: 0, version: 1 })
    expect(await rowOf(role)).toMatchObject({ name, abilities: RECEPTION, version: 1 })
    expect(await auditOf(role)).toMatchObject([{ action: 'role.create', detail: { abilities: RECEPTION } }])
    const limit = await db().selectFrom('role_limit').selectAll().where('role', '=', role).executeTakeFirst()
    expect(limit).toEqual({ role, discount_bp: 0, refund_fen: 0 })
    const storeId = (await makeStore(base)).id
    const holder = await signInAs(base, 'cashier', { storeId, grants: [{ role, storeId }] })
    const me = await api.call('GET', '/session', { token: holder.token })
    expect(me.body).toMatchObject({ roles: [{ role, name, storeId }], abilities: expect.arrayContaining(RECEPTION), discountLimitBp: 0 })
    expect(me.body.abilities).toHaveLength(RECEPTION.length)
    const masked = await api.call('GET', '/members', { token: holder.token })
    expect(masked.status).toBe(200)
    expect((await api.call('GET', '/roles', { token: owner.token })).body.items).toContainEqual({ ...made.body, holders: 1 })
  })

  it('change what their holders may do from the next request on', async () => {
    const owner = await signInAs(base, 'owner')
    const { role } = (await make(owner, { name: named(), abilities: ['read Store'] })).body
    const storeId = (await makeStore(base)).id
    const holder = await signInAs(base, 'cashier', { storeId, grants: [{ role, storeId }] })
    expect((await api.call('GET', '/members', { token: holder.token })).status).toBe(403)
    expect((await edit(owner, role, 1, { abilities: ['read Store', 'read Member'] })).status).toBe(200)
    expect((await api.call('GET', '/members', { token: holder.token })).status).toBe(200)
    expect((await edit(owner, role, 1, { abilities: [] })).body.code).toBe('version_stale')
    expect(await rowOf(role)).toMatchObject({ abilities: ['read Store', 'read Member'], version: 2 })
    expect((await auditOf(role)).map((e) => e.action)).toEqual(['role.create', 'role.edit'])
  })

  it('have a limit of their own for discounts and refunds, in the settings, and by it their holders approve', async () => {
    const owner = await signInAs(base, 'owner')
    const { role } = (await make(owner, { name: named(), abilities: ['approve Ticket', 'sell Ticket', 'read Store'] })).body
    const { version } = await db().selectFrom('brand_setting').select('version').executeTakeFirstOrThrow()
    const limits = { roleLimits: [{ role, discountBp: 1_500, refundFen: 30_000 }] }
    const change = (body: object) => api.call('PATCH', '/settings', { token: owner.token, body, headers: { 'if-match': `"${version}"` } })
    expect((await change(limits)).status).toBe(200)
    const storeId = (await makeStore(base)).id
    const holder = await signInAs(base, 'cashier', { storeId, grants: [{ role, storeId }] })
    expect((await api.call('GET', '/session', { token: holder.token })).body.discountLimitBp).toBe(1_500)
    const cashier = await signInAs(base, 'cashier', { storeId })
    const approvers = await api.call('GET', `/approvers?storeId=${storeId}&act=discount`, { token: cashier.token })
    expect(approvers.body.items).toContainEqual(expect.objectContaining({ staffId: holder.staffId, limitBp: 1_500, limitFen: 30_000 }))
  })

  it('go when nobody holds them, and not before; built-in ones stay as they are', async () => {
    const owner = await signInAs(base, 'owner')
    const { role } = (await make(owner, { name: named(), abilities: ['read Store'] })).body
    const storeId = (await makeStore(base)).id
    const holder = await signInAs(base, 'cashier', { storeId, grants: [{ role, storeId }] })
    expect((await remove(owner, role, 1)).body.code).toBe('role_held')
    expect(await rowOf(role)).toBeDefined()
    await db().deleteFrom('role_grant').where('staff_id', '=', holder.staffId).execute()
    expect((await remove(owner, role, 4)).body.code).toBe('version_stale')
    expect((await remove(owner, role, 1)).status).toBe(200)
    expect(await rowOf(role)).toBeUndefined()
    expect(await db().selectFrom('role_limit').selectAll().where('role', '=', role).execute()).toEqual([])
    expect((await remove(owner, role, 1)).status).toBe(404)
    expect((await remove(owner, 'cashier', 1)).body.code).toBe('role_built_in')
    expect((await edit(owner, 'cashier', 1, { abilities: [...ALL_ABILITIES] })).body.code).toBe('role_built_in')
    expect((await edit(owner, 'cashier', 1, { name: '收银' })).body.code).toBe('role_built_in')
    expect(await rowOf('cashier')).toMatchObject({ abilities: null, name: null, version: 1 })
  })

  it('are refused with an unknown word, a name that is taken, or by who does not manage roles', async () => {
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager')
    const name = named()
    expect((await make(owner, { name, abilities: ['fly Kite'] })).body.code).toBe('invalid_input')
    expect((await make(owner, { name, abilities: ['read Store', 'read Store'] })).body.code).toBe('invalid_input')
    expect((await make(manager, { name, abilities: ['read Store'] })).status).toBe(403)
    expect((await make(owner, { name, abilities: ['read Store'] })).status).toBe(201)
    expect((await make(owner, { name, abilities: ['read Store'] })).body.code).toBe('role_name_taken')
    expect(await db().selectFrom('role').selectAll().where('name', '=', name).execute()).toHaveLength(1)
  })
})

describe('nobody gives what they do not hold', () => {
  it('when headquarters makes or widens a role', async () => {
    const owner = await signInAs(base, 'owner')
    const hq = await signInAs(base, 'hq', { grants: [{ role: 'hq', storeId: null }] })
    const beyond = await make(hq, { name: named(), abilities: ['read Store', 'extend Lot', 'manage Brand'] })
    expect(beyond.body).toMatchObject({ code: 'role_beyond', params: { abilities: ['extend Lot', 'manage Brand'] } })
    const { role } = (await make(owner, { name: named(), abilities: ['read Store', 'extend Lot'] })).body
    expect((await edit(hq, role, 1, { abilities: ['read Store', 'extend Lot', 'export Report'] })).body.code).toBe('role_beyond')
    expect(await rowOf(role)).toMatchObject({ abilities: ['read Store', 'extend Lot'], version: 1 })
    expect((await edit(hq, role, 1, { abilities: ['read Store', 'extend Lot', 'sell Ticket'] })).status).toBe(200)
  })

  it('when a manager gives a role to somebody, or changes somebody who holds more', async () => {
    const owner = await signInAs(base, 'owner')
    const storeId = (await makeStore(base)).id
    const manager = await signInAs(base, 'manager', { storeId })
    const { role } = (await make(owner, { name: named(), abilities: ['read Store', 'extend Lot'] })).body
    const someone = await signInAs(base, 'cashier', { storeId })
    const give = (by: SignedIn, to: SignedIn, key: string, version: number) =>
      api.call('PUT', `/staff/${to.staffId}/account`, {
        token: by.token,
        body: { signInName: to.signInName, roles: [{ role: key, storeId }] },
        headers: { 'if-match': `"${version}"` },
      })
    for (const key of [role, 'auditor', 'hq']) expect((await give(manager, someone, key, 1)).status).toBe(403)
    expect((await give(manager, someone, '01990000-0000-7000-8000-000000000000', 1)).body.code).toBe('role_unknown')
    expect((await give(owner, someone, role, 1)).status).toBe(200)
    expect((await give(manager, someone, 'cashier', 2)).status).toBe(403)
    const held = await db().selectFrom('role_grant').select('role').where('staff_id', '=', someone.staffId).execute()
    expect(held).toEqual([{ role }])
  })

  it('nor does a role held in one store reach what is the whole brand’s', async () => {
    const owner = await signInAs(base, 'owner')
    const words = ['read Store', 'manage Setting', 'manage Price', 'manage Role', 'manage Session', 'manage Brand', 'read Setting']
    const { role } = (await make(owner, { name: named(), abilities: words })).body
    const storeId = (await makeStore(base)).id
    const local = await signInAs(base, 'cashier', { storeId, grants: [{ role, storeId }] })
    expect((await api.call('GET', '/session', { token: local.token })).body.abilities).toEqual(['read Store', 'read Setting'])
    const change = (token: string) => api.call('PATCH', '/settings', { token, body: {}, headers: { 'if-match': '"1"' } })
    expect((await change(local.token)).status).toBe(403)
    expect((await make(local, { name: named(), abilities: ['read Store'] })).status).toBe(403)
    expect((await api.call('GET', `/sessions?staffId=${owner.staffId}`, { token: local.token })).status).toBe(403)
  })
})
