import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { makeItem } from '../../../test/factories/catalog.ts'
import { makeLevels } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { reindexMembers } from '../members/index.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db
const definitions = () => db().selectFrom('custom_field').selectAll().orderBy('id').execute()

async function makeField(body: Record<string, unknown>) {
  const { token } = await signInAs(base, 'owner')
  return (await api.call('POST', '/custom-fields', { token, body: { subject: 'member', kind: 'text', ...body } })).body
}

describe('the fields of a brand', () => {
  it('are made by the owner, written down, and given again to a repeated key', async () => {
    const owner = await signInAs(base, 'owner')
    const body = { subject: 'member', label: '发质', kind: 'choice', choices: [{ label: '细软' }, { label: '粗硬' }] }
    const make = () => api.call('POST', '/custom-fields', { token: owner.token, body, headers: { 'idempotency-key': 'field-00001' } })
    const made = await make()
    expect(made).toMatchObject({ status: 201, body: { label: '发质', choices: [{ key: 'c1' }, { key: 'c2' }], version: 1 } })
    const audit = await db().selectFrom('audit_entry').selectAll().where('subject_id', '=', made.body.id).execute()
    expect(audit).toMatchObject([{ action: 'field.create', actor_id: owner.staffId, detail: { kind: 'choice' } }])
    const before = await definitions()
    expect(await make()).toMatchObject({ status: 201, body: made.body })
    const manager = await signInAs(base, 'manager')
    const ask = (token: string, more: object) => api.call('POST', '/custom-fields', { token, body: { ...body, ...more } })
    expect((await ask(manager.token, { label: '别的' })).status).toBe(403)
    expect(await ask(owner.token, {})).toMatchObject({ status: 409, body: { code: 'field_label_taken' } })
    expect((await ask(owner.token, { label: '空', choices: [] })).body.errors).toMatchObject([{ path: 'choices' }])
    expect(await definitions()).toEqual(before)
  })

  it('change at the version that was read, and keep choices that values may hold', async () => {
    const made = await makeField({ label: '发色', kind: 'choice', choices: [{ label: '黑' }, { label: '棕' }] })
    const { token } = await signInAs(base, 'owner')
    const edit = (body: unknown, version: number) =>
      api.call('PATCH', `/custom-fields/${made.id}`, { token, body, headers: { 'if-match': `"${version}"` } })
    const changed = await edit({ label: '现在的发色', choices: [{ key: 'c2', label: '深棕' }] }, 1)
    expect(changed.body).toMatchObject({ label: '现在的发色', version: 2 })
    expect(changed.body.choices).toEqual([
      { key: 'c2', label: '深棕', isActive: true },
      { key: 'c1', label: '黑', isActive: false },
    ])
    const before = await definitions()
    expect((await edit({ sort: 3 }, 1)).status).toBe(412)
    const { token: cashier } = await signInAs(base, 'cashier')
    const headers = { 'if-match': '"2"' }
    expect((await api.call('PATCH', `/custom-fields/${made.id}`, { token: cashier, body: { sort: 3 }, headers })).status).toBe(403)
    expect((await api.call('PATCH', `/custom-fields/${newId()}`, { token, body: {}, headers })).status).toBe(404)
    expect(await definitions()).toEqual(before)
  })
})

describe('values of members', () => {
  it('are sealed, shown to who may see them, and found by their words', async () => {
    await makeLevels(base)
    const plate = await makeField({ label: '车牌', isSearchable: true, visibleTo: 'desk' })
    const secret = await makeField({ label: '内部评价', visibleTo: 'managers' })
    const cashier = await signInAs(base, 'cashier')
    const { storeId } = cashier
    const manager = await signInAs(base, 'manager', { storeId })
    const stylist = await signInAs(base, 'stylist', { storeId })
    const body = { name: '车主', homeStoreId: storeId, fields: { [plate.id]: '沪A 88霸王66' } }
    const { id } = (await api.call('POST', '/members', { token: cashier.token, body })).body
    const edit = (token: string, fields: object, version: number) =>
      api.call('PATCH', `/members/${id}`, { token, body: { fields }, headers: { 'if-match': `"${version}"` } })
    expect(await edit(cashier.token, { [secret.id]: '挑剔' }, 1)).toMatchObject({ status: 422, body: { code: 'fields_invalid' } })
    expect((await edit(manager.token, { [secret.id]: '挑剔' }, 1)).status).toBe(200)
    const seen = async (token: string) => (await api.call('GET', `/members/${id}`, { token })).body.fields
    expect(await seen(manager.token)).toEqual({ [plate.id]: '沪A 88霸王66', [secret.id]: '挑剔' })
    expect(await seen(cashier.token)).toEqual({ [plate.id]: '沪A 88霸王66' })
    expect(await seen(stylist.token)).toEqual({})
    const find = async (token: string, q: string) =>
      (await api.call('GET', `/members?q=${encodeURIComponent(q)}`, { token })).body.items.map((m: { id: string }) => m.id)
    expect(await find(cashier.token, '88霸王')).toEqual([id])
    expect(await find(stylist.token, '88霸王')).toEqual([])
    const row = await db().selectFrom('member').select('fields_enc').where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.fields_enc?.includes(Buffer.from('霸王'))).toBe(false)
    const { token } = await signInAs(base, 'owner')
    await api.call('PATCH', `/custom-fields/${plate.id}`, { token, body: { isSearchable: false }, headers: { 'if-match': '"1"' } })
    await write(base.runtime, base.brand, system, (ctx) => reindexMembers(ctx, 0, 500))
    expect(await find(cashier.token, '88霸王')).toEqual([])
  })

  it('have to be filled by people at the counter where the brand says so', async () => {
    await makeLevels(base)
    const must = await makeField({ label: '怎么知道我们', isRequired: true })
    const { token, storeId } = await signInAs(base, 'cashier')
    const enrol = (fields: object) => api.call('POST', '/members', { token, body: { name: '新客', homeStoreId: storeId, fields } })
    expect((await enrol({})).body).toMatchObject({ code: 'fields_invalid', errors: [{ path: `fields.${must.id}`, code: 'required' }] })
    expect((await enrol({ [must.id]: '路过' })).status).toBe(201)
    const owner = await signInAs(base, 'owner')
    const headers = { 'if-match': '"1"' }
    await api.call('PATCH', `/custom-fields/${must.id}`, { token: owner.token, body: { isActive: false }, headers })
    expect((await enrol({})).status).toBe(201)
  })
})

describe('values of products', () => {
  it('are plain, typed, and no service has any', async () => {
    const volume = await makeField({ subject: 'product', label: '容量（毫升）', kind: 'number' })
    const { token } = await signInAs(base, 'owner')
    const product = await makeItem(base, { kind: 'product' })
    const service = await makeItem(base)
    const edit = (id: string, value: unknown, version: number) =>
      api.call('PATCH', `/items/${id}`, { token, body: { fields: { [volume.id]: value } }, headers: { 'if-match': `"${version}"` } })
    expect((await edit(product.id, 500, product.version)).body.fields).toEqual({ [volume.id]: 500 })
    expect((await edit(product.id, '500', product.version + 1)).body).toMatchObject({ code: 'fields_invalid' })
    expect((await edit(service.id, 500, service.version)).body).toMatchObject({ code: 'invalid_input' })
    const row = await db().selectFrom('item').select('fields').where('id', '=', product.id).executeTakeFirstOrThrow()
    expect(row.fields).toEqual({ [volume.id]: 500 })
  })
})
