import { describe, expect, it } from 'vitest'
import { makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeItem, makePassPlan, makeTier } from '../../../test/factories/catalog.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

async function state(): Promise<unknown> {
  const { db } = readCtx(base.runtime, base.brand, system)
  const items = await db.selectFrom('item').select(['id', 'version', 'name']).orderBy('id').execute()
  const prices = await db.selectFrom('price').select('id').orderBy('id').execute()
  const categories = await db.selectFrom('category').select(['id', 'version']).orderBy('id').execute()
  return { items, prices, categories }
}

describe('GET /catalog', () => {
  it('gives the desk what is on sale, at the prices of its store', async () => {
    const cashier = await signInAs(base, 'cashier')
    const owner = await signInAs(base, 'owner')
    const item = await makeItem(base, { kind: 'product', name: '发蜡', priceFen: 9_800, barcodes: ['2010000000011'] })
    const retired = await makeItem(base)
    const pass = await makePassPlan(base)
    const tier = await makeTier(base, { amountFen: 123_400, bonusFen: 100, bonusMonths: 1 })
    const changes = [{ itemId: item.id, storeId: cashier.storeId, amountFen: 8_800 }]
    const published = await api.call('POST', '/price-books', { token: owner.token, body: { note: '开业', changes } })
    expect(published).toMatchObject({ status: 201, body: { note: '开业', publishedBy: owner.staffId, priceCount: 1 } })
    const gone = await api.call('PATCH', `/items/${retired.id}`, {
      token: owner.token,
      body: { isActive: false },
      headers: { 'if-match': '"1"' },
    })
    expect(gone).toMatchObject({ status: 200, body: { isActive: false, version: 2 }, headers: { etag: '"2"' } })

    const { status, body } = await api.call('GET', `/catalog?storeId=${cashier.storeId}`, { token: cashier.token })
    expect(status).toBe(200)
    expect(body).toMatchObject({ storeId: cashier.storeId, priceBookVersion: published.body.version })
    const byId = new Map<string, unknown>(body.items.map((i: { id: string }) => [i.id, i]))
    expect(byId.get(item.id)).toMatchObject({
      kind: 'product',
      priceFen: 8_800,
      brandPriceFen: 9_800,
      barcodes: ['2010000000011'],
      initials: 'fl',
    })
    expect(byId.get(pass.id)).toMatchObject({ pass: { components: [{ sessions: 10, serviceName: expect.any(String) }] } })
    expect(byId.has(retired.id)).toBe(false)
    expect(body.tiers).toContainEqual({
      itemId: tier.id,
      code: tier.code,
      name: tier.name,
      amountFen: 123_400,
      bonusFen: 100,
      bonusMonths: 1,
    })
  })

  it('is not for strangers, and another store is not found', async () => {
    const cashier = await signInAs(base, 'cashier')
    const owner = await signInAs(base, 'owner')
    const other = await makeStore(base)
    expect((await api.call('GET', `/catalog?storeId=${cashier.storeId}`)).status).toBe(401)
    expect((await api.call('GET', `/catalog?storeId=${other.id}`, { token: cashier.token })).status).toBe(404)
    expect((await api.call('GET', `/catalog?storeId=${newId()}`, { token: owner.token })).status).toBe(404)
  })
})

describe('keeping the catalogue', () => {
  it('adds, finds, changes and shows items with their price history', async () => {
    const { token } = await signInAs(base, 'owner')
    const category = await api.call('POST', '/categories', { token, body: { kind: 'service', name: '头疗' } })
    expect(category).toMatchObject({ status: 201, body: { name: '头疗', isActive: true, version: 1 } })
    const body = { kind: 'service', name: '草本头疗', minutes: 60, priceFen: 18_800, categoryId: category.body.id }
    const made = await api.call('POST', '/items', { token, body })
    expect(made).toMatchObject({
      status: 201,
      body: { name: '草本头疗', pinyin: 'caobentouliao', brandPriceFen: 18_800 },
      headers: { etag: '"1"' },
    })
    for (const q of ['草本', 'caoben', 'cbtl', made.body.code]) {
      const found = await api.call('GET', `/items?q=${encodeURIComponent(q)}&kind=service&active=true&categoryId=${category.body.id}`, {
        token,
      })
      expect(found.body).toMatchObject({ items: [{ id: made.body.id }], nextCursor: null })
    }
    expect((await api.call('GET', '/items?q=%25', { token })).body.items).toEqual([])
    const renamed = await api.call('PATCH', `/items/${made.body.id}`, {
      token,
      body: { name: '汉方头疗', minutes: 75 },
      headers: { 'if-match': '"1"' },
    })
    expect(renamed).toMatchObject({ status: 200, body: { name: '汉方头疗', initials: 'hftl', minutes: 75, version: 2 } })
    await api.call('POST', '/price-books', { token, body: { changes: [{ itemId: made.body.id, amountFen: 19_800 }] } })
    const detail = await api.call('GET', `/items/${made.body.id}`, { token })
    expect(detail.body.brandPriceFen).toBe(19_800)
    expect(detail.body.priceHistory.map((p: { amountFen: number }) => p.amountFen)).toEqual([19_800, 18_800])
    const books = await api.call('GET', '/price-books?limit=1', { token })
    expect(books.body).toMatchObject({
      items: [{ version: detail.body.priceHistory[0].version, priceCount: 1 }],
      nextCursor: expect.any(String),
    })
  })

  it('goes through all items in pages, each once', async () => {
    const { token } = await signInAs(base, 'owner')
    for (let n = 0; n < 5; n += 1) await makeItem(base)
    const seen: string[] = []
    let url = '/items?limit=2'
    for (;;) {
      const page = await api.call('GET', url, { token })
      seen.push(...page.body.items.map((i: { id: string }) => i.id))
      if (page.body.nextCursor === null) break
      url = `/items?limit=2&cursor=${page.body.nextCursor}`
    }
    const all = await api.call('GET', '/items?limit=100', { token })
    expect(seen).toEqual(all.body.items.map((i: { id: string }) => i.id))
    expect(new Set(seen).size).toBe(seen.length)
  })

  it('refuses what does not fit with a problem of its own, and changes nothing', async () => {
    const { token } = await signInAs(base, 'owner')
    const service = await makeItem(base, { code: 'CODE-1' })
    const product = await makeItem(base, { kind: 'product', barcodes: ['2010000000028'] })
    const tier = await makeTier(base, { amountFen: 98_700 })
    await api.call('POST', '/categories', { token, body: { kind: 'product', name: '重名' } })
    const before = await state()
    const cases: [string, 'POST' | 'PATCH', string, unknown, number][] = [
      ['code_taken', 'POST', '/items', { kind: 'service', code: 'code-1', name: '剪', minutes: 30 }, 409],
      ['barcode_taken', 'POST', '/items', { kind: 'product', name: '蜡', barcodes: ['2010000000028'] }, 409],
      ['tier_taken', 'POST', '/items', { kind: 'top_up', name: '充', topUp: { amountFen: 98_700, bonusFen: 0 } }, 409],
      [
        'pass_unfit',
        'POST',
        '/items',
        { kind: 'pass', name: '卡', pass: { components: [{ serviceItemId: product.id, sessions: 1 }] } },
        422,
      ],
      ['category_unfit', 'POST', '/items', { kind: 'service', name: '剪', minutes: 30, categoryId: newId() }, 422],
      ['invalid_input', 'POST', '/items', { kind: 'service', name: '剪' }, 422],
      ['code_taken', 'PATCH', `/items/${product.id}`, { code: 'CODE-1' }, 409],
      ['invalid_input', 'PATCH', `/items/${product.id}`, { minutes: 30 }, 422],
      ['not_found', 'PATCH', `/items/${newId()}`, { name: '无' }, 404],
      ['category_taken', 'POST', '/categories', { kind: 'product', name: '重名' }, 409],
      ['price_unfit', 'POST', '/price-books', { changes: [{ itemId: tier.id, amountFen: 1 }] }, 422],
      ['price_unfit', 'POST', '/price-books', { changes: [{ itemId: newId(), amountFen: 1 }] }, 422],
      ['price_unfit', 'POST', '/price-books', { changes: [{ itemId: service.id, storeId: newId(), amountFen: 1 }] }, 422],
      ['price_unfit', 'POST', '/price-books', { changes: [{ itemId: service.id, amountFen: null }] }, 422],
    ]
    for (const [code, method, url, body, status] of cases) {
      const answer = await api.call(method, url, { token, body, headers: { 'if-match': '"1"' } })
      expect.soft(answer, `${method} ${url} ${JSON.stringify(body)}`).toMatchObject({ status, body: { code } })
    }
    expect(await state()).toEqual(before)
  })

  it('refuses an edit of what somebody else has changed, or that names no version', async () => {
    const { token } = await signInAs(base, 'owner')
    const item = await makeItem(base)
    const edit = (headers: Record<string, string>) => api.call('PATCH', `/items/${item.id}`, { token, body: { note: '新' }, headers })
    expect(await edit({})).toMatchObject({ status: 428, body: { code: 'version_required' } })
    expect((await edit({ 'if-match': '"1"' })).status).toBe(200)
    expect(await edit({ 'if-match': '"1"' })).toMatchObject({ status: 412, body: { code: 'version_stale' } })
  })

  it('changes a category, at its version only', async () => {
    const { token } = await signInAs(base, 'owner')
    const { body } = await api.call('POST', '/categories', { token, body: { kind: 'pass', name: '年卡', sort: 3 } })
    const edit = (change: unknown, version: number) =>
      api.call('PATCH', `/categories/${body.id}`, { token, body: change, headers: { 'if-match': `"${version}"` } })
    expect(await edit({ isActive: false }, 1)).toMatchObject({ status: 200, body: { name: '年卡', sort: 3, isActive: false, version: 2 } })
    expect(await edit({ name: '季卡' }, 1)).toMatchObject({ status: 412 })
    const list = await api.call('GET', '/categories', { token })
    expect(list.body.items).toContainEqual({ id: body.id, kind: 'pass', name: '年卡', sort: 3, isActive: false, version: 2 })
  })

  it('is for the owner alone', async () => {
    const item = await makeItem(base)
    const before = await state()
    for (const role of ['manager', 'cashier', 'stylist'] as const) {
      const { token } = await signInAs(base, role)
      const headers = { 'if-match': '"1"' }
      const answers = [
        await api.call('POST', '/items', { token, body: { kind: 'service', name: '剪', minutes: 30 } }),
        await api.call('PATCH', `/items/${item.id}`, { token, body: { name: '改' }, headers }),
        await api.call('POST', '/categories', { token, body: { kind: 'service', name: '新类' } }),
        await api.call('POST', '/price-books', { token, body: { changes: [{ itemId: item.id, amountFen: 1 }] } }),
      ]
      expect(answers.map((a) => a.status)).toEqual([403, 403, 403, 403])
    }
    expect(await state()).toEqual(before)
  })

  it('answers a repeated key with the first answer, and does nothing again', async () => {
    const { token } = await signInAs(base, 'owner')
    const ask = (name: string) =>
      api.call('POST', '/items', { token, body: { kind: 'service', name, minutes: 30 }, headers: { 'idempotency-key': 'key-item-1' } })
    const first = await ask('单次')
    const before = await state()
    const again = await ask('单次')
    expect(again.body).toEqual(first.body)
    expect(again.headers['idempotency-replayed']).toBe('true')
    expect(await ask('两次')).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } })
    expect(await state()).toEqual(before)
  })
})
