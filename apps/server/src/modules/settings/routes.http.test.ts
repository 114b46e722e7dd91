import { describe, expect, it } from 'vitest'
import { makeStore, randomCode, signInAs } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => base.runtime.brands.dbOf(base.brand)
const rowOf = (id: string) => db().selectFrom('store').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
const auditOf = (action: string, subjectId: string) =>
  db().selectFrom('audit_entry').selectAll().where('action', '=', action).where('subject_id', '=', subjectId).execute()

describe('stores', () => {
  it('are opened by an owner: one row, one line of audit', async () => {
    const owner = await signInAs(base, 'owner')
    const code = randomCode(6)
    const answer = await api.call('POST', '/stores', {
      token: owner.token,
      body: { code, name: '二店', zone: 'Asia/Urumqi', rounding: 'jiao' },
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toEqual({
      id: answer.body.id,
      code,
      name: '二店',
      zone: 'Asia/Urumqi',
      cutoffHour: 4,
      address: '',
      phone: '',
      rounding: 'jiao',
      invoiceTitle: '',
      taxId: '',
      openingHours: [],
      isActive: true,
      version: 1,
    })
    expect(await rowOf(answer.body.id)).toMatchObject({ code, zone: 'Asia/Urumqi', cutoff_hour: 4, rounding: 'jiao' })
    expect(await auditOf('store.create', answer.body.id)).toMatchObject([{ actor_id: owner.staffId, detail: { code } }])
  })

  it('are refused with a wrong zone, a code that is taken, and to a manager', async () => {
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager')
    const code = randomCode(6)
    const post = (token: string, body: object) => api.call('POST', '/stores', { token, body: { code, name: '二店', ...body } })
    expect((await post(owner.token, { zone: 'Asia/Nowhere' })).body.errors).toMatchObject([{ path: 'zone' }])
    expect((await post(manager.token, {})).status).toBe(403)
    expect(await db().selectFrom('store').select('id').where('code', '=', code).execute()).toEqual([])
    expect((await post(owner.token, {})).status).toBe(201)
    expect((await post(owner.token, {})).body).toMatchObject({ code: 'store_code_taken', params: { code } })
  })

  it('are listed by code, page by page, only those one works in', async () => {
    const a = await makeStore(base)
    const b = await makeStore(base)
    await makeStore(base)
    const two = await signInAs(base, 'manager', {
      storeId: a.id,
      grants: [
        { role: 'manager', storeId: a.id },
        { role: 'cashier', storeId: b.id },
      ],
    })
    const first = await api.call('GET', '/stores?limit=1', { token: two.token })
    const second = await api.call('GET', `/stores?limit=1&cursor=${first.body.nextCursor}`, { token: two.token })
    expect([...first.body.items, ...second.body.items].map((s) => s.code)).toEqual([a.code, b.code].sort())
    expect(second.body.nextCursor).toBeNull()
  })

  it('keep their hours and who invoices are made out by; nonsense is refused beside its field', async () => {
    const manager = await signInAs(base, 'manager')
    const patch = (body: object, version: number) =>
      api.call('PATCH', `/stores/${manager.storeId}`, { token: manager.token, body, headers: { 'if-match': `"${version}"` } })
    const day = { from: '10:00', to: '22:00' }
    const openingHours = [day, day, day, day, { from: '10:00', to: '26:00' }, day, null]
    const answer = await patch({ openingHours, invoiceTitle: '云鬓美业有限公司', taxId: '91310000ma1k4b2c3d' }, 1)
    expect(answer.body).toMatchObject({ openingHours, invoiceTitle: '云鬓美业有限公司', taxId: '91310000MA1K4B2C3D' })
    expect(await rowOf(manager.storeId)).toMatchObject({ opening_hours: openingHours, tax_id: '91310000MA1K4B2C3D' })
    const same = await patch({ openingHours, phone: '021-1' }, 2)
    expect(same.status).toBe(200)
    expect((await auditOf('store.edit', manager.storeId)).map((e) => e.detail)).toEqual([
      { fields: ['invoiceTitle', 'taxId', 'openingHours'] },
      { fields: ['phone'] },
    ])
    const pathOf = async (body: object) => (await patch(body, 3)).body.errors?.[0].path
    expect(await pathOf({ taxId: '12' })).toBe('taxId')
    expect(await pathOf({ openingHours: [day] })).toBe('openingHours')
    expect(await pathOf({ openingHours: [day, day, day, day, day, day, { from: '22:00', to: '10:00' }] })).toBe('openingHours.6.to')
    expect(await rowOf(manager.storeId)).toMatchObject({ version: 3, opening_hours: openingHours })
  })

  it('are edited with the version that was read', async () => {
    const manager = await signInAs(base, 'manager')
    const patch = (body: object, version: number | null = 1, token = manager.token, id = manager.storeId) =>
      api.call('PATCH', `/stores/${id}`, { token, body, headers: version === null ? {} : { 'if-match': `"${version}"` } })
    expect((await patch({ address: '人民路1号' }, null)).status).toBe(428)
    const answer = await patch({ address: '人民路1号', rounding: 'fen' })
    expect([answer.status, answer.headers.etag]).toEqual([200, '"2"'])
    expect(await rowOf(manager.storeId)).toMatchObject({ address: '人民路1号', rounding: 'fen', version: 2 })
    expect(await auditOf('store.edit', manager.storeId)).toMatchObject([{ detail: { fields: ['address', 'rounding'] } }])
    expect((await patch({ address: '别处' }, 1)).body.code).toBe('version_stale')
    // What moves business days is the brand's.
    expect((await patch({ zone: 'Asia/Tokyo' }, 2)).status).toBe(403)
    expect((await patch({ isActive: false }, 2)).status).toBe(403)
    const other = await signInAs(base, 'manager')
    expect((await patch({ address: '别处' }, 1, manager.token, other.storeId)).status).toBe(404)
    expect(await rowOf(manager.storeId)).toMatchObject({ address: '人民路1号', zone: 'Asia/Shanghai', version: 2 })
    const owner = await signInAs(base, 'owner')
    expect((await patch({ zone: 'Asia/Tokyo', isActive: false }, 2, owner.token)).body).toMatchObject({
      zone: 'Asia/Tokyo',
      isActive: false,
    })
  })
})

describe('settings', () => {
  it('are changed by an owner; roles not named stay; a stale version and other roles are refused', async () => {
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager')
    const cashier = await signInAs(base, 'cashier')
    const before = await api.call('GET', '/settings', { token: manager.token })
    expect(before.body).toEqual({
      spendOrder: 'proportional',
      oldPrices: 'warn',
      idleLockMinutes: 5,
      onAccountLimitFen: 0,
      sharedDailyLimitFen: null,
      sharedMonthlyLimitFen: null,
      cards: { pinThresholdFen: 50_000, pinMissing: 'allow', numberPrefix: '8', numberDigits: 8, complianceProfile: 'off' },
      profiles: [
        { code: 'off', namedCapFen: null, unnamedCapFen: null, countBonus: false },
        { code: 'national', namedCapFen: 500_000, unnamedCapFen: 100_000, countBonus: false },
        { code: 'national_bonus', namedCapFen: 500_000, unnamedCapFen: 100_000, countBonus: true },
      ],
      version: 1,
      roleLimits: [
        { role: 'owner', name: null, discountBp: 10_000, refundFen: null },
        { role: 'hq', name: null, discountBp: 10_000, refundFen: null },
        { role: 'manager', name: null, discountBp: 3_000, refundFen: null },
        { role: 'cashier', name: null, discountBp: 500, refundFen: 20_000 },
        { role: 'stylist', name: null, discountBp: 0, refundFen: 0 },
        { role: 'accountant', name: null, discountBp: 0, refundFen: 0 },
        { role: 'auditor', name: null, discountBp: 0, refundFen: 0 },
      ],
    })
    expect((await api.call('GET', '/settings', { token: cashier.token })).status).toBe(403)
    const patch = (token: string, version: number, body: object) =>
      api.call('PATCH', '/settings', { token, body, headers: { 'if-match': `"${version}"` } })
    const body = { spendOrder: 'bonus_first', roleLimits: [{ role: 'cashier', discountBp: 1_000, refundFen: 0 }] }
    expect((await patch(manager.token, 1, body)).status).toBe(403)
    expect((await patch(owner.token, 2, body)).body.code).toBe('version_stale')
    const after = await patch(owner.token, 1, body)
    expect(after.body).toMatchObject({ spendOrder: 'bonus_first', version: 2 })
    expect(after.body.roleLimits).toContainEqual({ role: 'cashier', name: null, discountBp: 1_000, refundFen: 0 })
    expect(after.body.roleLimits).toContainEqual({ role: 'manager', name: null, discountBp: 3_000, refundFen: null })
    expect((await api.call('GET', '/session', { token: cashier.token })).body).toMatchObject({
      discountLimitBp: 1_000,
      settings: { spendOrder: 'bonus_first' },
    })
    const entries = await db().selectFrom('audit_entry').select(['actor_id', 'detail']).where('action', '=', 'settings.edit').execute()
    expect(entries).toEqual([{ actor_id: owner.staffId, detail: body }])
  })
  it('of cards are changed one by one; a set of caps that is not there is refused', async () => {
    const owner = await signInAs(base, 'owner')
    const { version } = (await api.call('GET', '/settings', { token: owner.token })).body
    const patch = (at: number, cards: object) =>
      api.call('PATCH', '/settings', { token: owner.token, body: { cards }, headers: { 'if-match': `"${at}"` } })
    const changed = await patch(version, { pinThresholdFen: null, complianceProfile: 'national', numberPrefix: 'YB' })
    expect(changed.body.cards).toEqual({
      pinThresholdFen: null,
      pinMissing: 'allow',
      numberPrefix: 'YB',
      numberDigits: 8,
      complianceProfile: 'national',
    })
    expect((await patch(version + 1, { complianceProfile: 'none_such' })).body.code).toBe('profile_unknown')
    expect((await patch(version + 1, { numberPrefix: '8-' })).body.code).toBe('invalid_input')
    expect((await patch(version + 1, { pinThresholdFen: 0 })).body).toMatchObject({ cards: { pinThresholdFen: 0 }, version: version + 2 })
  })
})
