import { describe, expect, it } from 'vitest'
import { makeStore } from '../../../test/factories/access.ts'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { deskCatalog } from './queries.ts'
import { eanCheckDigit, passFault } from './rules.ts'
import { planOf, seedTradeCatalog } from './seed-trade-catalog.ts'
import type { Trade } from './trades/trade-catalog.ts'

describe.each<Trade>(['hair', 'beauty', 'nail', 'spa'])('the ready catalogue of %s', (trade) => {
  const { items, prices } = planOf(trade)
  const listFen = new Map(prices.map((p) => [p.itemId, p.amountFen ?? 0]))

  it('fits together: codes, names and barcodes once each, barcodes valid, passes sensible', () => {
    for (const list of [items.map((i) => i.code), items.map((i) => i.name), items.flatMap((i) => i.barcodes)]) {
      expect(new Set(list).size).toBe(list.length)
    }
    for (const barcode of items.flatMap((i) => i.barcodes)) expect(eanCheckDigit(barcode.slice(0, 12))).toBe(Number(barcode[12]))
    for (const { pass } of items) if (pass) expect(passFault(pass)).toBeNull()
  })

  it('prices every item, and a pass below its sessions bought one by one', () => {
    expect(items.filter((i) => i.kind !== 'top_up' && !listFen.has(i.id))).toEqual([])
    for (const item of items) {
      if (!item.pass || item.pass.isUnlimited) continue
      const alone = item.pass.components.reduce((sum, c) => sum + c.sessions * (listFen.get(c.serviceItemId) ?? 0), 0)
      expect.soft(listFen.get(item.id), item.name).toBeLessThan(alone)
      expect.soft(listFen.get(item.id), item.name).toBeGreaterThan(alone / 2)
    }
  })
})

describe('seedTradeCatalog', () => {
  const base = useDatabase()

  it('fills an empty catalogue in few statements, and leaves a filled one alone', async () => {
    const store = await makeStore(base)
    const seed = () => write(base.runtime, base.brand, system, (ctx) => seedTradeCatalog(ctx, 'hair', store.id))
    const before = base.runtime.counter?.count ?? 0
    const { result } = await seed()
    // Begin, five, audit, commit.
    expect((base.runtime.counter?.count ?? 0) - before).toBeLessThanOrEqual(9)
    const catalog = await deskCatalog(readCtx(base.runtime, base.brand, system), store.id)
    expect(catalog.items).toHaveLength(result.items)
    const count = (kind: string) => catalog.items.filter((i) => i.kind === kind).length
    expect(count('service')).toBeGreaterThanOrEqual(40)
    expect(count('product')).toBeGreaterThanOrEqual(20)
    expect(catalog.tiers.map((t) => [t.amountFen, t.bonusFen])).toEqual([
      [50_000, 5_000],
      [100_000, 15_000],
      [200_000, 40_000],
    ])
    expect(catalog.items.find((i) => i.name === '总监洗剪吹10次卡')).toMatchObject({
      priceFen: 198_000,
      initials: 'zjxjc10ck',
      pass: { components: [{ serviceName: '总监洗剪吹', sessions: 10, giftedSessions: 0 }] },
    })
    expect(catalog.items.find((i) => i.name === '总监洗剪吹')).toMatchObject({ priceFen: 29_800, minutes: 60, isFavourite: true })
    expect(await seed()).toMatchObject({ result: { items: 0 } })
    expect((await deskCatalog(readCtx(base.runtime, base.brand, system), store.id)).items).toHaveLength(result.items)
  })
})
