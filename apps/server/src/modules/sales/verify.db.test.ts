/** Each book is broken on purpose, as only the owner of the database can, seen, and put back. */
import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { makeTier } from '../../../test/factories/catalog.ts'
import { type Damage, itFindsEach } from '../../../test/factories/damage.ts'
import { makeSale, refund, topUp, voidSale } from '../../../test/factories/sales.ts'
import { memberWith, openShop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx, write } from '../../platform/runtime.ts'
import { holdTicket } from './hold-ticket.ts'
import { verifySales } from './verify.ts'

const base = useDatabase()

let amountFen = 100_000

/** A top-up, a pass, a sale by session, stored value and rounded cash, partly refunded twice, and a sale that was voided. */
async function books() {
  const shop = await openShop(base)
  const { db } = readCtx(base.runtime, base.brand, system)
  await db.updateTable('store').set({ rounding: 'fen' }).where('id', '=', shop.storeId).execute()
  const memberId = await memberWith(base, shop, { passes: 1 })
  amountFen += 100
  const tier = await makeTier(base, { amountFen, bonusFen: 15_000 })
  const who = { storeId: shop.storeId, memberId }
  const actor = shop.owner.actor
  const filled = await topUp(base, actor, { ...who, itemId: tier.id })
  const sale = await makeSale(base, actor, {
    ...who,
    lines: [
      { key: 'care', kind: 'service', itemId: shop.careId },
      { key: 'cut', kind: 'service', itemId: shop.cutId, quantity: 3, discount: { kind: 'percent', bp: 777, reason: 'trial' } },
    ],
    tenders: [
      { kind: 'stored_value', amountFen: 20_000 },
      { kind: 'cash', receivedFen: 20_000 },
    ],
  })
  const lines = await db.selectFrom('ticket_line').select(['id', 'kind']).where('ticket_id', '=', sale.id).orderBy('ordinal').execute()
  const [care, cut] = lines
  const backs = [
    await refund(base, actor, sale.id, [{ lineId: cut?.id ?? '', quantity: 1 }]),
    await refund(base, actor, sale.id, [
      { lineId: care?.id ?? '', quantity: 1 },
      { lineId: cut?.id ?? '', quantity: 1 },
    ]),
  ]
  const voided = await makeSale(base, actor, { ...who, lines: [{ key: 'a', kind: 'product', itemId: shop.shampooId }] })
  const undone = await voidSale(base, actor, voided.id)
  const grant = await db.selectFrom('ticket_line').select('id').where('ticket_id', '=', filled.id).executeTakeFirstOrThrow()
  expect(lines.map((l) => l.kind)).toEqual(['service', 'service', 'rounding'])
  return { shop, filled, sale, care: care?.id ?? '', cut: cut?.id ?? '', back: backs[1]?.id ?? '', voided, undone, grantLine: grant.id }
}

const damages: Damage<Awaited<ReturnType<typeof books>>>[] = [
  {
    name: 'a line missing on the bill',
    damage: (b) => sql`update ticket set total_fen = total_fen + 1, list_fen = list_fen + 1 where id = ${b.sale.id}`,
    found: (b) => [
      { check: 'ticket_equals_lines', id: b.sale.id },
      { check: 'ticket_equals_tenders', id: b.sale.id },
    ],
  },
  {
    name: 'list and discount both wrong',
    damage: (b) => sql`update ticket set discount_fen = discount_fen + 1, list_fen = list_fen + 1 where id = ${b.sale.id}`,
    found: (b) => [{ check: 'ticket_equals_lines', id: b.sale.id }],
  },
  {
    name: 'rounding hidden in the discount',
    damage: (b) => sql`update ticket set discount_fen = discount_fen + 1, rounding_fen = rounding_fen - 1 where id = ${b.sale.id}`,
    found: (b) => [{ check: 'ticket_equals_lines', id: b.sale.id }],
  },
  {
    name: 'money moved between two tenders',
    damage: (b) => sql`
      update tender set amount_fen = amount_fen + case kind when 'cash' then 1 when 'stored_value' then -1 else 0 end,
        received_fen = received_fen + 1 where ticket_id = ${b.sale.id} and kind in ('cash', 'stored_value')`,
    found: () => [
      { check: 'tender_equals_allocations', id: expect.any(String) },
      { check: 'tender_equals_allocations', id: expect.any(String) },
    ],
  },
  {
    name: 'a tender too small',
    damage: (b) => sql`update tender set amount_fen = amount_fen - 1 where ticket_id = ${b.sale.id} and kind = 'stored_value'`,
    found: (b) => [
      { check: 'ticket_equals_tenders', id: b.sale.id },
      { check: 'tender_equals_allocations', id: expect.any(String) },
    ],
  },
  {
    name: 'a discount nobody gave',
    damage: (b) => sql`update line_adjustment set amount_fen = amount_fen - 1 where line_id = ${b.cut} and kind = 'manual'`,
    found: (b) => [{ check: 'line_equals_adjustments', id: b.cut }],
  },
  {
    name: 'a fen of cash moved from one line to another',
    damage: (b) => sql`update allocation set line_id = ${b.care} where line_id = ${b.cut} and lot_id is null`,
    found: (b) => [
      { check: 'line_equals_allocations', id: b.care },
      { check: 'line_equals_allocations', id: b.cut },
    ],
  },
  {
    name: 'another lot named on the allocation',
    damage: (b) => sql`
      update allocation set lot_id = (select id from lot where grant_id = ${b.grantLine} and kind = 'principal')
      where line_id = ${b.cut} and lot_id = (select id from lot where grant_id = ${b.grantLine} and kind = 'bonus')`,
    found: (b) => [
      { check: 'ticket_equals_wallet', id: b.sale.id },
      { check: 'ticket_equals_wallet', id: b.sale.id },
    ],
  },
  {
    name: 'a movement the bill does not know',
    damage: (b) => sql`
      insert into movement (transaction_id, ordinal, lot_id, quantity, value_fen)
      select t.id, 99, (select id from lot where grant_id = ${b.grantLine} and kind = 'bonus'), -1, -1
      from wallet_transaction t where t.source_id = ${b.sale.id} and t.reason = 'spend'`,
    found: (b) => [{ check: 'ticket_equals_wallet', id: b.sale.id }],
  },
  {
    name: 'more bonus promised than granted',
    damage: (b) => sql`update ticket_line set bonus_fen = bonus_fen + 1 where id = ${b.grantLine}`,
    found: (b) => [{ check: 'line_equals_grants', id: b.grantLine }],
  },
  {
    name: 'a refund of more than its lines',
    damage: (b) => sql`update refund set total_fen = total_fen + 1 where id = ${b.back}`,
    found: (b) => [
      { check: 'refund_equals_lines', id: b.back },
      { check: 'refund_equals_tenders', id: b.back },
      { check: 'ticket_counts_refunds', id: b.sale.id },
    ],
  },
  {
    name: 'a refunded line too large',
    damage: (b) => sql`update refund_line set net_fen = net_fen + 1 where refund_id = ${b.back} and line_id = ${b.cut}`,
    found: (b) => [
      { check: 'refund_equals_lines', id: b.back },
      { check: 'refund_line_equals_allocations', id: expect.any(String) },
    ],
  },
  {
    name: 'a payout too large',
    damage: (b) => sql`update refund_tender set amount_fen = amount_fen + 1 where refund_id = ${b.back} and kind = 'cash'`,
    found: (b) => [
      { check: 'refund_equals_tenders', id: b.back },
      { check: 'refund_tender_equals_allocations', id: expect.any(String) },
    ],
  },
  {
    name: 'a refund not counted on its bill',
    damage: (b) => sql`update ticket set refunded_fen = refunded_fen - 1 where id = ${b.sale.id}`,
    found: (b) => [{ check: 'ticket_counts_refunds', id: b.sale.id }],
  },
  {
    name: 'more pieces refunded than sold',
    damage: (b) => sql`update refund_line set quantity = 3 where refund_id = ${b.back} and line_id = ${b.cut}`,
    found: (b) => [{ check: 'refunded_line_within_sale', id: b.cut }],
  },
  {
    name: 'more money refunded than was paid',
    damage: (b) => sql`
      with more as (update refund_allocation a set amount_fen = a.amount_fen + 50000 from refund_tender t
        where a.refund_id = ${b.back} and t.id = a.refund_tender_id and t.kind = 'cash' and a.amount_fen > 10 returning a.refund_line_id),
      line as (update refund_line set net_fen = net_fen + 50000 where id in (select refund_line_id from more)),
      tender as (update refund_tender set amount_fen = amount_fen + 50000 where refund_id = ${b.back} and kind = 'cash')
      update refund set total_fen = total_fen + 50000 where id = ${b.back}`,
    found: (b) => [
      { check: 'ticket_counts_refunds', id: b.sale.id },
      { check: 'refunded_allocation_within_sale', id: expect.any(String) },
    ],
  },
  {
    name: 'a lot that got back less than the refund says',
    damage: (b) => sql`
      update movement set quantity = quantity - 1, value_fen = value_fen - 1 where (transaction_id, ordinal) in (
        select m.transaction_id, m.ordinal from movement m join wallet_transaction t on t.id = m.transaction_id join lot on lot.id = m.lot_id
        where t.source_id = ${b.back} and lot.kind = 'principal')`,
    found: (b) => [{ check: 'refund_equals_wallet', id: b.back }],
  },
  {
    name: 'a voided bill that says completed',
    damage: (b) => sql`update ticket set state = 'completed' where id = ${b.voided.id}`,
    found: (b) => [{ check: 'voided_has_void', id: b.voided.id }],
  },
  {
    name: 'a void that says refund',
    damage: (b) => sql`update refund set kind = 'refund' where id = ${b.undone.id}`,
    found: (b) => [{ check: 'voided_has_void', id: b.voided.id }],
  },
  {
    name: 'a number skipped',
    damage: (b) => sql`update document_counter set last = last + 1 where store_id = ${b.shop.storeId} and kind = 'refund'`,
    found: (b) => [{ check: 'document_numbers_gapless', id: b.shop.storeId }],
  },
  {
    name: 'a bill renumbered',
    damage: (b) => sql`update ticket set number = number || '7' where id = ${b.sale.id}`,
    found: (b) => [{ check: 'document_numbers_gapless', id: b.shop.storeId }],
  },
]

describe('verifySales', () => {
  it('finds nothing when everything agrees, a held bill included', async () => {
    const { shop } = await books()
    const cart = { storeId: shop.storeId, lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }] }
    const held = { ticketId: newId(), storeId: shop.storeId, memberId: null, label: '', cart, version: 0 }
    await write(base.runtime, base.brand, shop.owner.actor, (ctx) => holdTicket(ctx, held))
    expect(await verifySales(readCtx(base.runtime, base.brand, system))).toEqual([])
  })

  itFindsEach(base, books, damages, verifySales)
})
