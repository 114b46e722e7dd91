import { describe, expect, it } from 'vitest'
import { makeItem, makePassPlan, makeTier } from '../../../test/factories/catalog.ts'
import { useDatabase } from '../../../test/harness.ts'
import { type Actor, system } from '../../platform/ctx.ts'
import { Forbidden } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { createItem } from './create-item.ts'
import { BarcodeTaken, CategoryUnfit, CodeTaken, PassUnfit, TierTaken } from './errors.ts'
import type { NewItemInput } from './schemas.ts'

const base = useDatabase()

const db = () => readCtx(base.runtime, base.brand, system).db
const create = (input: NewItemInput, actor: Actor = system) => write(base.runtime, base.brand, actor, (ctx) => createItem(ctx, input))

async function counts(): Promise<unknown> {
  const items = await db().selectFrom('item').select(db().fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const prices = await db().selectFrom('price').select(db().fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const audit = await db().selectFrom('audit_entry').select(db().fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  const revision = await db().selectFrom('catalog_revision').select('revision').executeTakeFirstOrThrow()
  return { items: items.n, prices: prices.n, audit: audit.n, revision: revision.revision }
}

describe('createItem', () => {
  it('writes the item, its price and the audit trail, and moves the revision', async () => {
    const before = await db().selectFrom('catalog_revision').select('revision').executeTakeFirstOrThrow()
    const item = await makeItem(base, { kind: 'product', name: 'SPA护理精油', priceFen: 12_800, barcodes: ['6901234567892'] })
    expect(item).toMatchObject({
      kind: 'product',
      pinyin: 'spahulijingyou',
      initials: 'spahljy',
      unit: '件',
      brandPriceFen: 12_800,
      barcodes: ['6901234567892'],
      version: 1,
      storePrices: [],
    })
    expect(item.priceHistory).toMatchObject([
      { storeId: null, amountFen: 12_800, publishedBy: null, publishedAt: expect.stringMatching(/^2026-11-22T02:0/) },
    ])
    const after = await db().selectFrom('catalog_revision').select('revision').executeTakeFirstOrThrow()
    expect(after.revision).toBeGreaterThan(before.revision)
    const audit = await db().selectFrom('audit_entry').selectAll().where('subject_id', '=', item.id).execute()
    expect(audit).toMatchObject([
      { action: 'item.create', subject_kind: 'Item', detail: { kind: 'product', code: item.code, priceFen: 12_800 } },
    ])
  })

  it('gives codes of its own per kind, and takes given ones in capitals', async () => {
    const first = await makeItem(base)
    const second = await makeItem(base)
    expect(Number(second.code.slice(1))).toBe(Number(first.code.slice(1)) + 1)
    expect((await makeItem(base, { code: 'cut-01' })).code).toBe('CUT-01')
  })

  it('keeps passes and top-ups with their terms', async () => {
    const service = await makeItem(base)
    const pass = await makePassPlan(base, { components: [{ serviceItemId: service.id, sessions: 10, giftedSessions: 2 }] })
    expect(pass.pass).toEqual({
      validityDays: 365,
      validityFrom: 'sale',
      isUnlimited: false,
      components: [{ serviceItemId: service.id, serviceName: service.name, sessions: 10, giftedSessions: 2 }],
    })
    const tier = await makeTier(base, { amountFen: 77_700, bonusFen: 100 })
    expect(tier).toMatchObject({ kind: 'top_up', topUp: { amountFen: 77_700, bonusFen: 100 }, brandPriceFen: 77_700 })
  })

  it('refuses a code, barcode or amount that another item has, and changes nothing', async () => {
    await makeItem(base, { kind: 'product', code: 'TAKEN', barcodes: ['6900000000001'] })
    await makeTier(base, { amountFen: 55_500 })
    const before = await counts()
    await expect(create({ kind: 'service', code: 'taken', name: '剪发', minutes: 30 })).rejects.toBeInstanceOf(CodeTaken)
    await expect(create({ kind: 'product', name: '发蜡', barcodes: ['6900000000001'] })).rejects.toBeInstanceOf(BarcodeTaken)
    await expect(create({ kind: 'top_up', name: '充值', topUp: { amountFen: 55_500, bonusFen: 0 } })).rejects.toBeInstanceOf(TierTaken)
    expect(await counts()).toMatchObject({ ...(before as object), revision: expect.any(Number) })
    expect(await counts()).toEqual(before)
  })

  it('refuses passes of anything but services, and categories of another kind', async () => {
    const product = await makeItem(base, { kind: 'product' })
    const before = await counts()
    const passOf = (serviceItemId: string): NewItemInput => ({
      kind: 'pass',
      name: '卡',
      pass: { components: [{ serviceItemId, sessions: 1 }] },
    })
    await expect(create(passOf(product.id))).rejects.toBeInstanceOf(PassUnfit)
    await expect(create(passOf(newId()))).rejects.toBeInstanceOf(PassUnfit)
    await expect(create({ kind: 'service', name: '剪发', minutes: 30, categoryId: newId() })).rejects.toBeInstanceOf(CategoryUnfit)
    expect(await counts()).toEqual(before)
  })

  it('lets nobody publish a price along with an item who may not publish prices', async () => {
    const actor: Actor = { ...system, id: newId(), can: (_action, subject) => subject !== 'Price' }
    const before = await counts()
    await expect(create({ kind: 'service', name: '剪发', minutes: 30, priceFen: 1 }, actor)).rejects.toBeInstanceOf(Forbidden)
    expect(await counts()).toEqual(before)
    await expect(create({ kind: 'service', name: '剪发', minutes: 30 }, actor)).resolves.toMatchObject({ result: { brandPriceFen: null } })
  })
})
