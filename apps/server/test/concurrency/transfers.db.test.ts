/** Transfers at once, on the real database: they wait for one another in one order, and nothing is lost or doubled. */
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/platform/errors.ts'
import { newId } from '../../src/platform/ids.ts'
import { write } from '../../src/platform/runtime.ts'
import { newTransfer } from '../../src/workflows/transfer/schemas.ts'
import { transfer } from '../../src/workflows/transfer/transfer.ts'
import { makeSale } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'

const base = useDatabase()

function give(shop: Shop, fromMemberId: string, toMemberId: string, expectedValueFen: number) {
  const input = newTransfer.parse({ storeId: shop.storeId, fromMemberId, toMemberId, parts: 'all', reason: 'x', expectedValueFen })
  return write(base.runtime, base.brand, shop.owner.actor, (ctx) => transfer(ctx, input, null))
}

async function outcomes(runs: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(runs)
  return settled.map((s) => {
    if (s.status === 'fulfilled') return 'ok'
    if (s.reason instanceof AppError) return s.reason.code
    throw s.reason
  })
}

const total = async (...memberIds: string[]) => {
  const lots = await Promise.all(memberIds.map((id) => ownedBy(base, id)))
  return lots.flat().reduce((sum, l) => sum + l.value_fen, 0)
}

describe('two transfers that cross', () => {
  it('never wait for one another for ever, and move every fen once', async () => {
    const shop = await openShop(base)
    for (let round = 0; round < 10; round += 1) {
      const a = await memberWith(base, shop, { storedFen: 30_000 })
      const b = await memberWith(base, shop, { storedFen: 20_000 })
      const result = await outcomes([give(shop, a, b, 30_000), give(shop, b, a, 20_000)])
      expect(result).toContain('ok')
      // Whoever came second found more than its dialog had shown, and was told so.
      expect(['ok', 'transfer_changed']).toEqual(expect.arrayContaining(result))
      expect(await total(a, b)).toBe(50_000)
    }
    expect(await findingsOf(base)).toEqual([])
  })
})

describe('a transfer against a sale', () => {
  it('takes what the sale left, or leaves nothing to sell', async () => {
    const shop = await openShop(base)
    for (let round = 0; round < 8; round += 1) {
      const a = await memberWith(base, shop, { storedFen: 12_800 })
      const b = await memberWith(base, shop)
      const sale = makeSale(
        base,
        shop.owner.actor,
        {
          storeId: shop.storeId,
          memberId: a,
          lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
          tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
        },
        newId(),
      )
      const result = await outcomes([sale, give(shop, a, b, 12_800)])
      expect([
        ['ok', 'transfer_nothing'],
        ['stored_value_insufficient', 'ok'],
      ]).toContainEqual(result)
      expect(await total(a, b)).toBe(result[0] === 'ok' ? 0 : 12_800)
    }
    expect(await findingsOf(base)).toEqual([])
  })

  it('of the same lot to two members at once: one receives it', async () => {
    const shop = await openShop(base)
    const from = await memberWith(base, shop, { storedFen: 10_000 })
    const receivers = await Promise.all([1, 2, 3].map(() => memberWith(base, shop)))
    const result = await outcomes(receivers.map((to) => give(shop, from, to, 10_000)))
    expect(result.sort()).toEqual(['ok', 'transfer_nothing', 'transfer_nothing'])
    expect(await total(from, ...receivers)).toBe(10_000)
  })
})
