/** Any sequence of top-up, pass sale, sale, refund, void and expiry leaves a ledger that proves itself. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readTicket } from '../../src/modules/sales/index.ts'
import { expireLots, readLots } from '../../src/modules/wallet/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { AppError } from '../../src/platform/errors.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { makeSale, refund, sellPass, topUp, voidSale } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../factories/shop.ts'
import { MORNING, useDatabase } from '../harness.ts'

const base = useDatabase()

type Step =
  | { do: 'top_up'; fen: number }
  | { do: 'pass' }
  | { do: 'sell'; quantity: number; service: 'cut' | 'care' }
  | { do: 'refund'; pick: number; quantity: number }
  | { do: 'void'; pick: number }
  | { do: 'wait'; days: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('top_up' as const), fen: fc.integer({ min: 100, max: 60_000 }) }),
  fc.record({ do: fc.constant('pass' as const) }),
  fc.record({
    do: fc.constant('sell' as const),
    quantity: fc.integer({ min: 1, max: 3 }),
    service: fc.constantFrom('cut' as const, 'care' as const),
  }),
  fc.record({ do: fc.constant('refund' as const), pick: fc.nat(9), quantity: fc.integer({ min: 1, max: 2 }) }),
  fc.record({ do: fc.constant('void' as const), pick: fc.nat(9) }),
  fc.record({ do: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 200 }) }),
)

/** Runs a step; a refusal is an answer, anything else is a failure. Returns the ticket it made. */
async function run(shop: Shop, memberId: string, tickets: readonly string[], s: Step): Promise<string | null> {
  const { actor } = shop.owner
  const who = { storeId: shop.storeId, memberId }
  try {
    if (s.do === 'top_up') return (await topUp(base, actor, { ...who, amountFen: s.fen })).id
    if (s.do === 'pass') return (await sellPass(base, actor, { ...who, itemId: shop.passId })).id
    if (s.do === 'sell') {
      const itemId = s.service === 'cut' ? shop.cutId : shop.careId
      return (await makeSale(base, actor, { ...who, lines: [{ key: 'a', kind: 'service', itemId, quantity: s.quantity }] })).id
    }
    if (s.do === 'wait') {
      base.runtime.clock.setTo(base.runtime.clock.now().add({ hours: 24 * s.days }))
      await write(base.runtime, base.brand, system, (ctx) => expireLots(ctx, memberId))
      return null
    }
    const ticketId = tickets[s.pick % Math.max(1, tickets.length)]
    if (ticketId === undefined) return null
    if (s.do === 'void') await voidSale(base, actor, ticketId)
    else {
      const ticket = await readTicket(readCtx(base.runtime, base.brand, actor), ticketId)
      await refund(base, actor, ticketId, [{ lineId: ticket.lines[0]?.id ?? '', quantity: s.quantity }])
    }
    return null
  } catch (error) {
    if (error instanceof AppError) return null
    throw error
  }
}

describe('the ledger', () => {
  it('equals its movements, chain unbroken, after any sequence of acts', async () => {
    const shop = await openShop(base)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
        base.runtime.clock.setTo(MORNING)
        const memberId = await memberWith(base, shop)
        const tickets: string[] = []
        for (const s of steps) {
          const made = await run(shop, memberId, tickets, s)
          if (made) tickets.push(made)
        }
        expect(await findingsOf(base)).toEqual([])
      }),
      { numRuns: 20 },
    )
  })

  it('is as it was once a sale is refunded in full, whatever was sold and however it was paid', async () => {
    const shop = await openShop(base)
    const line = fc.record({ service: fc.boolean(), quantity: fc.integer({ min: 1, max: 3 }) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(line, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 0, max: 90_000 }),
        fc.nat(2),
        async (lines, storedFen, passes) => {
          base.runtime.clock.setTo(MORNING)
          const memberId = await memberWith(base, shop, { storedFen: storedFen + 100, passes })
          const before = await ownedBy(base, memberId)
          const sale = await makeSale(base, shop.owner.actor, {
            storeId: shop.storeId,
            memberId,
            lines: lines.map((l, i) => ({
              key: `${i}`,
              kind: 'service',
              itemId: l.service ? shop.careId : shop.cutId,
              quantity: l.quantity,
            })),
          })
          expect(await ownedBy(base, memberId)).not.toEqual(before)
          const ticket = await readTicket(readCtx(base.runtime, base.brand, shop.owner.actor), sale.id)
          await refund(
            base,
            shop.owner.actor,
            sale.id,
            ticket.lines.filter((l) => l.kind !== 'rounding').map((l) => ({ lineId: l.id, quantity: l.quantity })),
          )
          expect(await ownedBy(base, memberId)).toEqual(before)
          const after = await readTicket(readCtx(base.runtime, base.brand, shop.owner.actor), sale.id)
          expect([after.refundedFen, after.tenders.map((t) => t.refundedFen)]).toEqual([
            after.totalFen,
            after.tenders.map((t) => t.amountFen),
          ])
        },
      ),
      { numRuns: 15 },
    )
    expect(await findingsOf(base)).toEqual([])
  })

  it('gives a lapsed lot 30 days of grace when something returns to it', async () => {
    base.runtime.clock.setTo(MORNING)
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { passes: 1 })
    const sale = await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.careId }],
    })
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 400 }))
    await write(base.runtime, base.brand, system, (ctx) => expireLots(ctx, memberId))
    const ctx = readCtx(base.runtime, base.brand, shop.owner.actor)
    expect(await readLots(ctx, memberId, 'all')).toMatchObject([{ remaining: 0, valueFen: 0 }])
    const ticket = await readTicket(ctx, sale.id)
    await refund(base, shop.owner.actor, sale.id, [{ lineId: ticket.lines[0]?.id ?? '', quantity: 1 }])
    expect(await readLots(ctx, memberId, 'all')).toMatchObject([{ remaining: 1, valueFen: 19_800, expiresOn: '2028-01-26' }])
    expect(await findingsOf(base)).toEqual([])
  })
})
