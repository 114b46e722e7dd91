/** Rules, rates and evidence: added to with history, never edited; files are judged and sealed. */
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { PARAMS } from '../../../test/factories/prepaid.ts'
import { prepaidApi } from '../../../test/factories/prepaid-refunds.ts'
import { memberWith, openShop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'
import { canonicalJson } from './canonical.ts'
import { verifyPrepaid } from './verify.ts'

const base = useDatabase()
const api = openApi(base)
const prepaid = prepaidApi(api)
const reading = () => readCtx(base.runtime, base.brand, system)

async function asked() {
  const shop = await openShop(base)
  const memberId = await memberWith(base, shop, { storedFen: 50_000 })
  const { grantId } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body.items[0]
  const ask = { storeId: shop.storeId, grants: [{ grantId }], reasonCode: 'health' }
  return { shop, memberId, grantId, ask }
}

async function rows() {
  const { db } = reading()
  return {
    rules: await db.selectFrom('refund_rule_set').select(['version', 'effective_from']).orderBy('version').execute(),
    rates: await db.selectFrom('interest_rate').select('id').orderBy('id').execute(),
    files: await db.selectFrom('attachment').select('id').orderBy('id').execute(),
    audits: await db
      .selectFrom('audit_entry')
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow(),
  }
}

describe('refund rules', () => {
  it('come as a first version, are published as the next, and decide what is due from their day on', async () => {
    const { shop, memberId, ask } = await asked()
    const { token } = shop.owner
    const first = (await api.call('GET', '/refund-rules', { token })).body.items
    expect(first).toMatchObject([{ version: 1, effectiveFrom: '2025-05-01', params: PARAMS, publishedByName: null, isInForce: true }])
    const params = { ...PARAMS, causes: { ...PARAMS.causes, health: 'customer' } }
    const body = { effectiveFrom: '2026-11-23', params, source: '本店协议第3版', note: '' }
    const key = newId()
    const send = () => api.call('POST', '/refund-rules', { token, body, headers: { 'idempotency-key': key } })
    const published = await send()
    expect([published.status, (await send()).body]).toEqual([201, published.body])
    expect(published.body.version).toBe(2)
    expect((await prepaid.quote(token, memberId, ask)).body.sheet).toMatchObject({ cause: 'neutral', rule: { version: 1 } })
    base.runtime.clock.setTo(MORNING.add({ hours: 24 }))
    const later = await signInAs(base, 'owner', { storeId: shop.storeId })
    expect((await prepaid.quote(later.token, memberId, ask)).body.sheet).toMatchObject({ cause: 'customer', rule: { version: 2 } })
    // What ended before the new rules still follows the old ones.
    expect((await prepaid.quote(later.token, memberId, { ...ask, rescindedOn: '2026-11-22' })).body.sheet.rule.version).toBe(1)
    base.runtime.clock.setTo(MORNING)
    const audit = await reading().db.selectFrom('audit_entry').select('detail').where('action', '=', 'refund_rules.publish').execute()
    expect(audit).toEqual([{ detail: { version: 2, effectiveFrom: '2026-11-23' } }])
  })

  it('are refused to who may not, and when they say nothing sensible', async () => {
    const cashier = await signInAs(base, 'cashier')
    const manager = await signInAs(base, 'manager')
    const owner = await signInAs(base, 'owner')
    const before = await rows()
    const body = { effectiveFrom: '2027-01-01', params: PARAMS, source: 'x' }
    for (const { token } of [cashier, manager]) expect((await api.call('POST', '/refund-rules', { token, body })).status).toBe(403)
    const nonsense = { ...body, params: { ...PARAMS, payOutDays: 90 } }
    expect((await api.call('POST', '/refund-rules', { token: owner.token, body: nonsense })).status).toBe(422)
    expect((await api.call('POST', '/refund-rules', { token: owner.token, body: { ...body, source: '' } })).status).toBe(422)
    expect(await rows()).toEqual(before)
  })

  it('cannot be edited or removed, nor can rates and worksheets', async () => {
    const { db } = reading()
    await expect(db.updateTable('refund_rule_set').set({ note: 'x' }).execute()).rejects.toThrow('permission denied')
    await expect(db.deleteFrom('interest_rate').execute()).rejects.toThrow('permission denied')
    await expect(db.updateTable('prepaid_worksheet').set({ purpose: 'payout' }).execute()).rejects.toThrow('permission denied')
  })
})

describe('interest rates', () => {
  it('are recorded with their day, corrected by one more row, and used by contracts of their time', async () => {
    const { shop, memberId, ask } = await asked()
    const { token } = shop.owner
    const record = (rateBp: number) =>
      api.call('POST', '/interest-rates', { token, body: { kind: 'lpr_1y', effectiveFrom: '2026-11-20', rateBp, source: '公告' } })
    expect((await record(295)).status).toBe(201)
    base.runtime.clock.setTo(MORNING.add({ seconds: 1 }))
    expect((await record(290)).status).toBe(201)
    base.runtime.clock.setTo(MORNING)
    const { items } = (await api.call('GET', '/interest-rates', { token })).body
    const of = items.filter((r: { effectiveFrom: string }) => r.effectiveFrom === '2026-11-20')
    expect(of).toMatchObject([
      { rateBp: 290, isReplaced: false },
      { rateBp: 295, isReplaced: true },
    ])
    expect((await prepaid.quote(token, memberId, ask)).body.sheet.grants[0].interest).toMatchObject({ rateBp: 290, rateFrom: '2026-11-20' })
    const audit = await reading().db.selectFrom('audit_entry').select('detail').where('action', '=', 'interest_rate.record').execute()
    expect(audit.map((a) => a.detail)).toEqual([
      { kind: 'lpr_1y', effectiveFrom: '2026-11-20', rateBp: 295 },
      { kind: 'lpr_1y', effectiveFrom: '2026-11-20', rateBp: 290 },
    ])
  })

  it('are refused to who may not', async () => {
    const manager = await signInAs(base, 'manager')
    const before = await rows()
    const body = { kind: 'deposit_1y', effectiveFrom: '2026-11-20', rateBp: 100, source: '公告' }
    expect((await api.call('POST', '/interest-rates', { token: manager.token, body })).status).toBe(403)
    expect(await rows()).toEqual(before)
  })
})

describe('evidence', () => {
  async function opened() {
    const { shop, memberId, ask } = await asked()
    const { body } = await prepaid.request(shop.owner.token, memberId, { ...ask, expectedTotalFen: 50_000 })
    return { shop, url: `/prepaid-refunds/${body.id}` }
  }

  async function send(url: string, token: string, bytes: Buffer, type: string, key: string = newId()) {
    const app = await api.app()
    return app.inject({
      method: 'POST',
      url: `/api${url}/attachments`,
      headers: { authorization: `Bearer ${token}`, 'content-type': type, 'idempotency-key': key },
      body: bytes,
    })
  }

  it('is kept without what the camera wrote, shown to who may see it, and runs nothing', async () => {
    const { shop, url } = await opened()
    const photo = await sharp({ create: { width: 30, height: 20, channels: 3, background: '#339' } })
      .withExif({ IFD0: { Make: 'Camera' } })
      .jpeg()
      .toBuffer()
    const key = newId()
    const kept = await send(url, shop.owner.token, photo, 'image/png', key)
    expect([kept.statusCode, kept.json().mediaType, kept.json().width]).toEqual([201, 'image/jpeg', 30])
    const again = await send(url, shop.owner.token, photo, 'image/png', key)
    expect([again.json(), again.headers['idempotency-replayed']]).toEqual([kept.json(), 'true'])
    const { attachments } = (await api.call('GET', url, { token: shop.owner.token })).body
    expect(attachments).toEqual([kept.json()])
    const app = await api.app()
    const get = (token: string) =>
      app.inject({ url: `/api${url}/attachments/${kept.json().id}`, headers: { authorization: `Bearer ${token}` } })
    const shown = await get(shop.owner.token)
    expect([shown.statusCode, shown.headers['content-type'], shown.headers['content-security-policy']]).toEqual([
      200,
      'image/jpeg',
      "sandbox; default-src 'none'",
    ])
    expect((await sharp(shown.rawPayload).metadata()).exif).toBeUndefined()
    expect((await get((await signInAs(base, 'stylist', { storeId: shop.storeId })).token)).statusCode).toBe(403)
    expect((await get((await signInAs(base, 'cashier')).token)).statusCode).toBe(404)
    const audit = await reading().db.selectFrom('audit_entry').select('detail').where('action', '=', 'attachment.store').execute()
    expect(audit).toMatchObject([{ detail: { attachmentId: kept.json().id, kind: 'evidence' } }])
  })

  it('is refused when it is no picture or PDF, too long, another store’s, or from who may not', async () => {
    const { shop, url } = await opened()
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier')
    const before = await rows()
    const pdf = Buffer.from('%PDF-1.4\n%%EOF\n')
    const { token } = shop.owner
    expect((await send(url, token, Buffer.from('<svg/>'), 'image/png')).json().code).toBe('attachment_unreadable')
    expect((await send(url, token, Buffer.alloc(0), 'image/png')).json().code).toBe('attachment_unreadable')
    expect((await send(url, token, Buffer.alloc(9 * 1024 * 1024), 'image/jpeg')).json().code).toBe('attachment_too_large')
    expect((await send(url, token, pdf, 'application/zip')).statusCode).toBe(422)
    expect((await send(url, stylist.token, pdf, 'application/pdf')).statusCode).toBe(403)
    expect((await send(url, elsewhere.token, pdf, 'application/pdf')).statusCode).toBe(404)
    expect((await send(url, '', pdf, 'application/pdf')).statusCode).toBe(401)
    expect(await rows()).toEqual(before)
    expect((await send(url, token, pdf, 'application/pdf')).statusCode).toBe(201)
  })
})

describe('the proof', () => {
  it('finds a worksheet that was changed behind the application', async () => {
    const { shop, memberId, ask } = await asked()
    const { body } = await prepaid.request(shop.owner.token, memberId, { ...ask, expectedTotalFen: 50_000 })
    expect(await verifyPrepaid(reading())).toEqual([])
    const { default: pg } = await import('pg')
    const owner = new pg.Client({ connectionString: base.ownerUrl })
    await owner.connect()
    await owner.query(
      `update ${base.brand.schema}.prepaid_worksheet set body = jsonb_set(body, '{totalFen}', '40000') where request_id = $1`,
      [body.id],
    )
    await owner.end()
    expect((await verifyPrepaid(reading())).map((f) => f.check)).toEqual(['worksheet_unchanged', 'worksheet_adds_up'])
  })

  it('writes a worksheet down one way, whatever the order of its keys', () => {
    expect(canonicalJson({ b: [1, { d: null, c: 'x' }], a: true })).toBe('{"a":true,"b":[1,{"c":"x","d":null}]}')
  })
})
