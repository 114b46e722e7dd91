import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { giveConsent, picture } from '../../../test/factories/consents.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'
import { REVEALS_PER_WINDOW } from './reveal-phone.ts'

const base = useDatabase()
const api = openApi(base)
const db = () => readCtx(base.runtime, base.brand, system).db

const audited = (subjectId: string, action: string) =>
  db().selectFrom('audit_entry').selectAll().where('subject_id', '=', subjectId).where('action', '=', action).execute()

describe('POST /members/{memberId}/phone-reveals', () => {
  it('shows a phone once, writes down who saw it, and keeps it nowhere', async () => {
    const { token, staffId } = await signInAs(base, 'cashier')
    const member = await makeMember(base, { phone: '13812349001' })
    const ask = () => api.call('POST', `/members/${member.id}/phone-reveals`, { token, headers: { 'idempotency-key': 'reveal-00001' } })
    expect(await ask()).toMatchObject({ status: 200, body: { phone: '13812349001' } })
    expect(await audited(member.id, 'member.reveal_phone')).toMatchObject([{ actor_id: staffId, detail: {} }])
    expect((await ask()).headers['idempotency-replayed']).toBeUndefined()
    expect(await audited(member.id, 'member.reveal_phone')).toHaveLength(2)
    expect(JSON.stringify(await db().selectFrom('idempotency_key').selectAll().execute())).not.toContain('13812349001')
    const { token: stylist } = await signInAs(base, 'stylist')
    expect((await api.call('POST', `/members/${member.id}/phone-reveals`, { token: stylist })).status).toBe(403)
    expect((await api.call('POST', `/members/${newId()}/phone-reveals`, { token })).status).toBe(404)
    expect(await audited(member.id, 'member.reveal_phone')).toHaveLength(2)
  })

  it('is refused beyond what a counter needs, said once in the audit trail, and goes on later', async () => {
    const { token, staffId } = await signInAs(base, 'cashier')
    const member = await makeMember(base, { phone: '13812349002' })
    const ask = () => api.call('POST', `/members/${member.id}/phone-reveals`, { token })
    for (let n = 0; n < REVEALS_PER_WINDOW; n += 1) expect((await ask()).status).toBe(200)
    for (let n = 0; n < 3; n += 1) expect(await ask()).toMatchObject({ status: 429, body: { code: 'reveal_burst' } })
    expect(await audited(staffId, 'phone.reveal_burst')).toHaveLength(1)
    expect(await audited(member.id, 'member.reveal_phone')).toHaveLength(REVEALS_PER_WINDOW)
    base.runtime.clock.setTo(MORNING.add({ minutes: 30 }))
    expect((await ask()).status).toBe(200)
    base.runtime.clock.setTo(MORNING)
  })
})

describe('the photo of a member', () => {
  const send = async (token: string, memberId: string, bytes: Buffer, type = 'image/jpeg') => {
    const app = await api.app()
    const headers = { authorization: `Bearer ${token}`, 'content-type': type }
    return app.inject({ method: 'PUT', url: `/api/members/${memberId}/photo`, headers, payload: bytes })
  }
  const see = async (token: string, memberId: string, size: string) => {
    const app = await api.app()
    return app.inject({ method: 'GET', url: `/api/members/${memberId}/photo?size=${size}`, headers: { authorization: `Bearer ${token}` } })
  }
  const files = () => db().selectFrom('attachment').select(['id', 'owner_id', 'kind']).orderBy('kind').orderBy('id').execute()

  it('is kept in two sizes with consent, in place of the one before, and removed', async () => {
    const { token, storeId } = await signInAs(base, 'cashier')
    const member = await makeMember(base)
    const before = await files()
    const refused = await send(token, member.id, await picture())
    expect([refused.statusCode, refused.json().code]).toEqual([422, 'consent_missing'])
    expect(await files()).toEqual(before)
    await giveConsent(base, member.id, storeId, 'photo')
    expect((await send(token, member.id, await picture(2000, 1000))).statusCode).toBe(200)
    const second = await send(token, member.id, await picture(1000, 2000, '#123456'))
    expect((await files()).filter((f) => f.owner_id === member.id).map((f) => f.kind)).toEqual(['photo', 'photo_thumb'])
    const detail = await api.call('GET', `/members/${member.id}`, { token })
    expect(detail.body.photoId).toBe(second.json().photoId)
    const [full, thumb] = [await see(token, member.id, 'full'), await see(token, member.id, 'thumb')]
    expect(full.headers['content-type']).toBe('image/jpeg')
    expect(await sharp(full.rawPayload).metadata()).toMatchObject({ width: 320, height: 640 })
    expect(await sharp(thumb.rawPayload).metadata()).toMatchObject({ width: 96, height: 96 })
    expect(await audited(member.id, 'member.set_photo')).toHaveLength(2)
    expect((await api.call('DELETE', `/members/${member.id}/photo`, { token })).status).toBe(200)
    expect((await api.call('DELETE', `/members/${member.id}/photo`, { token })).status).toBe(404)
    expect((await see(token, member.id, 'full')).statusCode).toBe(404)
    expect((await files()).filter((f) => f.owner_id === member.id)).toEqual([])
  })

  it('is refused when it is no picture, and to a stylist, and changes nothing', async () => {
    const { token, storeId } = await signInAs(base, 'cashier')
    const { token: stylist } = await signInAs(base, 'stylist')
    const member = await makeMember(base)
    await giveConsent(base, member.id, storeId, 'photo')
    const before = await files()
    expect((await send(token, member.id, Buffer.from('GIF89a'))).json().code).toBe('attachment_unreadable')
    expect((await send(token, member.id, Buffer.from('%PDF-1.4\n%%EOF'), 'application/pdf')).json().code).toBe('attachment_unreadable')
    expect((await send(stylist, member.id, await picture())).statusCode).toBe(403)
    expect((await send(token, newId(), await picture())).statusCode).toBe(404)
    await giveConsent(base, member.id, storeId, 'photo', false)
    expect((await send(token, member.id, await picture())).json().code).toBe('consent_missing')
    expect(await files()).toEqual(before)
  })
})

describe('notes', () => {
  it('are sealed, written down once for a repeated key, and not taken without a member', async () => {
    const { token, staffId } = await signInAs(base, 'stylist')
    const member = await makeMember(base)
    const write = (id: string) =>
      api.call('POST', `/members/${id}/notes`, { token, body: { body: '喜欢安静独一' }, headers: { 'idempotency-key': `note-${id}` } })
    const first = await write(member.id)
    expect(first.status).toBe(201)
    expect((await write(member.id)).body).toEqual(first.body)
    const rows = await db().selectFrom('member_note').selectAll().where('member_id', '=', member.id).execute()
    expect(rows).toMatchObject([{ id: first.body.id, written_by: staffId }])
    expect(rows[0]?.body_enc.includes(Buffer.from('独一'))).toBe(false)
    expect(await audited(member.id, 'member.note')).toMatchObject([{ detail: { noteId: first.body.id } }])
    expect((await write(newId())).status).toBe(404)
  })
})

describe('GET /member-reminders', () => {
  it('lists birthdays of both calendars and anniversaries, the nearest first, in pages', async () => {
    // 2026-11-22 is the 14th of the tenth lunar month.
    const { token, storeId } = await signInAs(base, 'cashier')
    const lunar = await makeMember(base, { birthday: { calendar: 'lunar', month: 10, day: 15, year: 1986 } })
    const solar = await makeMember(base, { birthday: { calendar: 'solar', month: 11, day: 25 } })
    const leap = await makeMember(base, { birthday: { calendar: 'lunar', month: 10, day: 16, isLeap: true } })
    await makeMember(base, { birthday: { calendar: 'solar', month: 11, day: 21 }, homeStoreId: storeId })
    const all = await api.call('GET', '/member-reminders?days=5', { token })
    expect(all.body.items.map((i: { on: string; years: number; member: { id: string } }) => [i.on, i.years, i.member.id])).toEqual([
      ['2026-11-23', 40, lunar.id],
      ['2026-11-24', null, leap.id],
      ['2026-11-25', null, solar.id],
    ])
    const page = await api.call('GET', '/member-reminders?days=5&limit=2', { token })
    const rest = await api.call('GET', `/member-reminders?days=5&limit=2&cursor=${page.body.nextCursor}`, { token })
    expect([page.body.items.length, rest.body.items.map((i: { member: { id: string } }) => i.member.id)]).toEqual([2, [solar.id]])
    expect((await api.call('GET', '/member-reminders?kind=anniversary', { token })).body.items).toEqual([])
    base.runtime.clock.setTo(Temporal.Instant.from('2027-11-20T02:00:00Z'))
    const { token: later } = await signInAs(base, 'cashier')
    const years = await api.call('GET', '/member-reminders?kind=anniversary&days=2', { token: later })
    expect(years.body.items.find((i: { member: { id: string } }) => i.member.id === solar.id)).toMatchObject({ on: '2027-11-22', years: 1 })
    base.runtime.clock.setTo(MORNING)
  })
})
