import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { newId } from '../../platform/ids.ts'
import { write } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

describe('GET /audit-entries', () => {
  it('shows who did what to what, newest first and page by page, to owners and auditors alone', async () => {
    const owner = await signInAs(base, 'owner')
    const cashier = await signInAs(base, 'cashier', { storeId: owner.storeId })
    const subjectId = newId()
    const member = await makeMember(base, { name: '夏侯惇' })
    for (const n of [1, 2, 3])
      await write(base.runtime, base.brand, cashier.actor, async (ctx) =>
        ctx.audit({
          action: 'trial.act',
          subjectKind: 'Trial',
          subjectId,
          storeId: owner.storeId,
          detail: { n, approverId: owner.staffId, memberIds: [member.id] },
        }),
      )
    const list = (query: string, token = owner.token) => api.call('GET', `/audit-entries?${query}`, { token })
    const first = await list(`subjectKind=Trial&subjectId=${subjectId}&limit=2`)
    expect(first.body.items).toMatchObject([
      {
        action: 'trial.act',
        actor: { id: cashier.staffId },
        store: { id: owner.storeId, name: '测试店' },
        detail: { n: 3 },
        isSealed: false,
      },
      { detail: { n: 2 } },
    ])
    expect(first.body.names[owner.staffId]).toMatch(/^员工/)
    expect(first.body.names[member.id]).toBe(member.number)
    const second = await list(`subjectKind=Trial&subjectId=${subjectId}&limit=2&cursor=${first.body.nextCursor}`)
    expect(second.body).toMatchObject({ items: [{ detail: { n: 1 } }], nextCursor: null })
    const auditor = await signInAs(base, 'auditor', { grants: [{ role: 'auditor', storeId: null }] })
    expect((await list('limit=1', auditor.token)).status).toBe(200)
    const manager = await signInAs(base, 'manager')
    for (const token of [cashier.token, manager.token]) expect((await list('limit=1', token)).status).toBe(403)
  })

  it('filters by person, the server itself, action, store and time', async () => {
    const owner = await signInAs(base, 'owner')
    const other = await makeStore(base)
    const now = base.runtime.clock.now()
    const note = (storeId: string, actor = owner.actor) =>
      write(base.runtime, base.brand, actor, async (ctx) =>
        ctx.audit({ action: 'trial.filter', subjectKind: 'Trial', subjectId: null, storeId }),
      )
    await note(owner.storeId)
    await note(other.id)
    await note(other.id, { ...owner.actor, id: null })
    const count = async (query: string) =>
      (await api.call('GET', `/audit-entries?action=trial.filter&${query}`, { token: owner.token })).body.items.length
    expect(await count('')).toBe(3)
    expect(await count(`actorId=${owner.staffId}`)).toBe(2)
    expect(await count('actorId=system')).toBe(1)
    expect(await count(`storeId=${other.id}`)).toBe(2)
    expect(await count(`from=${now.toString()}`)).toBe(3)
    expect(await count(`to=${now.toString()}`)).toBe(0)
    expect(await count(`from=${now.add({ seconds: 1 }).toString()}`)).toBe(0)
    expect((await api.call('GET', '/audit-entries?from=yesterday', { token: owner.token })).body.code).toBe('invalid_input')
  })

  it('shows an auditor of one store what was done there, and nothing else', async () => {
    const owner = await signInAs(base, 'owner')
    const other = await makeStore(base)
    const auditor = await signInAs(base, 'auditor', { storeId: owner.storeId })
    for (const storeId of [owner.storeId, other.id, null])
      await write(base.runtime, base.brand, owner.actor, async (ctx) =>
        ctx.audit({ action: 'trial.scope', subjectKind: 'Trial', subjectId: null, storeId }),
      )
    const seen = await api.call('GET', '/audit-entries?action=trial.scope', { token: auditor.token })
    expect(seen.body.items.map((e: { store: { id: string } }) => e.store.id)).toEqual([owner.storeId])
    expect((await api.call('GET', `/audit-entries?storeId=${other.id}`, { token: auditor.token })).status).toBe(404)
    expect((await api.call('GET', '/audit-seals/last', { token: auditor.token })).body).toEqual({ last: null })
  })
})
