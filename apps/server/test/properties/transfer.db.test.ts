/** Any sequence of transfers among members, with sales between, keeps every fen, and what each store owes. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readLots } from '../../src/modules/wallet/index.ts'
import { AppError } from '../../src/platform/errors.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { newTransfer } from '../../src/workflows/transfer/schemas.ts'
import { transfer } from '../../src/workflows/transfer/transfer.ts'
import { makeSale } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'

const base = useDatabase()

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('give' as const), from: fc.nat(2), to: fc.nat(2), share: fc.integer({ min: 1, max: 100 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('use' as const), from: fc.nat(2) }) },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

const owedFen = async (shop: Shop) => {
  const { db } = readCtx(base.runtime, base.brand, shop.owner.actor)
  const row = await db
    .selectFrom('lot')
    .select((eb) => eb.fn.sum<number>('value_fen').as('fen'))
    .where('store_id', '=', shop.storeId)
    .executeTakeFirstOrThrow()
  return row.fen
}

/** Takes a step. Returns what it served the shop's debt by. */
async function take(shop: Shop, members: readonly string[], s: Step): Promise<number> {
  const ctx = readCtx(base.runtime, base.brand, shop.owner.actor)
  const from = members[s.from] ?? ''
  if (s.do === 'use') {
    const lot = (await readLots(ctx, from)).find((l) => l.unit === 'session')
    if (!lot) return 0
    const line = { key: 'a', kind: 'service' as const, itemId: shop.careId, pass: { lotId: lot.id } }
    return (await makeSale(base, shop.owner.actor, { storeId: shop.storeId, memberId: from, lines: [line], tenders: [] })).totalFen
  }
  const lots = await readLots(ctx, from)
  const parts = lots.map((l) => ({ lotId: l.id, quantity: Math.max(1, Math.floor((l.remaining * s.share) / 100)) }))
  const worth = parts.map((p, i) => {
    const lot = lots[i]
    if (!lot || lot.unit === 'fen') return p.quantity
    return p.quantity === lot.remaining ? lot.valueFen : p.quantity * Math.floor(lot.initialValueFen / lot.initial)
  })
  const input = {
    storeId: shop.storeId,
    fromMemberId: from,
    toMemberId: members[s.to] ?? '',
    parts: parts.length > 0 ? parts : 'all',
    reason: 'x',
    expectedValueFen: worth.reduce((a, b) => a + b, 0),
  }
  try {
    await write(base.runtime, base.brand, shop.owner.actor, (c) => transfer(c, newTransfer.parse(input), null))
  } catch (error) {
    if (!(error instanceof AppError) || !['transfer_to_self', 'transfer_nothing'].includes(error.code)) throw error
  }
  return 0
}

describe('transfers', () => {
  it('keep what the store owes to the fen, and the ledger proves itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 8 }), async (steps) => {
        const shop = await openShop(base)
        const members = [
          await memberWith(base, shop, { storedFen: 33_333, passes: 1 }),
          await memberWith(base, shop),
          await memberWith(base, shop),
        ]
        let owed = await owedFen(shop)
        for (const s of steps) {
          owed -= await take(shop, members, s)
          expect(await owedFen(shop)).toBe(owed)
        }
        expect(await findingsOf(base)).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
})
