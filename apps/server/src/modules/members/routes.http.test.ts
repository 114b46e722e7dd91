import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeLevels, makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

const db = () => readCtx(base.runtime, base.brand, system).db

async function state(): Promise<unknown> {
  const members = await db().selectFrom('member').select(['id', 'version', 'level_id', 'contact_enc']).orderBy('id').execute()
  const wallets = await db().selectFrom('wallet').select('member_id').orderBy('member_id').execute()
  const tokens = await db().selectFrom('member_token').select(db().fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const levels = await db().selectFrom('level').selectAll().orderBy('id').execute()
  const tags = await db().selectFrom('tag').select(['id', 'name']).orderBy('id').execute()
  const tagged = await db().selectFrom('member_tag').selectAll().orderBy('member_id').execute()
  return { members, wallets, tokens, levels, tags, tagged }
}

describe('POST /members', () => {
  it('enrols with a wallet, tells nothing personal back, and answers a repeated key again', async () => {
    await makeLevels(base)
    const { token, storeId, staffId } = await signInAs(base, 'cashier')
    const ask = (name: string) =>
      api.call('POST', '/members', {
        token,
        body: { name, phone: '13812340001', homeStoreId: storeId },
        headers: { 'idempotency-key': 'enrol-0001' },
      })
    const first = await ask('尉迟恭敬')
    expect(first).toMatchObject({ status: 201, body: { id: expect.any(String), number: expect.stringMatching(/^M\d{6}$/), version: 1 } })
    expect(Object.keys(first.body)).toEqual(['id', 'number', 'version'])
    const wallet = await db().selectFrom('wallet').selectAll().where('member_id', '=', first.body.id).execute()
    expect(wallet).toMatchObject([{ last_seq: 0 }])
    const audit = await db().selectFrom('audit_entry').selectAll().where('subject_id', '=', first.body.id).execute()
    expect(audit).toMatchObject([{ action: 'member.enrol', actor_id: staffId, store_id: storeId }])
    const before = await state()
    const again = await ask('尉迟恭敬')
    expect(again).toMatchObject({ status: 201, body: first.body, headers: { 'idempotency-replayed': 'true' } })
    expect(await ask('尉迟恭谨')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    expect(await state()).toEqual(before)
    const kept = JSON.stringify(await db().selectFrom('idempotency_key').selectAll().execute())
    expect(kept).not.toMatch(/尉迟|13812340001/)
  })

  it('refuses with a problem of its own, or for want of ability, and changes nothing', async () => {
    const levels = await makeLevels(base)
    const cashier = await signInAs(base, 'cashier')
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    const other = await makeStore(base)
    const fits = { name: '王五', homeStoreId: cashier.storeId }
    const before = await state()
    const ask = async (body: unknown, token = cashier.token) => {
      const answer = await api.call('POST', '/members', { token, body })
      return [answer.status, answer.body.code, answer.body.errors?.[0]?.path]
    }
    expect(await ask({ ...fits, phone: '021-38001380' })).toEqual([422, 'phone_invalid', 'phone'])
    expect(await ask({ ...fits, birthday: { calendar: 'lunar', month: 6, day: 1, isLeap: true, year: 2024 } })).toEqual([
      422,
      'birthday_invalid',
      'birthday',
    ])
    expect(await ask({ ...fits, name: '' })).toEqual([422, 'invalid_input', 'name'])
    expect(await ask({ ...fits, levelId: newId() })).toEqual([422, 'level_unfit', undefined])
    expect(await ask({ ...fits, levelId: levels[4] })).toEqual([403, 'forbidden', undefined])
    expect(await ask({ ...fits, homeStoreId: other.id })).toEqual([404, 'not_found', undefined])
    expect(await ask(fits, stylist.token)).toEqual([403, 'forbidden', undefined])
    expect(await state()).toEqual(before)
  })
})

describe('reading members', () => {
  it('shows everybody the mask, in lists, details and warnings; whole numbers are looked for by who may have one shown', async () => {
    const cashier = await signInAs(base, 'cashier')
    const stylist = await signInAs(base, 'stylist')
    const member = await makeMember(base, { name: '闻人雅', phone: '13812340002', allergies: '氨水' })
    const q = encodeURIComponent('闻人雅')
    const list = async (token: string) => (await api.call('GET', `/members?q=${q}`, { token })).body.items[0]
    expect(await list(cashier.token)).toMatchObject({ id: member.id, name: '闻人雅', phone: '138****0002', hasAllergies: true })
    const masked = await list(stylist.token)
    expect(masked).toMatchObject({ id: member.id, phone: '138****0002' })
    const detail = await api.call('GET', `/members/${member.id}`, { token: stylist.token })
    expect(detail).toMatchObject({
      status: 200,
      body: { name: '闻人雅', phone: '138****0002', allergies: '氨水' },
      headers: { etag: '"1"' },
    })
    expect(JSON.stringify([masked, detail.body])).not.toContain('13812340002')
    expect((await api.call('GET', '/members?q=13812340002', { token: stylist.token })).body.items).toEqual([])
    expect((await api.call('GET', '/members?q=13812340002', { token: cashier.token })).body.items).toHaveLength(1)
    const warning = await api.call('GET', '/member-duplicates?phone=138-1234-0002', { token: cashier.token })
    expect(warning.body).toEqual({
      items: [{ id: member.id, number: member.number, name: '闻人雅', phone: '138****0002', match: 'phone' }],
    })
    expect((await api.call('GET', '/member-duplicates?phone=13812340002', { token: stylist.token })).status).toBe(403)
    expect((await api.call('GET', `/members/${newId()}`, { token: cashier.token })).status).toBe(404)
    expect((await api.call('GET', '/members?cursor=xyz', { token: cashier.token })).body.code).toBe('invalid_input')
  })
})

describe('PATCH /members/{memberId}', () => {
  it('changes what is named, keeps the rest, at the version that was read', async () => {
    const { token } = await signInAs(base, 'cashier')
    const birthday = { calendar: 'solar', month: 3, day: 8 } as const
    const member = await makeMember(base, { name: '钟离昧', phone: '13812340003', birthday, notes: '旧', allergies: '酒精' })
    const edit = (body: unknown, version: number) =>
      api.call('PATCH', `/members/${member.id}`, { token, body, headers: { 'if-match': `"${version}"` } })
    const answer = await edit({ name: '钟离春', phone: null, allergies: '', notes: '新', sex: 'female' }, 1)
    expect(answer).toMatchObject({ status: 200, body: { id: member.id, number: member.number, version: 2 }, headers: { etag: '"2"' } })
    const detail = await api.call('GET', `/members/${member.id}`, { token })
    expect(detail.body).toMatchObject({
      name: '钟离春',
      phone: null,
      sex: 'female',
      notes: '新',
      allergies: '',
      hasAllergies: false,
      birthday: { ...birthday, nextOn: '2027-03-08' },
      version: 2,
    })
    expect(await edit({ notes: '更新' }, 1)).toMatchObject({ status: 412, body: { code: 'version_stale' } })
    expect(await edit({ phone: '1' }, 2)).toMatchObject({ status: 422, body: { code: 'phone_invalid' } })
    expect((await api.call('GET', `/members/${member.id}`, { token })).body.version).toBe(2)
    const audit = await db()
      .selectFrom('audit_entry')
      .select(['action', 'detail'])
      .where('subject_id', '=', member.id)
      .orderBy('seq')
      .execute()
    expect(audit.slice(1)).toEqual([{ action: 'member.update', detail: { fields: ['name', 'phone', 'sex', 'allergies', 'notes'] } }])
  })

  it('changes a level only for who may, and says so in the audit trail', async () => {
    const levels = await makeLevels(base)
    const member = await makeMember(base)
    const cashier = await signInAs(base, 'cashier')
    const manager = await signInAs(base, 'manager')
    const stylist = await signInAs(base, 'stylist')
    const edit = (token: string, body: unknown) =>
      api.call('PATCH', `/members/${member.id}`, { token, body, headers: { 'if-match': '"1"' } })
    const before = await state()
    expect((await edit(cashier.token, { levelId: levels[3] })).status).toBe(403)
    expect((await edit(stylist.token, { notes: '好' })).status).toBe(403)
    expect(await edit(manager.token, { levelId: newId() })).toMatchObject({ status: 422, body: { code: 'level_unfit' } })
    expect(await edit(cashier.token, { homeStoreId: manager.storeId })).toMatchObject({ status: 422, body: { code: 'store_unfit' } })
    expect(await state()).toEqual(before)
    expect((await edit(manager.token, { levelId: levels[3] })).status).toBe(200)
    const audit = await db()
      .selectFrom('audit_entry')
      .selectAll()
      .where('subject_id', '=', member.id)
      .where('action', '=', 'member.set_level')
      .execute()
    expect(audit).toMatchObject([{ actor_id: manager.staffId, detail: { from: levels[0], to: levels[3] } }])
  })
})

describe('tags and levels', () => {
  it('makes tags and gives them to members', async () => {
    const { token } = await signInAs(base, 'cashier')
    const member = await makeMember(base)
    const tag = await api.call('POST', '/tags', { token, body: { name: '老客' } })
    expect(tag).toMatchObject({ status: 201, body: { name: '老客' } })
    const before = await state()
    expect(await api.call('POST', '/tags', { token, body: { name: '老客' } })).toMatchObject({ status: 409, body: { code: 'tag_taken' } })
    const put = (tagIds: string[], memberId = member.id) => api.call('PUT', `/members/${memberId}/tags`, { token, body: { tagIds } })
    expect(await put([newId()])).toMatchObject({ status: 422, body: { code: 'tag_unfit' } })
    expect((await put([tag.body.id], newId())).status).toBe(404)
    expect(await state()).toEqual(before)
    expect(await put([tag.body.id])).toMatchObject({ status: 200, body: { items: [tag.body] } })
    expect((await api.call('GET', `/members?tag=${tag.body.id}`, { token })).body.items).toMatchObject([
      { id: member.id, tags: [tag.body] },
    ])
    expect((await api.call('GET', '/tags', { token })).body.items).toContainEqual(tag.body)
  })

  it('lets the owner alone change the discounts of a level', async () => {
    await makeLevels(base)
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager')
    const { body } = await api.call('GET', '/levels', { token: manager.token })
    expect(body.items.map((l: { serviceDiscountBp: number }) => l.serviceDiscountBp)).toEqual([0, 500, 1000, 1500, 2000])
    const [plain, silver] = body.items
    const edit = (token: string, change: unknown, version: number) =>
      api.call('PATCH', `/levels/${silver.id}`, { token, body: change, headers: { 'if-match': `"${version}"` } })
    const before = await state()
    expect((await edit(manager.token, { serviceDiscountBp: 900 }, 1)).status).toBe(403)
    expect(await edit(owner.token, { name: plain.name }, 1)).toMatchObject({ status: 409, body: { code: 'level_name_taken' } })
    expect((await edit(owner.token, { serviceDiscountBp: 900 }, 7)).status).toBe(412)
    expect(await state()).toEqual(before)
    expect(await edit(owner.token, { serviceDiscountBp: 900 }, 1)).toMatchObject({
      status: 200,
      body: { ...silver, serviceDiscountBp: 900, version: 2 },
    })
  })
})
