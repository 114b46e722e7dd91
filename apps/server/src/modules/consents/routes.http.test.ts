import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'
import { hasConsent } from './index.ts'

const base = useDatabase()
const api = openApi(base)
const ctx = () => readCtx(base.runtime, base.brand, system)
const rows = (memberId: string) => ctx().db.selectFrom('consent').selectAll().where('member_id', '=', memberId).orderBy('id').execute()

async function textOf(token: string, purpose: string): Promise<string> {
  const { body } = await api.call('GET', '/consent-texts', { token })
  return body.items.find((t: { purpose: string }) => t.purpose === purpose).id
}

describe('consents', () => {
  it('are given to the text in force and withdrawn, each a row of its own, the newest holding', async () => {
    const { token, storeId, staffId } = await signInAs(base, 'cashier')
    const member = await makeMember(base)
    const textId = await textOf(token, 'health')
    const record = (isGiven: boolean, key: string) => {
      const body = { purpose: 'health', isGiven, textId, channel: 'paper', storeId }
      return api.call('POST', `/members/${member.id}/consents`, { token, body, headers: { 'idempotency-key': key } })
    }
    expect(await hasConsent(ctx(), member.id, 'health')).toBe(false)
    const given = await record(true, 'consent-0001')
    expect(given).toMatchObject({
      status: 201,
      body: { current: [{ purpose: 'health', isGiven: true, textVersion: 1, channel: 'paper' }] },
    })
    expect((await record(true, 'consent-0001')).body).toEqual(given.body)
    expect(await rows(member.id)).toMatchObject([{ recorded_by: staffId, store_id: storeId, is_given: true }])
    expect(await hasConsent(ctx(), member.id, 'health')).toBe(true)
    base.runtime.clock.setTo(base.runtime.clock.now().add({ minutes: 1 }))
    const withdrawn = await record(false, 'consent-0002')
    expect(withdrawn.body).toMatchObject({ current: [{ isGiven: false }], history: [{ isGiven: false }, { isGiven: true }] })
    expect(await hasConsent(ctx(), member.id, 'health')).toBe(false)
    const audit = await ctx().db.selectFrom('audit_entry').select('action').where('subject_id', '=', member.id).orderBy('seq').execute()
    expect(audit.map((a) => a.action).slice(1)).toEqual(['consent.give', 'consent.withdraw'])
  })

  it('are refused to an outdated text, for another purpose, of nobody, and by who may not', async () => {
    const owner = await signInAs(base, 'owner')
    const stylist = await signInAs(base, 'stylist', { storeId: owner.storeId })
    const member = await makeMember(base)
    const old = await textOf(owner.token, 'marketing')
    const publish = (token: string) =>
      api.call('POST', '/consent-texts', { token, body: { purpose: 'marketing', body: '新版：可以给您发活动消息吗？' } })
    expect((await publish(stylist.token)).status).toBe(403)
    expect(await publish(owner.token)).toMatchObject({ status: 201, body: { version: 2 } })
    const record = async (more: object, token = owner.token, memberId = member.id) => {
      const body = { purpose: 'marketing', isGiven: true, textId: old, channel: 'spoken', storeId: owner.storeId, ...more }
      return (await api.call('POST', `/members/${memberId}/consents`, { token, body })).body.code
    }
    expect(await record({})).toBe('consent_text_outdated')
    expect(await record({ purpose: 'photo' })).toBe('not_found')
    expect(await record({ isGiven: false }, stylist.token)).toBe('forbidden')
    expect(await record({ isGiven: false }, owner.token, newId())).toBe('not_found')
    expect(await rows(member.id)).toEqual([])
    expect(await record({ isGiven: false })).toBeUndefined()
  })
})
