import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { billDesk } from '../../../test/factories/bills.ts'
import { makeLevels, makeMember } from '../../../test/factories/members.ts'
import { makeSale, topUp } from '../../../test/factories/sales.ts'
import { findingsOf, memberWith, openShop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { createHousehold } from '../../modules/households/index.ts'
import { createTag, reindexMembers } from '../../modules/members/index.ts'
import { holdTicket } from '../../modules/sales/index.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { mergeMembers } from './index.ts'

const base = useDatabase()
const api = openApi(base)
const { complete } = billDesk(base, api)
const ctx = () => readCtx(base.runtime, base.brand, system)
const act = <T>(run: Parameters<typeof write<T>>[3]) => write(base.runtime, base.brand, system, run).then((o) => o.result)

/** Everything about records that a merge may touch, without what counts or seals anew. */
async function picture(ids: readonly string[], token: string) {
  const { db } = ctx()
  const details = []
  for (const id of ids) {
    const { version: _v, ...detail } = (await api.call('GET', `/members/${id}`, { token })).body
    details.push(detail)
  }
  const numbers = await db.selectFrom('member').select(['id', 'member_no']).where('id', 'in', ids).orderBy('id').execute()
  const nos = numbers.map((n) => n.member_no)
  const tokens = await db
    .selectFrom('member_token')
    .select((eb) => ['member_no', eb.fn.countAll<number>().as('n')])
    .where('member_no', 'in', nos)
    .groupBy('member_no')
    .orderBy('member_no')
    .execute()
  const households = await db.selectFrom('household_member').selectAll().where('member_id', 'in', ids).orderBy('member_id').execute()
  const lots = await db.selectFrom('lot').select(['id', 'member_id', 'remaining']).where('member_id', 'in', ids).orderBy('id').execute()
  return { details, tokens, households, lots }
}

async function twins() {
  const manager = await signInAs(base, 'manager')
  const [one, two] = [
    await act((c) => createTag(c, { name: `甲${newId().slice(-8)}` })),
    await act((c) => createTag(c, { name: `乙${newId().slice(-8)}` })),
  ]
  const phone = `139${String(Math.floor(Math.random() * 1e8)).padStart(8, '0')}`
  const survivor = await makeMember(base, { name: '夏侯惇', phone, allergies: '氨水', tagIds: [one.id], homeStoreId: manager.storeId })
  const merged = await makeMember(base, {
    name: '夏侯敦',
    phone,
    sex: 'male',
    allergies: '酒精',
    tagIds: [two.id],
    homeStoreId: manager.storeId,
  })
  const merge = (more: object = {}, token = manager.token, key = newId()) =>
    api.call('POST', '/member-merges', {
      token,
      body: { survivorId: survivor.id, mergedId: merged.id, survivorVersion: 1, mergedVersion: 1, ...more },
      headers: { 'idempotency-key': key },
    })
  return { manager, survivor, merged, merge, phone, tagIds: [one.id, two.id] }
}

const found = async (token: string, q: string) =>
  (await api.call('GET', `/members?q=${encodeURIComponent(q)}`, { token })).body.items.map((m: { id: string }) => m.id)

describe('merging two records', () => {
  it('shows them side by side, keeps what was chosen, finds the survivor by either, and writes it down', async () => {
    const { manager, survivor, merged, merge, phone } = await twins()
    const query = `survivorId=${survivor.id}&mergedId=${merged.id}`
    const preview = await api.call('GET', `/member-merge-previews?${query}`, { token: manager.token })
    expect(preview.body).toMatchObject({ obstacles: [], undoDays: 30, survivor: { tickets: 0 }, merged: { number: merged.number } })
    expect(preview.body.differences.map((d: { field: string; proposed: string }) => [d.field, d.proposed])).toEqual([
      ['name', 'survivor'],
      ['sex', 'merged'],
      ['allergies', 'both'],
    ])
    const groups = async () => (await api.call('GET', '/member-duplicate-groups', { token: manager.token })).body.items
    expect((await groups())[0]).toMatchObject({ sameName: false, members: [{ id: merged.id }, { id: survivor.id }] })
    const done = await merge({ choices: { name: 'merged' } })
    expect(done).toMatchObject({ status: 201, body: { survivorId: survivor.id } })
    expect((await api.call('GET', `/members/${survivor.id}`, { token: manager.token })).body).toMatchObject({
      ...{ name: '夏侯敦', sex: 'male', allergies: '氨水\n酒精', merged: [{ id: merged.id, number: merged.number }], version: 2 },
    })
    expect((await api.call('GET', `/members/${merged.id}`, { token: manager.token })).body.mergedInto.id).toBe(survivor.id)
    for (const q of [merged.number, '夏侯敦', phone]) expect(await found(manager.token, q)).toEqual([survivor.id])
    expect((await groups()).flatMap((g: { members: { id: string }[] }) => g.members.map((m) => m.id))).not.toContain(survivor.id)
    const audit = await ctx()
      .db.selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', survivor.id)
      .orderBy('seq', 'desc')
      .execute()
    expect(audit[0]).toMatchObject({ action: 'member.merge', actor_id: manager.staffId, detail: { mergedId: merged.id } })
    const edit = { token: manager.token, body: { notes: '改' }, headers: { 'if-match': '"2"' } }
    expect((await api.call('PATCH', `/members/${merged.id}`, edit)).body.code).toBe('member_merged')
    // What the survivor is found by stays whole through later changes.
    await api.call('PATCH', `/members/${survivor.id}`, edit)
    await act((c) => reindexMembers(c, 0, 500))
    expect(await found(manager.token, merged.number)).toEqual([survivor.id])
  })

  it('is undone to exactly what was, household and tags included, and once only', async () => {
    const { manager, survivor, merged, merge } = await twins()
    await act((c) => createHousehold(c, merged.id))
    const ids = [survivor.id, merged.id]
    const before = await picture(ids, manager.token)
    const { id } = (await merge()).body
    const now = await picture(ids, manager.token)
    expect(now.households).toMatchObject([{ member_id: survivor.id, role: 'owner' }])
    expect(now).not.toEqual(before)
    const undo = (token = manager.token) => api.call('POST', `/member-merges/${id}/undo`, { token })
    const cashier = await signInAs(base, 'cashier')
    expect((await undo(cashier.token)).status).toBe(403)
    const list = await api.call('GET', `/members/${survivor.id}/merges`, { token: manager.token })
    expect(list.body.items).toMatchObject([{ id, mergedNumber: merged.number }])
    expect(await undo()).toMatchObject({ status: 200, body: { survivorId: survivor.id } })
    expect(await picture(ids, manager.token)).toEqual(before)
    expect((await undo()).body.code).toBe('merge_over')
    expect((await api.call('GET', `/members/${survivor.id}/merges`, { token: manager.token })).body.items).toEqual([])
  })

  it('keeps through undoing what was changed since, and refuses it after thirty days', async () => {
    const { manager, survivor, merge } = await twins()
    const { id } = (await merge()).body
    const headers = { 'if-match': '"2"' }
    await api.call('PATCH', `/members/${survivor.id}`, { token: manager.token, body: { notes: '合并后写的', allergies: '氨水' }, headers })
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 31 }))
    const { token } = await signInAs(base, 'manager')
    expect((await api.call('POST', `/member-merges/${id}/undo`, { token })).body.code).toBe('merge_over')
    base.runtime.clock.setTo(MORNING)
    expect((await api.call('POST', `/member-merges/${id}/undo`, { token: manager.token })).status).toBe(200)
    const { body } = await api.call('GET', `/members/${survivor.id}`, { token: manager.token })
    expect(body).toMatchObject({ notes: '合并后写的', allergies: '氨水', sex: null, merged: [] })
  })

  it('is refused with its reason, and changes nothing', async () => {
    const levels = await makeLevels(base)
    const shop = await openShop(base)
    const { manager, survivor, merged, merge } = await twins()
    const other = await makeMember(base, { levelId: levels[3] as string })
    const ids = [survivor.id, merged.id, other.id]
    const held = newId()
    const cart = { storeId: shop.storeId, memberId: merged.id, lines: [{ key: '1', kind: 'service', itemId: shop.cutId }] }
    await write(base.runtime, base.brand, shop.owner.actor, (c) =>
      holdTicket(c, { ticketId: held, storeId: shop.storeId, memberId: merged.id, label: '', cart, version: 0 }),
    )
    const before = await picture(ids, manager.token)
    const cashier = await signInAs(base, 'cashier')
    const code = async (more: object, token = manager.token) => (await merge(more, token)).body.code
    expect(await code({}, cashier.token)).toBe('forbidden')
    expect(await code({})).toBe('merge_has_held_bills')
    await api.call('DELETE', `/tickets/${held}`, { token: shop.owner.token, headers: { 'if-match': '"1"' } })
    expect(await code({ mergedVersion: 4 })).toBe('version_stale')
    expect(await code({ mergedId: survivor.id })).toBe('merge_unfit')
    expect(await code({ mergedId: newId() })).toBe('not_found')
    await act((c) => createHousehold(c, survivor.id))
    const second = await act((c) => createHousehold(c, merged.id))
    expect(await code({})).toBe('merge_households_differ')
    const { token } = manager
    await api.call('DELETE', `/households/${second.id}/members/${merged.id}`, { token })
    const own = (await api.call('GET', `/members/${survivor.id}/household`, { token })).body.household
    await api.call('DELETE', `/households/${own.id}/members/${survivor.id}`, { token })
    expect(await picture(ids, manager.token)).toEqual(before)
    const key = newId()
    const done = await merge({}, token, key)
    expect((await merge({}, token, key)).body).toEqual(done.body)
    expect(await code({})).toBe('member_merged')
  })

  it('flattens chains, and undoes the newest first', async () => {
    const { manager, survivor, merged, merge } = await twins()
    const first = (await merge()).body.id
    const last = await makeMember(base, { name: '夏侯真' })
    const body = { survivorId: last.id, mergedId: survivor.id, survivorVersion: 1, mergedVersion: 2 }
    const second = (await api.call('POST', '/member-merges', { token: manager.token, body })).body.id
    const { body: detail } = await api.call('GET', `/members/${last.id}`, { token: manager.token })
    expect(detail.merged.map((m: { id: string }) => m.id).sort()).toEqual([merged.id, survivor.id].sort())
    expect(await found(manager.token, merged.number)).toEqual([last.id])
    const undo = (id: string) => api.call('POST', `/member-merges/${id}/undo`, { token: manager.token })
    expect((await undo(first)).body.code).toBe('merge_built_upon')
    expect((await undo(second)).status).toBe(200)
    expect(await found(manager.token, merged.number)).toEqual([survivor.id])
    expect((await undo(first)).status).toBe(200)
    expect(await found(manager.token, merged.number)).toEqual([merged.id])
  })

  it('happens once, however many ask at the same time', async () => {
    const { survivor, merged } = await twins()
    const ask = () =>
      act((c) => mergeMembers(c, { survivorId: survivor.id, mergedId: merged.id, survivorVersion: 1, mergedVersion: 1, choices: {} }))
    const turned = () =>
      act((c) => mergeMembers(c, { survivorId: merged.id, mergedId: survivor.id, survivorVersion: 1, mergedVersion: 1, choices: {} }))
    const outcomes = await Promise.allSettled([ask(), turned(), ask(), turned()])
    expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1)
  })

  it('tells apart who only shares a phone', async () => {
    const { manager, survivor, merged } = await twins()
    const tell = (otherId: string) =>
      api.call('POST', '/member-distinctions', { token: manager.token, body: { oneId: survivor.id, otherId } })
    const groups = async () => JSON.stringify((await api.call('GET', '/member-duplicate-groups', { token: manager.token })).body.items)
    expect(await groups()).toContain(survivor.id)
    expect([(await tell(survivor.id)).status, (await tell(newId())).status]).toEqual([422, 404])
    expect((await tell(merged.id)).status).toBe(201)
    expect(await groups()).not.toContain(survivor.id)
  })
})

describe('what a merged record owns', () => {
  it('stays where it was, is shown with the survivor, counts for terms and visits, and is sold to no more', async () => {
    const shop = await openShop(base)
    const [survivorId, mergedId] = [await memberWith(base, shop), await memberWith(base, shop)]
    await topUp(base, shop.owner.actor, { storeId: shop.storeId, memberId: mergedId, amountFen: 30_000 })
    const line = { key: '1', kind: 'service' as const, itemId: shop.cutId }
    const sale = await makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId: mergedId, lines: [line] })
    await act((c) => mergeMembers(c, { survivorId, mergedId, survivorVersion: 1, mergedVersion: 1, choices: {} }))
    const { token } = shop.owner
    const bills = await api.call('GET', `/tickets?storeId=${shop.storeId}&memberId=${survivorId}`, { token })
    expect(bills.body.items.map((t: { id: string }) => t.id)).toContain(sale.id)
    const timeline = await api.call('GET', `/members/${survivorId}/timeline?kind=visit&kind=top_up&kind=merge`, { token })
    expect(timeline.body.items.map((e: { kind: string }) => e.kind).sort()).toEqual(['merge', 'top_up', 'visit'])
    expect((await api.call('GET', `/members/${mergedId}/wallet`, { token })).body.balances.principalFen).toBe(30_000 - 12_800)
    const cart = { storeId: shop.storeId, memberId: mergedId, lines: [line] }
    expect((await api.call('POST', '/quotes', { token, body: cart })).status).toBe(404)
    const offered = await api.call('POST', '/quotes', { token, body: { ...cart, memberId: survivorId } })
    expect(offered.body.payers).toMatchObject([
      { memberId: survivorId, share: null },
      { memberId: mergedId, spendableFen: 12_800, share: { kind: 'own', leftFen: null, leftSessions: null } },
    ])
    const paid = { ...cart, memberId: survivorId, tenders: [{ kind: 'stored_value' as const, memberId: mergedId, amountFen: 12_800 }] }
    const used = await makeSale(base, shop.owner.actor, paid)
    expect((await api.call('GET', `/members/${mergedId}/wallet`, { token })).body.balances.principalFen).toBe(4_400)
    const [entry] = (await api.call('GET', `/members/${mergedId}/statement`, { token })).body.items
    expect(entry).toMatchObject({ reason: 'spend', sourceId: used.id, movements: [{ quantity: -12_800, usedBy: null }] })
    expect(await findingsOf(base)).toEqual([])
  })

  it('owes and has left deposits as one person: at the till, in the lists, up to one limit; until it is undone', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const [survivorId, mergedId] = [await memberWith(base, shop), await memberWith(base, shop)]
    const get = async (path: string) => (await api.call('GET', path, { token })).body
    const allow = (id: string, limitFen: number, version: number) =>
      api.call('PATCH', `/credit-accounts/${id}`, { token, headers: { 'if-match': `"${version}"` }, body: { limitFen } })
    const cut = { key: 'a', kind: 'service', itemId: shop.cutId }
    const charged = (memberId: string) => ({
      ...{ storeId: shop.storeId, memberId, lines: [cut] },
      tenders: [{ kind: 'on_account', accountId: memberId, amountFen: 12_800 }],
    })
    const settled = (amountFen: number, debtId?: string) => ({
      ...{ storeId: shop.storeId, memberId: survivorId, tenders: [{ kind: 'wechat', amountFen }] },
      lines: [{ key: 's', kind: 'settlement', accountId: survivorId, amountFen, ...(debtId === undefined ? {} : { debtId }) }],
    })
    const deposit = { kind: 'advance', purpose: '新娘造型' }
    const left = { key: 'd', kind: 'deposit', amountFen: 20_000, deposit }
    await allow(mergedId, 50_000, 0)
    await complete(token, charged(mergedId))
    await complete(token, {
      ...{ storeId: shop.storeId, memberId: mergedId, lines: [left] },
      tenders: [{ kind: 'wechat', amountFen: 20_000 }],
    })
    const preview = await get(`/member-merge-previews?survivorId=${survivorId}&mergedId=${mergedId}`)
    expect([preview.survivor.owedFen, preview.merged.owedFen, preview.merged.depositsFen]).toEqual([0, 12_800, 20_000])

    const merge = await act((c) => mergeMembers(c, { survivorId, mergedId, survivorVersion: 1, mergedVersion: 1, choices: {} }))
    const account = (id = survivorId) => get(`/credit-accounts/${id}?storeId=${shop.storeId}`)
    expect(await account()).toMatchObject({ id: survivorId, owedFen: 12_800, owedHereFen: 12_800, receivables: [{ openFen: 12_800 }] })
    expect(await account(mergedId)).toEqual(await account())
    const list = await get(`/credit-accounts?storeId=${shop.storeId}&state=all`)
    expect(list).toMatchObject({ items: [{ id: survivorId, owedHereFen: 12_800 }], totals: { owedHereFen: 12_800 } })
    expect((await get(`/reports/receivables/debts?storeId=${shop.storeId}`)).items).toMatchObject([{ accountId: survivorId }])
    expect((await allow(survivorId, 20_000, 1)).status).toBe(200)
    expect((await complete(token, charged(survivorId), { hash: 'x'.repeat(32) })).body).toMatchObject({
      ...{ code: 'account_limit', params: { limitFen: 20_000, owedFen: 12_800, leftFen: 7_200 } },
    })
    const { number } = await get(`/members/${survivorId}`)
    expect((await get(`/deposits?storeId=${shop.storeId}&q=${number}`)).items).toMatchObject([{ memberId: mergedId, openFen: 20_000 }])
    const quote = await api.call('POST', '/quotes', { token, body: { storeId: shop.storeId, memberId: survivorId, lines: [cut] } })
    expect(quote.body.notices).toContainEqual({ code: 'deposit_open', params: { fen: 20_000 } })

    expect((await complete(token, settled(12_801), { hash: 'x'.repeat(32) })).body.code).toBe('settlement_too_much')
    expect((await complete(token, settled(10_000))).status).toBe(201)
    expect((await complete(token, settled(2_000, (await account()).receivables[0].id))).status).toBe(201)
    expect(await account()).toMatchObject({
      owedFen: 800,
      receivables: [{ openFen: 800, movements: [{ amountFen: -10_000 }, { amountFen: -2_000 }] }],
    })
    await api.call('POST', `/member-merges/${merge.id}/undo`, { token })
    expect(await account()).toMatchObject({ owedFen: 0, receivables: [] })
    expect(await account(mergedId)).toMatchObject({ id: mergedId, owedFen: 800 })
    expect(await findingsOf(base)).toEqual([])
  })
})
