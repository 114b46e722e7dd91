/** Whatever is sold, used and refunded in whichever stores, months of statements hold it all, once, and cost what was paid. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { chooseMethod, lockMonth, readMonth, readSettlement, verifySettlement } from '../../src/modules/settlement/index.ts'
import { type Brand, system } from '../../src/platform/ctx.ts'
import { AppError } from '../../src/platform/errors.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { makeBrand, makeStore } from '../factories/access.ts'
import { makeTier } from '../factories/catalog.ts'
import { makeSale, refund, topUp } from '../factories/sales.ts'
import { memberWith, openShop } from '../factories/shop.ts'
import { MORNING, type TestBase, useDatabase } from '../harness.ts'

const database = useDatabase()

const act = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('use' as const),
      store: fc.nat(2),
      member: fc.nat(2),
      fen: fc.integer({ min: 1, max: 12_800 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('refund' as const), sale: fc.nat(9) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('month' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('lock' as const) }) },
)

type Act = typeof act extends fc.Arbitrary<infer A> ? A : never

interface World {
  base: TestBase
  month: number
  sales: string[]
}

async function play(brand: Brand, methods: readonly ['liability' | 'benefit', 'liability' | 'benefit'], acts: readonly Act[]) {
  const world: World = { base: { ...database, brand }, month: 0, sales: [] }
  const { base } = world
  const goTo = (month: number) => base.runtime.clock.setTo(MORNING.toZonedDateTimeISO('Asia/Shanghai').add({ months: month }).toInstant())
  goTo(0)
  const settle = (month: string) => write(base.runtime, brand, system, (c) => lockMonth(c, month))
  const monthName = (month: number) => Temporal.PlainYearMonth.from('2026-11').add({ months: month }).toString()
  await write(base.runtime, brand, system, (c) => chooseMethod(c, '2026-11', methods[0]))
  await write(base.runtime, brand, system, (c) => chooseMethod(c, '2027-01', methods[1]))
  const shop = await openShop(base)
  const stores = [shop.storeId, (await makeStore(base)).id, (await makeStore(base)).id]
  const tier = await makeTier(base, { amountFen: 50_000, bonusFen: 7_777 })
  const members: string[] = []
  for (const storeId of stores) {
    const memberId = await memberWith(base, shop)
    await topUp(base, shop.owner.actor, { storeId, memberId, itemId: tier.id })
    members.push(memberId)
  }
  for (const a of acts) {
    if (a.kind === 'month') {
      world.month += 1
      goTo(world.month)
    } else if (a.kind === 'lock') await settle(monthName(world.month - 1)).catch(expected)
    else if (a.kind === 'use') {
      const cart = {
        storeId: stores[a.store] ?? '',
        memberId: members[a.member] ?? null,
        lines: [{ key: 'cut', kind: 'service' as const, itemId: shop.cutId, quantity: 2 }],
        tenders: [
          { kind: 'stored_value' as const, amountFen: a.fen },
          { kind: 'cash' as const, receivedFen: 25_600 - a.fen },
        ],
      }
      await makeSale(base, shop.owner.actor, cart).then((sale) => world.sales.push(sale.id), expected)
    } else {
      const ticketId = world.sales[a.sale % Math.max(1, world.sales.length)]
      const line =
        ticketId && (await ctxOf(base).db.selectFrom('ticket_line').select('id').where('ticket_id', '=', ticketId).executeTakeFirst())
      if (ticketId && line) await refund(base, shop.owner.actor, ticketId, [{ lineId: line.id, quantity: 1 }]).catch(expected)
    }
  }
  goTo(world.month + 2)
  await settle(monthName(world.month + 1))
  return base
}

/** Refusals of the trade are part of the play. */
function expected(error: unknown): void {
  if (!(error instanceof AppError)) throw error
}

const ctxOf = (base: TestBase) => readCtx(base.runtime, base.brand, system)

describe('settlement', () => {
  it('over all months and pairs is the sum of all cross-store movements, each once', async () => {
    const method = fc.constantFrom('liability' as const, 'benefit' as const)
    await fc.assert(
      fc.asyncProperty(fc.tuple(method, method), fc.array(act, { minLength: 6, maxLength: 20 }), async (methods, acts) => {
        const base = await play(await makeBrand(database), methods, acts)
        const { months } = await readSettlement(ctxOf(base))
        const read = await Promise.all(months.map((m) => readMonth(ctxOf(base), m.month)))
        const sides = read.flatMap((m) => m.statements).flatMap((s) => [s.aOwes, s.bOwes])
        const { rows } = await sql<{ movements: number; valueFen: number; singles: number }>`
          select count(*)::int as movements, coalesce(-sum(m.value_fen), 0)::bigint as "valueFen",
            count(*) filter (where (select count(*) from settlement_entry e where e.transaction_id = m.transaction_id and e.ordinal = m.ordinal) = 1)::int as singles
          from movement m join wallet_transaction w on w.id = m.transaction_id join lot on lot.id = m.lot_id
          where w.store_id <> lot.store_id and w.reason in ('spend', 'refund', 'void')`.execute(ctxOf(base).db)
        const all = rows[0]
        expect(all?.singles).toBe(all?.movements)
        expect(sides.reduce((sum, s) => sum + s.movements, 0)).toBe(all?.movements)
        expect(sides.reduce((sum, s) => sum + s.valueFen, 0)).toBe(all?.valueFen)
        for (const m of read) {
          expect(m.positions.reduce((sum, p) => sum + p.netFen, 0)).toBe(0)
          for (const s of m.statements) expect(s.netFen).toBe(s.aOwes.owedFen - s.bOwes.owedFen)
        }
        // Under one method throughout, what is owed is what was paid for what left; rounding stays below a fen for each movement.
        if (methods[0] === methods[1]) {
          const owed = sides.reduce((sum, s) => sum + s.owedFen, 0)
          const fair = methods[0] === 'liability' ? (all?.valueFen ?? 0) : ((all?.valueFen ?? 0) * 50_000) / 57_777
          expect(Math.abs(owed - fair)).toBeLessThan(methods[0] === 'liability' ? 0.5 : (all?.movements ?? 0) + 1)
        }
        expect(await verifySettlement(ctxOf(base))).toEqual([])
      }),
      { numRuns: 6 },
    )
  }, 120_000)
})
