/** Any sequence of sales, top-ups, refunds, petty cash and closings: what successive drawers should hold is one chain, and adds up to the tenders. */
import fc from 'fast-check'
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { readTicket } from '../../src/modules/sales/index.ts'
import { moveCash } from '../../src/modules/shifts/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { AppError } from '../../src/platform/errors.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { makeSale, refund, topUp, voidSale } from '../factories/sales.ts'
import { countAndClose, openShiftOf } from '../factories/shifts.ts'
import { findingsOf, memberWith, openShop, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'

const base = useDatabase()

type Step =
  | { do: 'sell'; quantity: number; by: 'cash' | 'wechat' | 'own' }
  | { do: 'top_up'; fen: number }
  | { do: 'refund'; pick: number }
  | { do: 'void'; pick: number }
  | { do: 'cash'; fen: number }
  | { do: 'close'; overFen: number; takenBp: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('sell' as const),
    quantity: fc.integer({ min: 1, max: 3 }),
    by: fc.constantFrom('cash' as const, 'wechat' as const, 'own' as const),
  }),
  fc.record({ do: fc.constant('top_up' as const), fen: fc.integer({ min: 1, max: 500 }).map((jiao) => jiao * 10) }),
  fc.record({ do: fc.constant('refund' as const), pick: fc.nat(9) }),
  fc.record({ do: fc.constant('void' as const), pick: fc.nat(9) }),
  fc.record({ do: fc.constant('cash' as const), fen: fc.integer({ min: -300, max: 300 }).map((jiao) => (jiao === 0 ? 10 : jiao * 10)) }),
  fc.record({
    do: fc.constant('close' as const),
    overFen: fc.integer({ min: -50, max: 50 }).map((jiao) => jiao * 10),
    takenBp: fc.integer({ min: 0, max: 10 }),
  }),
)

/** Runs a step; a refusal is an answer. Returns the ticket it made. */
async function run(shop: Shop, memberId: string, tickets: readonly string[], s: Step): Promise<string | null> {
  const { actor } = shop.owner
  const who = { storeId: shop.storeId, memberId }
  const shiftId = await openShiftOf(base, shop.storeId)
  if (s.do === 'sell') {
    const fen = 12_800 * s.quantity
    const cart = { ...who, lines: [{ key: 'a', kind: 'service' as const, itemId: shop.cutId, quantity: s.quantity }] }
    if (s.by === 'own') return (await makeSale(base, actor, cart)).id
    const tenders = s.by === 'cash' ? [{ kind: 'cash' as const, receivedFen: fen + 7_200 }] : [{ kind: s.by, amountFen: fen }]
    return (await makeSale(base, actor, { ...cart, tenders })).id
  }
  if (s.do === 'top_up') return (await topUp(base, actor, { ...who, amountFen: s.fen })).id
  if (s.do === 'close') {
    if (shiftId) await closeWith(shop, shiftId, s)
    return null
  }
  if (s.do === 'cash') {
    if (shiftId)
      await write(base.runtime, base.brand, actor, (ctx) => moveCash(ctx, { shiftId, amountFen: s.fen, code: 'float', note: '' }))
    return null
  }
  const ticketId = tickets[s.pick % Math.max(1, tickets.length)]
  if (ticketId === undefined) return null
  if (s.do === 'void') await voidSale(base, actor, ticketId)
  else {
    const ticket = await readTicket(readCtx(base.runtime, base.brand, actor), ticketId)
    await refund(base, actor, ticketId, [{ lineId: ticket.lines[0]?.id ?? '', quantity: 1 }])
  }
  return null
}

async function closeWith(shop: Shop, shiftId: string, { overFen, takenBp }: { overFen: number; takenBp: number }): Promise<void> {
  const expected = await expectedOf(shiftId)
  const fen = Math.floor(Math.max(0, expected + overFen) / 10) * 10
  await countAndClose(base, shop.owner.actor, shiftId, { fen, takenFen: Math.floor((fen * takenBp) / 10) })
}

/** Float + what every document of the shift says of cash, straight from its rows. */
async function expectedOf(shiftId: string): Promise<number> {
  const { rows } = await sql<{ fen: number }>`
    select (s.opening_float_fen
      + coalesce((select sum(e.received_fen - e.change_fen) from tender e join ticket t on t.id = e.ticket_id where t.shift_id = s.id and e.kind = 'cash'), 0)
      - coalesce((select sum(e.amount_fen) from refund_tender e join refund r on r.id = e.refund_id where r.shift_id = s.id and e.kind = 'cash'), 0)
      + coalesce((select sum(amount_fen) from cash_movement where shift_id = s.id), 0))::bigint as fen
    from shift s where s.id = ${shiftId}`.execute(readCtx(base.runtime, base.brand, system).db)
  return rows[0]?.fen ?? Number.NaN
}

describe('successive drawers', () => {
  it('are one chain of floats, and their sums are the tenders', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 16 }), async (steps) => {
        const shop = await openShop(base)
        const memberId = await memberWith(base, shop, { storedFen: 20_000 })
        const tickets: string[] = []
        for (const s of steps) {
          const made = await run(shop, memberId, tickets, s).catch((error: unknown) => {
            if (error instanceof AppError) return null
            throw error
          })
          if (made) tickets.push(made)
        }
        const { db } = readCtx(base.runtime, base.brand, system)
        const shifts = await db.selectFrom('shift').selectAll().where('store_id', '=', shop.storeId).orderBy('number').execute()
        for (const [index, shift] of shifts.entries()) {
          expect(shift.number).toBe(index + 1)
          expect(shift.opening_float_fen).toBe(shifts[index - 1]?.closing_float_fen ?? 0)
          if (shift.closed_at) expect(shift.expected_fen).toBe(await expectedOf(shift.id))
        }
        const last = shifts.at(-1)
        const nowFen = last?.closed_at ? (last.closing_float_fen ?? 0) : await expectedOf(last?.id ?? '')
        const sum = (of: (s: (typeof shifts)[number]) => number | null) => shifts.reduce((total, s) => total + (of(s) ?? 0), 0)
        expect(nowFen).toBe((await cashOfStore(shop.storeId)) + sum((s) => s.variance_fen) - sum((s) => s.taken_fen))
        expect(await findingsOf(base)).toEqual([])
      }),
      { numRuns: 15 },
    )
  })
})

/** Every fen of cash a store ever took in, less what it gave back. */
async function cashOfStore(storeId: string): Promise<number> {
  const { rows } = await sql<{ fen: number }>`
    select (coalesce((select sum(e.amount_fen) from tender e join ticket t on t.id = e.ticket_id where t.store_id = ${storeId} and e.kind = 'cash'), 0)
      - coalesce((select sum(e.amount_fen) from refund_tender e join refund r on r.id = e.refund_id where r.store_id = ${storeId} and e.kind = 'cash'), 0)
      + coalesce((select sum(m.amount_fen) from cash_movement m join shift s on s.id = m.shift_id where s.store_id = ${storeId}), 0))::bigint as fen`.execute(
    readCtx(base.runtime, base.brand, system).db,
  )
  return rows[0]?.fen ?? Number.NaN
}
