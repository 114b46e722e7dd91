import { describe, expect, it } from 'vitest'
import { type SignedIn, signInAs } from '../../../test/factories/access.ts'
import { makeItem } from '../../../test/factories/catalog.ts'
import { giveConsent, picture } from '../../../test/factories/consents.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { listTemplates, seedTemplates } from './index.ts'

const base = useDatabase()
const api = openApi(base)
const ctx = () => readCtx(base.runtime, base.brand, system)

async function templateOf(key: string) {
  if ((await listTemplates(ctx())).items.length === 0) await write(base.runtime, base.brand, system, (c) => seedTemplates(c))
  const template = (await listTemplates(ctx())).items.find((t) => t.key === key)
  if (!template) throw new Error('no template')
  const worst = Object.fromEntries(template.questions.map((q) => [q.key, q.answers.at(-1)?.key]))
  return { ...template, worst }
}

async function client(stylist: SignedIn, purposes: readonly ('health' | 'photo')[] = ['health', 'photo']) {
  const member = await makeMember(base)
  for (const purpose of purposes) await giveConsent(base, member.id, stylist.storeId, purpose)
  return member
}

const counts = async () => ({
  assessments: (await ctx().db.selectFrom('assessment').select('id').execute()).length,
  plans: await ctx().db.selectFrom('care_plan').select(['id', 'state', 'version']).orderBy('id').execute(),
  steps: await ctx().db.selectFrom('care_step').select(['id', 'state']).orderBy('id').execute(),
  files: (await ctx().db.selectFrom('attachment').select('id').execute()).length,
})

describe('an assessment', () => {
  it('is scored, sealed, and shown with its pictures', async () => {
    const stylist = await signInAs(base, 'stylist')
    const member = await client(stylist)
    const template = await templateOf('scalp')
    const body = { templateId: template.id, storeId: stylist.storeId, answers: template.worst, notes: '头顶泛红独一' }
    const taken = await api.call('POST', `/members/${member.id}/assessments`, { token: stylist.token, body })
    expect(taken).toMatchObject({ status: 201, body: { score: 19, maxScore: 19, band: '敏感或失衡', notes: '头顶泛红独一' } })
    const app = await api.app()
    const url = `/api/members/${member.id}/assessments/${taken.body.id}/photos`
    const headers = { authorization: `Bearer ${stylist.token}`, 'content-type': 'image/jpeg' }
    for (const moment of ['before', 'after', 'after']) {
      const put = await app.inject({ method: 'PUT', url: `${url}/${moment}`, headers, payload: await picture() })
      expect(put.statusCode).toBe(200)
    }
    expect((await app.inject({ method: 'GET', url: `${url}/after`, headers })).headers['content-type']).toBe('image/jpeg')
    const kinds = await ctx().db.selectFrom('attachment').select('kind').where('owner_id', '=', taken.body.id).execute()
    expect(kinds.map((k) => k.kind).sort()).toEqual(['after', 'before'])
    const { body: list } = await api.call('GET', `/members/${member.id}/assessments`, { token: stylist.token })
    expect(list.items).toMatchObject([{ id: taken.body.id, beforePhotoId: expect.any(String), afterPhotoId: expect.any(String) }])
    const row = await ctx().db.selectFrom('assessment').selectAll().where('id', '=', taken.body.id).executeTakeFirstOrThrow()
    expect(row.result_enc.includes(Buffer.from('独一'))).toBe(false)
    const audit = await ctx().db.selectFrom('audit_entry').selectAll().where('subject_id', '=', member.id).execute()
    expect(audit.filter((a) => a.action === 'assessment.take')).toMatchObject([{ detail: { assessmentId: taken.body.id } }])
    expect(JSON.stringify(audit)).not.toContain('独一')
  })

  it('is refused without consent, with answers missing, and to nobody; nothing is written', async () => {
    const stylist = await signInAs(base, 'stylist')
    const template = await templateOf('skin')
    const silent = await client(stylist, [])
    const member = await client(stylist, ['health'])
    const before = await counts()
    const take = async (memberId: string, answers: object) => {
      const body = { templateId: template.id, storeId: stylist.storeId, answers }
      return (await api.call('POST', `/members/${memberId}/assessments`, { token: stylist.token, body })).body
    }
    expect(await take(silent.id, template.worst)).toMatchObject({ code: 'consent_missing', params: { purpose: 'health' } })
    expect(await take(member.id, {})).toMatchObject({ code: 'answers_unfit' })
    expect(await take(newId(), template.worst)).toMatchObject({ code: 'not_found' })
    expect(await counts()).toEqual(before)
    const { id } = await take(member.id, template.worst)
    const app = await api.app()
    const headers = { authorization: `Bearer ${stylist.token}`, 'content-type': 'image/jpeg' }
    const url = `/api/members/${member.id}/assessments/${id}/photos/before`
    const refused = await app.inject({ method: 'PUT', url, headers, payload: await picture() })
    expect(refused.json()).toMatchObject({ code: 'consent_missing', params: { purpose: 'photo' } })
    expect((await counts()).files).toBe(before.files)
  })

  it('keeps the template it was taken with when the owner publishes a newer one', async () => {
    const owner = await signInAs(base, 'owner')
    const stylist = await signInAs(base, 'stylist')
    const { id: _id, version, worst: _worst, ...template } = await templateOf('scalp')
    const body = { ...template, name: '头皮检测（新）' }
    expect((await api.call('POST', '/assessment-templates', { token: stylist.token, body })).status).toBe(403)
    const made = await api.call('POST', '/assessment-templates', { token: owner.token, body })
    expect(made).toMatchObject({ status: 201, body: { key: 'scalp', version: version + 1 } })
    const wrong = { ...body, bands: [] }
    expect((await api.call('POST', '/assessment-templates', { token: owner.token, body: wrong })).status).toBe(422)
    expect((await listTemplates(ctx())).items.filter((t) => t.key === 'scalp')).toMatchObject([{ name: '头皮检测（新）' }])
    // Of two who change the same version, one is told; so is who makes another of a name that is taken.
    const change = (basedOn: number, token = owner.token) =>
      api.call('POST', '/assessment-templates', { token, body: { ...body, basedOn } }).then((r) => r.status)
    expect((await Promise.all([change(version + 1), change(version + 1)])).sort()).toEqual([201, 412])
    expect([await change(version + 1), await change(0), await change(version + 2)]).toEqual([412, 412, 201])
  })

  it('is out of use for everybody but who may bring it back', async () => {
    const owner = await signInAs(base, 'owner')
    const stylist = await signInAs(base, 'stylist')
    const { id: _id, version, worst: _worst, ...template } = await templateOf('skin')
    const publish = (isActive: boolean) =>
      api.call('POST', '/assessment-templates', { token: owner.token, body: { ...template, isActive } })
    expect((await publish(false)).body).toMatchObject({ isActive: false, version: version + 1 })
    const seen = async (token: string) =>
      (await api.call('GET', '/assessment-templates', { token })).body.items.filter((t: { key: string }) => t.key === 'skin').length
    expect([await seen(owner.token), await seen(stylist.token)]).toEqual([1, 0])
    await publish(true)
    expect(await seen(stylist.token)).toBe(1)
  })
})

describe('a care plan', () => {
  async function planned(stylist: SignedIn) {
    const member = await client(stylist)
    const service = await makeItem(base, { name: '头皮护理' })
    const steps = [
      { itemId: service.id, dueOn: '2026-11-20', note: '先皮试' },
      { dueOn: '2026-12-06', note: '复查' },
    ]
    const body = { storeId: stylist.storeId, title: '头皮舒缓独一', adviserId: stylist.staffId, steps }
    const made = await api.call('POST', `/members/${member.id}/care-plans`, { token: stylist.token, body })
    return { member, body, made }
  }

  it('holds steps that come due for its adviser, and is done with the last of them', async () => {
    const stylist = await signInAs(base, 'stylist')
    const { member, made } = await planned(stylist)
    expect(made).toMatchObject({ status: 201, body: { title: '头皮舒缓独一', state: 'open', adviser: { id: stylist.staffId } } })
    const [first, second] = made.body.steps
    expect([first, second]).toMatchObject([
      { itemName: '头皮护理', note: '先皮试', state: 'planned' },
      { itemName: null, note: '复查' },
    ])
    const due = async (until: string) =>
      (await api.call('GET', `/due-care-steps?until=${until}&adviserId=${stylist.staffId}`, { token: stylist.token })).body.items
    expect(await due('2026-11-22')).toMatchObject([{ stepId: first.id, memberId: member.id, title: '头皮舒缓独一' }])
    expect(await due('2026-12-31')).toHaveLength(2)
    const end = (stepId: string, state: string) =>
      api.call('POST', `/care-plans/${made.body.id}/steps/${stepId}/end`, { token: stylist.token, body: { state } })
    expect((await end(first.id, 'done')).body).toMatchObject({ state: 'open', steps: [{ state: 'done' }, { state: 'planned' }] })
    expect(await due('2026-11-22')).toEqual([])
    const before = await counts()
    expect((await end(first.id, 'skipped')).body).toMatchObject({ code: 'care_step_ended' })
    expect((await end(newId(), 'done')).status).toBe(404)
    expect(await counts()).toEqual(before)
    expect((await end(second.id, 'skipped')).body).toMatchObject({ state: 'done' })
    const row = await ctx().db.selectFrom('care_plan').selectAll().where('id', '=', made.body.id).executeTakeFirstOrThrow()
    expect(row.words_enc.includes(Buffer.from('独一'))).toBe(false)
    const audit = await ctx().db.selectFrom('audit_entry').select('action').where('subject_id', '=', member.id).orderBy('seq').execute()
    expect(audit.map((a) => a.action).slice(-3)).toEqual(['care_plan.create', 'care_step.end', 'care_step.end'])
  })

  it('is stopped at the version that was read, and refused with parts that do not fit', async () => {
    const stylist = await signInAs(base, 'stylist')
    const { member, made, body } = await planned(stylist)
    const set = (state: string, version: number) =>
      api.call('PATCH', `/care-plans/${made.body.id}`, { token: stylist.token, body: { state }, headers: { 'if-match': `"${version}"` } })
    expect((await set('stopped', 9)).status).toBe(412)
    expect((await set('stopped', 1)).body).toMatchObject({ state: 'stopped', version: 2 })
    expect((await api.call('GET', '/due-care-steps?until=2027-01-01', { token: stylist.token })).body.items).toEqual([])
    const before = await counts()
    const plan = async (more: object) => {
      const answer = await api.call('POST', `/members/${member.id}/care-plans`, { token: stylist.token, body: { ...body, ...more } })
      return answer.body.code
    }
    expect(await plan({ steps: [{ itemId: newId(), dueOn: '2026-12-01' }] })).toBe('care_item_unfit')
    expect(await plan({ assessmentId: newId() })).toBe('assessment_unfit')
    expect(await plan({ adviserId: newId() })).toBe('not_found')
    await giveConsent(base, member.id, stylist.storeId, 'health', false)
    expect(await plan({})).toBe('consent_missing')
    expect(await counts()).toEqual(before)
  })
})
