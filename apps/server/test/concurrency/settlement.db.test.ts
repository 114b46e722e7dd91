/** A month is locked while tills sell and refund across stores: every movement ends in exactly one statement. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { lockMonth, readMonth, readSettlement, verifySettlement } from '../../src/modules/settlement/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { makeStore } from '../factories/access.ts'
import { makeSale, voidSale } from '../factories/sales.ts'
import { memberWith, openShop } from '../factories/shop.ts'
import { MORNING, useDatabase } from '../harness.ts'

const base = useDatabase()
const ctx = () => readCtx(base.runtime, base.brand, system)
const lock = (month: string) => write(base.runtime, base.brand, system, (c) => lockMonth(c, month))
/** The last evening of November, and the first minute in which November may be locked: 04:00 on 1 December. */
const EVENING = MORNING.add({ hours: 24 * 8 + 12 })
const AFTER = MORNING.add({ hours: 24 * 9 - 6 })
const ROUNDS = 5

async function crossStoreMovements() {
  const { rows } = await sql<{ movements: number; valueFen: number }>`
    select count(*)::int as movements, sum(m.value_fen)::bigint as "valueFen"
    from movement m join wallet_transaction w on w.id = m.transaction_id join lot on lot.id = m.lot_id
    where w.store_id <> lot.store_id and w.reason in ('spend', 'refund', 'void')`.execute(ctx().db)
  return rows[0]
}

describe('locking a month', () => {
  it('while late bills of that month are under way: each is in that month or in the next, never in none or both', async () => {
    base.runtime.clock.setTo(MORNING)
    const shop = await openShop(base)
    const other = await makeStore(base)
    const { actor } = shop.owner
    const members = await Promise.all(Array.from({ length: 6 }, () => memberWith(base, shop, { storedFen: 200_000 })))
    const cart = (memberId: string) => ({
      storeId: other.id,
      memberId,
      lines: [{ key: 'cut', kind: 'service' as const, itemId: shop.cutId }],
      tenders: [{ kind: 'stored_value' as const, amountFen: 12_800 }],
    })
    let inFirst = 0
    for (let round = 0; round < ROUNDS; round += 1) {
      base.runtime.clock.setTo(EVENING)
      const toVoid = await makeSale(base, actor, cart(members[0] ?? ''))
      // What is begun now is of November, whenever it is committed.
      const sales = members.map((memberId) => makeSale(base, actor, cart(memberId)))
      const undone = voidSale(base, actor, toVoid.id)
      base.runtime.clock.setTo(AFTER)
      const locks = round === 0 ? [lock('2026-11'), lock('2026-11')] : []
      const settled = await Promise.allSettled(locks)
      await Promise.all([...sales, undone])
      if (round === 0) {
        expect(settled.map((s) => s.status).sort()).toEqual(['fulfilled', 'rejected'])
        inFirst = (await readSettlement(ctx())).months.find((m) => m.isLocked)?.movements ?? -1
      }
    }
    base.runtime.clock.setTo(AFTER.add({ hours: 24 * 31 }))
    await lock('2026-12')
    const { months } = await readSettlement(ctx())
    expect(months.every((m) => m.isLocked)).toBe(true)
    const statements = (await Promise.all(months.map((m) => readMonth(ctx(), m.month)))).flatMap((m) => m.statements)
    const sides = statements.flatMap((s) => [s.aOwes, s.bOwes])
    const all = await crossStoreMovements()
    expect(all?.movements).toBe(ROUNDS * (members.length + 2))
    expect(sides.reduce((sum, side) => sum + side.movements, 0)).toBe(all?.movements)
    expect(0 - sides.reduce((sum, side) => sum + side.valueFen, 0)).toBe(all?.valueFen)
    // A locked month never changed by what came after it.
    expect(months.find((m) => m.month === '2026-11')?.movements).toBe(inFirst)
    expect(await verifySettlement(ctx())).toEqual([])
  })
})
