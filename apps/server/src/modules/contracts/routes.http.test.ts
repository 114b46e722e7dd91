import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeMember } from '../../../test/factories/members.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { publishTerms } from './publish-terms.ts'
import { hasAcceptedCurrentTerms } from './queries.ts'
import { seedTerms } from './seed-terms.ts'

const base = useDatabase()
const api = openApi(base)

const reading = () => readCtx(base.runtime, base.brand, system)

async function state(): Promise<unknown> {
  const terms = await reading().db.selectFrom('terms').select(['id', 'version']).orderBy('version').execute()
  const acceptances = await reading().db.selectFrom('terms_acceptance').selectAll().orderBy('id').execute()
  return { terms, acceptances }
}

const LAWFUL = '七日内可全额退还本金，余额随时可查，卡片可转让、可挂失补办。'

describe('terms', () => {
  it('are seeded once, published in versions and shown with their digest', async () => {
    const { token } = await signInAs(base, 'owner')
    expect((await api.call('GET', '/terms/current', { token })).status).toBe(404)
    const seed = () => write(base.runtime, base.brand, system, (ctx) => seedTerms(ctx))
    const { result } = await seed()
    expect(result).toMatchObject({ version: 1, body: expect.stringContaining('测试美发') })
    const first = await api.call('GET', '/terms/current', { token })
    expect(first.body).toMatchObject({ id: result.id, version: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    const second = await api.call('POST', '/terms', { token, body: { title: '协议', body: LAWFUL } })
    expect(second).toMatchObject({ status: 201, body: { version: 2, title: '协议' } })
    const cashier = await signInAs(base, 'cashier')
    expect((await api.call('GET', '/terms/current', { token: cashier.token })).body).toMatchObject({ id: second.body.id, body: LAWFUL })
    const audit = await reading().db.selectFrom('audit_entry').selectAll().where('subject_id', '=', second.body.id).execute()
    expect(audit).toMatchObject([{ action: 'terms.publish', detail: { version: 2, sha256: second.body.sha256 } }])
  })

  it('with void clauses are refused by name, and nobody but the owner publishes any', async () => {
    const owner = await signInAs(base, 'owner')
    const manager = await signInAs(base, 'manager')
    const before = await state()
    const body = { title: '会员须知', body: '本卡一经售出概不退款，不得转让，遗失不补，最终解释权归本店所有，本店有权调整价格。' }
    const refused = await api.call('POST', '/terms', { token: owner.token, body })
    expect(refused).toMatchObject({ status: 422, body: { code: 'terms_void_clause' } })
    expect(refused.body.params.phrases).toEqual(['概不退款', '不得转让', '遗失不补', '最终解释权', '本店有权调整'])
    const allowed = { title: '协议', body: LAWFUL }
    expect((await api.call('POST', '/terms', { token: manager.token, body: allowed })).status).toBe(403)
    expect(await state()).toEqual(before)
  })

  it('get a version of their own each: who publishes at the same time waits', async () => {
    const input = { title: '协议', body: LAWFUL }
    const written = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const first = write(base.runtime, base.brand, system, async (ctx) => {
      const terms = await publishTerms(ctx, input)
      written.resolve()
      await release.promise
      return terms
    })
    await written.promise
    const second = write(base.runtime, base.brand, system, (ctx) => publishTerms(ctx, input))
    await untilOneWaits()
    release.resolve()
    expect((await second).result.version).toBe((await first).result.version + 1)
  })
})

async function untilOneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await base.runtime.pool.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    )
    if (rows.length > 0) return
  }
}

describe('POST /members/{memberId}/terms-acceptances', () => {
  it('records the acceptance once, with its witness', async () => {
    const owner = await signInAs(base, 'owner')
    const cashier = await signInAs(base, 'cashier')
    const terms = await api.call('POST', '/terms', { token: owner.token, body: { title: '协议', body: LAWFUL } })
    const member = await makeMember(base)
    const accept = (termsId: string) =>
      api.call('POST', `/members/${member.id}/terms-acceptances`, {
        token: cashier.token,
        body: { termsId, storeId: cashier.storeId, method: 'on_screen' },
      })
    expect(await hasAcceptedCurrentTerms(reading(), member.id)).toBe(false)
    const first = await accept(terms.body.id)
    expect(first).toMatchObject({
      status: 201,
      body: {
        memberId: member.id,
        termsId: terms.body.id,
        version: terms.body.version,
        witnessId: cashier.staffId,
        storeId: cashier.storeId,
      },
    })
    expect(await hasAcceptedCurrentTerms(reading(), member.id)).toBe(true)
    expect((await api.call('GET', `/members/${member.id}`, { token: cashier.token })).body.termsAccepted).toBe(true)
    expect((await accept(terms.body.id)).body).toEqual(first.body)
    const rows = await reading().db.selectFrom('terms_acceptance').selectAll().where('member_id', '=', member.id).execute()
    expect(rows).toHaveLength(1)
    const audit = await reading()
      .db.selectFrom('audit_entry')
      .select('detail')
      .where('action', '=', 'terms.accept')
      .where('subject_id', '=', member.id)
      .execute()
    expect(audit).toMatchObject([{ detail: { termsId: terms.body.id, method: 'on_screen' } }, { detail: { again: true } }])
  })

  it('keeps the signature that was drawn, sealed, and shows it to who may see the wallet', async () => {
    const owner = await signInAs(base, 'owner')
    const cashier = await signInAs(base, 'cashier')
    const terms = await api.call('POST', '/terms', { token: owner.token, body: { title: '协议', body: LAWFUL } })
    const member = await makeMember(base)
    const drawn = await sharp({ create: { width: 300, height: 120, channels: 3, background: '#fff' } })
      .png()
      .toBuffer()
    const body = { termsId: terms.body.id, storeId: cashier.storeId, method: 'signature', signature: drawn.toString('base64') }
    const accept = (more: object) =>
      api.call('POST', `/members/${member.id}/terms-acceptances`, { token: cashier.token, body: { ...body, ...more } })
    const accepted = await accept({})
    expect(accepted).toMatchObject({ status: 201, body: { method: 'signature', hasSignature: true, witnessName: expect.any(String) } })
    // Asked again, nothing is kept twice.
    expect((await accept({})).body).toEqual(accepted.body)
    const kept = await reading().db.selectFrom('attachment').selectAll().where('owner_id', '=', accepted.body.id).execute()
    expect(kept).toMatchObject([{ kind: 'signature', media_type: 'image/jpeg', width: 300, height: 120 }])
    expect(kept[0]?.content_enc.includes(Buffer.from('JFIF'))).toBe(false)
    const list = await api.call('GET', `/members/${member.id}/terms-acceptances`, { token: cashier.token })
    expect(list.body.items).toEqual([accepted.body])
    const url = `/members/${member.id}/terms-acceptances/${accepted.body.id}/signature`
    const shown = await (await api.app()).inject({ url: `/api${url}`, headers: { authorization: `Bearer ${cashier.token}` } })
    expect([shown.statusCode, shown.headers['content-type']]).toEqual([200, 'image/jpeg'])
    expect(createHash('sha256').update(shown.rawPayload).digest()).toEqual(kept[0]?.sha256)
    const other = await makeMember(base)
    expect((await api.call('GET', url.replace(member.id, other.id), { token: cashier.token })).status).toBe(404)
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    expect((await api.call('GET', url, { token: stylist.token })).status).toBe(403)
  })

  it('takes a signature with its own method alone, and only a picture for one', async () => {
    const owner = await signInAs(base, 'owner')
    const cashier = await signInAs(base, 'cashier')
    const terms = await api.call('POST', '/terms', { token: owner.token, body: { title: '协议', body: LAWFUL } })
    const member = await makeMember(base)
    const before = await state()
    const ask = async (more: object) => {
      const body = { termsId: terms.body.id, storeId: cashier.storeId, ...more }
      const answer = await api.call('POST', `/members/${member.id}/terms-acceptances`, { token: cashier.token, body })
      return [answer.status, answer.body.code]
    }
    expect(await ask({ method: 'signature' })).toEqual([422, 'invalid_input'])
    expect(await ask({ method: 'paper', signature: 'AAAA' })).toEqual([422, 'invalid_input'])
    expect(await ask({ method: 'signature', signature: 'no base64!' })).toEqual([422, 'invalid_input'])
    expect(await ask({ method: 'signature', signature: Buffer.from('<svg/>').toString('base64') })).toEqual([422, 'attachment_unreadable'])
    expect(await ask({ method: 'signature', signature: 'A'.repeat(300_000) })).toEqual([422, 'invalid_input'])
    expect(await state()).toEqual(before)
  })

  it('takes the terms in force only, of members and stores there are, from who may', async () => {
    const owner = await signInAs(base, 'owner')
    const cashier = await signInAs(base, 'cashier')
    const stylist = await signInAs(base, 'stylist', { storeId: cashier.storeId })
    const other = await makeStore(base)
    const old = await api.call('POST', '/terms', { token: owner.token, body: { title: '旧', body: LAWFUL } })
    const current = await api.call('POST', '/terms', { token: owner.token, body: { title: '新', body: LAWFUL } })
    const member = await makeMember(base)
    const before = await state()
    const ask = async (body: { termsId?: string; storeId?: string }, token = cashier.token, memberId = member.id) => {
      const fits = { termsId: current.body.id, storeId: cashier.storeId, method: 'paper' }
      const answer = await api.call('POST', `/members/${memberId}/terms-acceptances`, { token, body: { ...fits, ...body } })
      return [answer.status, answer.body.code]
    }
    expect(await ask({ termsId: old.body.id })).toEqual([409, 'terms_outdated'])
    expect(await ask({ termsId: newId() })).toEqual([404, 'not_found'])
    expect(await ask({ storeId: other.id })).toEqual([404, 'not_found'])
    expect(await ask({ storeId: newId() }, owner.token)).toEqual([404, 'not_found'])
    expect(await ask({}, cashier.token, newId())).toEqual([404, 'not_found'])
    expect(await ask({}, stylist.token)).toEqual([403, 'forbidden'])
    expect(await state()).toEqual(before)
  })
})
