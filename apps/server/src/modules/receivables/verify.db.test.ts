/** Each book of debts is broken on purpose, seen, and put back. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { type Damage, itFindsEach } from '../../../test/factories/damage.ts'
import { makeSale, refund } from '../../../test/factories/sales.ts'
import { memberWith, openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { editAccount } from './edit-account.ts'
import { verifyReceivables } from './verify.ts'

const base = useDatabase()

/** Three cuts on account, one of them taken back, a part of the rest settled; a pass sold part on account, of which a session is used. */
async function books() {
  const shop = await openShop(base)
  const memberId = await memberWith(base, shop)
  const { actor } = shop.owner
  const who = { storeId: shop.storeId, memberId }
  await write(base.runtime, base.brand, actor, (ctx) =>
    editAccount(ctx, { accountId: memberId, version: 0, change: { limitFen: 200_000 } }),
  )
  const sale = await makeSale(base, actor, {
    ...who,
    lines: [{ key: 'a', kind: 'service', itemId: shop.cutId, quantity: 3 }],
    tenders: [{ kind: 'on_account', accountId: memberId, amountFen: 38_400 }],
  })
  const { db } = readCtx(base.runtime, base.brand, system)
  const lineOf = (ticketId: string) => db.selectFrom('ticket_line').select('id').where('ticket_id', '=', ticketId).executeTakeFirstOrThrow()
  const back = await refund(base, actor, sale.id, [{ lineId: (await lineOf(sale.id)).id, quantity: 1 }])
  const settlement = await makeSale(base, actor, {
    ...who,
    lines: [{ key: 's', kind: 'settlement', accountId: memberId, amountFen: 5_000 }],
    tenders: [{ kind: 'wechat', amountFen: 5_000 }],
  })
  const pass = await makeSale(base, actor, {
    ...who,
    lines: [{ key: 'p', kind: 'pass', itemId: shop.passId, laterFen: 100_000 }],
    tenders: [{ kind: 'cash', receivedFen: 98_000 }],
  })
  const visit = await makeSale(base, actor, { ...who, lines: [{ key: 'v', kind: 'service', itemId: shop.careId }], tenders: [] })
  const debtOf = async (ticketId: string) =>
    (await db.selectFrom('receivable').select('id').where('ticket_id', '=', ticketId).executeTakeFirstOrThrow()).id
  return {
    ...{ memberId, back: back.id, visit: visit.id, passLine: (await lineOf(pass.id)).id, settlementLine: (await lineOf(settlement.id)).id },
    ...{ debt: await debtOf(sale.id), passDebt: await debtOf(pass.id) },
  }
}

const damages: Damage<Awaited<ReturnType<typeof books>>>[] = [
  {
    name: 'a debt with a fen less open than was moved',
    damage: (b) => sql`update receivable set open_fen = open_fen - 1 where id = ${b.debt}`,
    found: (b) => [{ check: 'receivable_equals_movements', id: b.debt }],
  },
  {
    name: 'a debt of more than the bill put on account',
    damage: (b) => sql`update receivable set amount_fen = amount_fen + 1 where id = ${b.debt}`,
    found: (b) => [{ check: 'receivable_equals_tender', id: b.debt }],
  },
  {
    name: 'a tender on account that nobody owes',
    damage: (b) => sql`
      with gone as (delete from receivable_movement where receivable_id = ${b.debt}) delete from receivable where id = ${b.debt}`,
    found: (b) => [
      { check: 'receivable_equals_tender', id: b.debt },
      { check: 'refunds_equal_reductions', id: b.back },
      { check: 'settlements_equal_lines', id: b.settlementLine },
    ],
  },
  {
    name: 'a settlement that paid a fen less than the bill says',
    damage: (b) => sql`
      with moved as (update receivable_movement set amount_fen = amount_fen + 1 where line_id = ${b.settlementLine} returning receivable_id)
      update receivable set open_fen = open_fen + 1 where id in (select receivable_id from moved)`,
    found: (b) => [{ check: 'settlements_equal_lines', id: b.settlementLine }],
  },
  {
    name: 'a refund that took off a fen less than it says',
    damage: (b) => sql`
      with moved as (update receivable_movement set amount_fen = amount_fen + 1 where source_id = ${b.back} returning receivable_id)
      update receivable set open_fen = open_fen + 1 where id in (select receivable_id from moved)`,
    found: (b) => [{ check: 'refunds_equal_reductions', id: b.back }],
  },
  {
    name: 'a pass whose debt has forgotten it',
    damage: (b) => sql`update receivable set line_id = null where id = ${b.passDebt}`,
    found: (b) => [{ check: 'pass_debts_equal_lines', id: b.passDebt }],
  },
  {
    name: 'a debt for a haircut that says it is for a pass',
    damage: (b) => sql`update receivable set line_id = ${b.passLine} where id = ${b.debt}`,
    found: (b) => [{ check: 'pass_debts_equal_lines', id: b.debt }],
  },
  {
    name: 'nothing where a pass is used to the last fen that is paid',
    damage: (b) => sql`update allocation set amount_fen = amount_fen + 78200 where ticket_id = ${b.visit} and lot_id is not null`,
    found: () => [],
  },
  {
    name: 'more used of a pass than is paid of it',
    damage: (b) => sql`update allocation set amount_fen = amount_fen + 78201 where ticket_id = ${b.visit} and lot_id is not null`,
    found: (b) => [{ check: 'passes_used_within_paid', id: b.passDebt }],
  },
]

describe('verifyReceivables', () => {
  it('finds nothing when everything agrees', async () => {
    await books()
    expect(await verifyReceivables(readCtx(base.runtime, base.brand, system))).toEqual([])
  })

  itFindsEach(base, books, damages, verifyReceivables)
})
