import { describe, expect, it } from 'vitest'
import { makeItem, makePassPlan, makeTier } from '../../../test/factories/catalog.ts'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { createItem } from './create-item.ts'
import { publishPrices } from './publish-prices.ts'
import { catalogAt } from './snapshot.ts'
import { updateItem } from './update-item.ts'

const base = useDatabase()

const reading = () => readCtx(base.runtime, base.brand, system)

async function snapshot() {
  const { revision } = await reading().db.selectFrom('catalog_revision').select('revision').executeTakeFirstOrThrow()
  return catalogAt(reading(), revision)
}

async function makeStore(): Promise<string> {
  const id = newId()
  const ctx = reading()
  await ctx.db
    .insertInto('store')
    .values({ id, code: id.slice(-6).toUpperCase(), name: '二店', created_at: ctx.now })
    .execute()
  return id
}

describe('catalogAt', () => {
  it('holds items with the prices in force, per store where one differs', async () => {
    const store = await makeStore()
    const item = await makeItem(base, { priceFen: 10_000 })
    await write(base.runtime, base.brand, system, (ctx) =>
      publishPrices(ctx, {
        note: '',
        changes: [
          { itemId: item.id, storeId: null, amountFen: 11_000 },
          { itemId: item.id, storeId: store, amountFen: 12_000 },
        ],
      }),
    )
    const catalog = await snapshot()
    expect(catalog.items.get(item.id)).toMatchObject({ brandPriceFen: 11_000, storePricesFen: new Map([[store, 12_000]]), isActive: true })
    await write(base.runtime, base.brand, system, (ctx) =>
      publishPrices(ctx, { note: '', changes: [{ itemId: item.id, storeId: store, amountFen: null }] }),
    )
    const later = await snapshot()
    expect(later.items.get(item.id)).toMatchObject({ brandPriceFen: 11_000, storePricesFen: new Map() })
    expect(later.priceBookVersion).toBe(catalog.priceBookVersion + 1)
  })

  it('holds passes with their components in order, and tiers by amount', async () => {
    const cut = await makeItem(base)
    const wash = await makeItem(base)
    const plan = await makePassPlan(base, {
      components: [
        { serviceItemId: wash.id, sessions: 5 },
        { serviceItemId: cut.id, sessions: 1, giftedSessions: 1 },
      ],
    })
    const big = await makeTier(base, { amountFen: 100_000, bonusFen: 15_000 })
    const small = await makeTier(base, { amountFen: 50_000, bonusFen: 5_000 })
    const { items, tiers } = await snapshot()
    expect(items.get(plan.id)?.pass?.components).toEqual([
      { serviceItemId: wash.id, ordinal: 0, sessions: 5, giftedSessions: 0 },
      { serviceItemId: cut.id, ordinal: 1, sessions: 1, giftedSessions: 1 },
    ])
    expect(tiers.map((t) => t.id)).toEqual([small.id, big.id])
    expect(items.get(big.id)).toMatchObject({ brandPriceFen: 100_000, topUp: { amountFen: 100_000, bonusFen: 15_000 } })
  })

  it('asks the database again only when the revision has moved', async () => {
    const first = await snapshot()
    const before = base.runtime.counter?.count
    expect(await catalogAt(reading(), first.revision)).toBe(first)
    expect(base.runtime.counter?.count).toBe(before)
    const item = await makeItem(base)
    await write(base.runtime, base.brand, system, (ctx) => updateItem(ctx, item.id, 1, { isActive: false }))
    expect((await snapshot()).items.get(item.id)?.isActive).toBe(false)
  })

  it('never keeps what a transaction that was rolled back had written', async () => {
    const gone = write(base.runtime, base.brand, system, async (ctx) => {
      const item = await createItem(ctx, { kind: 'service', name: '幻影', minutes: 10 })
      const { revision } = await ctx.db.selectFrom('catalog_revision').select('revision').executeTakeFirstOrThrow()
      expect((await catalogAt(ctx, revision)).items.has(item.id)).toBe(true)
      throw new Error('rolled back')
    })
    await expect(gone).rejects.toThrow('rolled back')
    await makeItem(base)
    expect([...(await snapshot()).items.values()].some((i) => i.name === '幻影')).toBe(false)
  })
})
