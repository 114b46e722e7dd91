/** Each book of deposits is broken on purpose, seen, and put back. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Damage, itFindsEach } from '../../../test/factories/damage.ts'
import { makeSale, refund } from '../../../test/factories/sales.ts'
import { openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx } from '../../platform/runtime.ts'
import { verifyDeposits } from './verify.ts'

const base = useDatabase()

/** A deposit of 200.00 that paid a cut for 128.00, which came back to it; a second one, untouched. */
async function books() {
  const shop = await openShop(base)
  const { actor } = shop.owner
  const deposit = { kind: 'advance' as const, purpose: '新娘造型', contact: { name: '路人甲' } }
  const taken = await makeSale(base, actor, {
    storeId: shop.storeId,
    lines: ['d', 'e'].map((key) => ({ key, kind: 'deposit' as const, amountFen: 20_000, deposit })),
    tenders: [{ kind: 'wechat', amountFen: 40_000 }],
  })
  const { db } = readCtx(base.runtime, base.brand, system)
  const linesOf = (ticketId: string) =>
    db.selectFrom('ticket_line').select('id').where('ticket_id', '=', ticketId).orderBy('ordinal').execute()
  const [used = { id: '' }, other = { id: '' }] = await linesOf(taken.id)
  const sale = await makeSale(base, actor, {
    storeId: shop.storeId,
    lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
    tenders: [{ kind: 'deposit', depositId: used.id }],
  })
  const [cut = { id: '' }] = await linesOf(sale.id)
  const back = await refund(base, actor, sale.id, [{ lineId: cut.id, quantity: 1 }])
  return { used: used.id, other: other.id, sale: sale.id, back: back.id }
}

const damages: Damage<Awaited<ReturnType<typeof books>>>[] = [
  {
    name: 'a deposit with a fen less left than was moved',
    damage: (b) => sql`update deposit set open_fen = open_fen - 1 where id = ${b.other}`,
    found: (b) => [{ check: 'deposit_equals_movements', id: b.other }],
  },
  {
    name: 'a deposit of more than the bill took',
    damage: (b) => sql`update deposit set amount_fen = amount_fen + 1 where id = ${b.other}`,
    found: (b) => [{ check: 'deposit_equals_line', id: b.other }],
  },
  {
    name: 'a deposit of which nothing is left',
    damage: (b) => sql`with gone as (delete from deposit_movement where deposit_id = ${b.other}) delete from deposit where id = ${b.other}`,
    found: (b) => [
      { check: 'deposit_documents_equal_movements', id: b.other },
      { check: 'deposit_equals_line', id: b.other },
    ],
  },
  {
    name: 'a bill that used a fen less than it says',
    damage: (b) => sql`
      with moved as (update deposit_movement set amount_fen = amount_fen + 1 where source_id = ${b.sale} returning deposit_id)
      update deposit set open_fen = open_fen - 1 where id in (select deposit_id from moved)`,
    found: (b) => [
      { check: 'deposit_documents_equal_movements', id: b.used },
      { check: 'deposit_equals_movements', id: b.used },
    ],
  },
  {
    name: 'a refund that gave back a fen less than it says',
    damage: (b) => sql`
      with moved as (update deposit_movement set amount_fen = amount_fen - 1 where source_id = ${b.back} returning deposit_id)
      update deposit set open_fen = open_fen - 1 where id in (select deposit_id from moved)`,
    found: (b) => [{ check: 'deposit_documents_equal_movements', id: b.used }],
  },
]

describe('verifyDeposits', () => {
  it('finds nothing when everything agrees', async () => {
    await books()
    expect(await verifyDeposits(readCtx(base.runtime, base.brand, system))).toEqual([])
  })

  itFindsEach(base, books, damages, verifyDeposits)
})
