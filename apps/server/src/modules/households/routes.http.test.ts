import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { addHouseholdMember, createHousehold, lotSources } from './index.ts'

const base = useDatabase()
const api = openApi(base)
const ctx = () => readCtx(base.runtime, base.brand, system)

async function sourcesOf(memberId: string) {
  const { rows } = await sql<{
    owner_id: string
    kind: string
  }>`select owner_id, kind from ${lotSources(memberId)} s order by rank`.execute(ctx().db)
  return rows
}

async function state() {
  const households = await ctx().db.selectFrom('household').selectAll().orderBy('id').execute()
  return { households, members: await ctx().db.selectFrom('household_member').selectAll().orderBy('member_id').execute() }
}

describe('a household', () => {
  it('is begun by an owner, takes people in, and says whose lots they may draw on', async () => {
    const { token, staffId } = await signInAs(base, 'cashier')
    const [mother, father, child] = [await makeMember(base, { name: '妈妈' }), await makeMember(base), await makeMember(base)]
    const made = await api.call('POST', '/households', { token, body: { ownerId: mother.id } })
    expect(made).toMatchObject({
      status: 201,
      body: { dailyLimitFen: null, members: [{ memberId: mother.id, name: '妈妈', role: 'owner' }] },
    })
    const { id } = made.body
    const add = (body: object) => api.call('POST', `/households/${id}/members`, { token, body })
    await add({ memberId: father.id, role: 'owner' })
    const full = await add({ memberId: child.id, dailyLimitFen: 10_000 })
    expect(full.body.members.map((m: { memberId: string }) => m.memberId)).toEqual([mother.id, father.id, child.id])
    const headers = { 'if-match': `"${full.body.version}"` }
    const limited = await api.call('PATCH', `/households/${id}`, { token, body: { dailyLimitFen: 50_000, dailyLimitSessions: 2 }, headers })
    expect(limited).toMatchObject({ status: 200, body: { dailyLimitFen: 50_000 }, headers: { etag: '"4"' } })
    expect(await sourcesOf(child.id)).toEqual([mother, father].map((o) => ({ owner_id: o.id, kind: 'household' })))
    expect(await sourcesOf(mother.id)).toEqual([{ owner_id: father.id, kind: 'household' }])
    const stopped = await api.call('PATCH', `/households/${id}/members/${father.id}`, { token, body: { isSharing: false } })
    expect(stopped.body.members.map((m: { isSharing: boolean }) => m.isSharing)).toEqual([true, false, true])
    expect((await sourcesOf(child.id)).map((s) => s.kind)).toEqual(['household', 'stopped'])
    const audit = await ctx().db.selectFrom('audit_entry').selectAll().where('subject_id', '=', id).orderBy('seq').execute()
    expect(audit.map((a) => [a.action, a.actor_id === staffId])).toEqual([
      ['household.create', true],
      ['household.add_member', true],
      ['household.add_member', true],
      ['household.set_limits', true],
      ['household.change_member', true],
    ])
    expect((await api.call('GET', `/members/${child.id}/household`, { token })).body.household.id).toBe(id)
  })

  it('changes and loses people, but never its last owner while others are there', async () => {
    const { token } = await signInAs(base, 'cashier')
    const [owner, user] = [await makeMember(base), await makeMember(base)]
    const { id } = (await api.call('POST', '/households', { token, body: { ownerId: owner.id } })).body
    await api.call('POST', `/households/${id}/members`, { token, body: { memberId: user.id } })
    const change = (memberId: string, body: object) => api.call('PATCH', `/households/${id}/members/${memberId}`, { token, body })
    const remove = (memberId: string) => api.call('DELETE', `/households/${id}/members/${memberId}`, { token })
    const before = await state()
    expect((await change(owner.id, { role: 'user' })).body.code).toBe('household_needs_owner')
    expect((await remove(owner.id)).body.code).toBe('household_needs_owner')
    expect((await remove(newId())).status).toBe(404)
    expect(await state()).toEqual(before)
    expect((await change(user.id, { role: 'owner', dailyLimitSessions: 1 })).body.members).toHaveLength(2)
    expect((await change(owner.id, { role: 'user' })).status).toBe(200)
    expect((await remove(owner.id)).body.household.members).toMatchObject([{ memberId: user.id, role: 'owner', dailyLimitSessions: 1 }])
    expect((await remove(user.id)).body).toEqual({ household: null })
    expect((await state()).households.filter((h) => h.id === id)).toEqual([])
  })

  it('is refused for who has one, who does not exist, and to who may not change members', async () => {
    const { token } = await signInAs(base, 'cashier')
    const stylist = await signInAs(base, 'stylist')
    const owner = await makeMember(base)
    const { id, version } = (await api.call('POST', '/households', { token, body: { ownerId: owner.id } })).body
    const before = await state()
    const begin = async (ownerId: string, as = token) => (await api.call('POST', '/households', { token: as, body: { ownerId } })).body.code
    expect([await begin(owner.id), await begin(newId()), await begin(owner.id, stylist.token)]).toEqual([
      ...['household_taken', 'household_member_unfit', 'forbidden'],
    ])
    const add = async (memberId: string) => (await api.call('POST', `/households/${id}/members`, { token, body: { memberId } })).body.code
    expect(await add(owner.id)).toBe('household_taken')
    const headers = { 'if-match': `"${version + 1}"` }
    expect((await api.call('PATCH', `/households/${id}`, { token, body: {}, headers })).status).toBe(412)
    expect(await state()).toEqual(before)
  })

  it('takes somebody in once, however many ask at the same time', async () => {
    const [a, b, wanted] = [await makeMember(base), await makeMember(base), await makeMember(base)]
    const act = <T>(run: Parameters<typeof write<T>>[3]) => write(base.runtime, base.brand, system, run).then((o) => o.result)
    const first = await act((c) => createHousehold(c, a.id))
    const second = await act((c) => createHousehold(c, b.id))
    const asked = [first, second, first, second].map((h) => act((c) => addHouseholdMember(c, h.id, { memberId: wanted.id })))
    const outcomes = await Promise.allSettled(asked)
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1)
    expect((await state()).members.filter((m) => m.member_id === wanted.id)).toHaveLength(1)
  })
})
