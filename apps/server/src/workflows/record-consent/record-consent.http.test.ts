import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { giveConsent, picture } from '../../../test/factories/consents.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { preparePicture, putPicture } from '../../modules/care/assess.ts'
import { listTemplates, seedTemplates } from '../../modules/care/index.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx, write } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const ctx = () => readCtx(base.runtime, base.brand, system)

async function send(who: SignedIn, url: string): Promise<number> {
  const app = await api.app()
  const headers = { authorization: `Bearer ${who.token}`, 'content-type': 'image/jpeg' }
  return (await app.inject({ method: 'PUT', url: `/api${url}`, headers, payload: await picture() })).statusCode
}

/** A member known by a photo, with an assessment that has one before and one after. */
async function photographed(who: SignedIn) {
  const member = await makeMember(base)
  for (const purpose of ['health', 'photo'] as const) await giveConsent(base, member.id, who.storeId, purpose)
  expect(await send(who, `/members/${member.id}/photo`)).toBe(200)
  if ((await listTemplates(ctx())).items.length === 0) await write(base.runtime, base.brand, system, (c) => seedTemplates(c))
  const template = (await listTemplates(ctx())).items[0]
  const answers = Object.fromEntries((template?.questions ?? []).map((q) => [q.key, q.answers[0]?.key]))
  const body = { templateId: template?.id, storeId: who.storeId, answers, notes: '' }
  const taken = await api.call('POST', `/members/${member.id}/assessments`, { token: who.token, body })
  for (const moment of ['before', 'after'])
    expect(await send(who, `/members/${member.id}/assessments/${taken.body.id}/photos/${moment}`)).toBe(200)
  return { memberId: member.id, assessmentId: taken.body.id as string }
}

async function withdraw(who: SignedIn, memberId: string, purpose: string, key = crypto.randomUUID()) {
  const { body } = await api.call('GET', '/consent-texts', { token: who.token })
  const textId = body.items.find((t: { purpose: string }) => t.purpose === purpose).id
  const said = { purpose, isGiven: false, textId, channel: 'spoken', storeId: who.storeId }
  return api.call('POST', `/members/${memberId}/consents`, { token: who.token, body: said, headers: { 'idempotency-key': key } })
}

const filesOf = async (ids: string[]) =>
  (await ctx().db.selectFrom('attachment').select('kind').where('owner_id', 'in', ids).orderBy('kind').execute()).map((f) => f.kind)

const ALL = ['after', 'before', 'photo', 'photo_thumb']

describe('withdrawing the consent to photos', () => {
  it('deletes every photo of the person and nothing else, and says so in the audit trail', async () => {
    const owner = await signInAs(base, 'owner')
    const one = await photographed(owner)
    const other = await photographed(owner)
    const key = crypto.randomUUID()
    const said = await withdraw(owner, one.memberId, 'photo', key)
    expect(said).toMatchObject({
      status: 201,
      body: { current: expect.arrayContaining([expect.objectContaining({ purpose: 'photo', isGiven: false })]) },
    })
    expect(await filesOf([one.memberId, one.assessmentId])).toEqual([])
    expect(await filesOf([other.memberId, other.assessmentId])).toEqual(ALL)
    const { body: detail } = await api.call('GET', `/members/${one.memberId}`, { token: owner.token })
    expect(detail.photoId).toBeNull()
    const { body: list } = await api.call('GET', `/members/${one.memberId}/assessments`, { token: owner.token })
    expect(list.items).toMatchObject([{ id: one.assessmentId, beforePhotoId: null, afterPhotoId: null }])
    const audit = await ctx().db.selectFrom('audit_entry').select('action').where('subject_id', '=', one.memberId).orderBy('seq').execute()
    expect(audit.map((a) => a.action).slice(-4)).toEqual([
      'consent.withdraw',
      'attachment.delete',
      'member.remove_photo',
      'assessment.remove_photos',
    ])
    expect((await withdraw(owner, one.memberId, 'photo', key)).body).toEqual(said.body)
    expect(await send(owner, `/members/${one.memberId}/photo`)).toBe(422)
  })

  it('leaves them when another consent goes, when nobody with a right asks, and for a record that is not there', async () => {
    const owner = await signInAs(base, 'owner')
    const stylist = await signInAs(base, 'stylist', { storeId: owner.storeId })
    const { memberId, assessmentId } = await photographed(owner)
    expect((await withdraw(owner, memberId, 'health')).status).toBe(201)
    expect((await withdraw(stylist, memberId, 'photo')).status).toBe(403)
    expect((await withdraw(owner, crypto.randomUUID(), 'photo')).status).toBe(404)
    expect(await filesOf([memberId, assessmentId])).toEqual(ALL)
  })

  it('waits for a picture that is just being put there, and deletes it too', async () => {
    const owner = await signInAs(base, 'owner')
    const { memberId, assessmentId } = await photographed(owner)
    const file = await preparePicture(await picture())
    let said: ReturnType<typeof withdraw> | undefined
    await write(base.runtime, base.brand, system, async (c) => {
      await putPicture(c, memberId, assessmentId, 'before', file)
      said = withdraw(owner, memberId, 'photo')
      await expect.poll(countWaiting, { timeout: 10_000 }).toBe(1)
    })
    expect((await said)?.status).toBe(201)
    expect(await filesOf([memberId, assessmentId])).toEqual([])
  })
})

async function countWaiting(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`.execute(
    ctx().db,
  )
  return rows[0]?.n ?? 0
}
