/** Bad input, refused actors, replays: a typed problem in plain words, and nothing changed. */
import { describe, expect, it } from 'vitest'
import { makeBrand, makeStore, signInAs } from '../../../test/factories/access.ts'
import { makeSale } from '../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { readCtx } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)

/** Rows of everything a sale writes, to be compared before and after a refusal. */
async function books() {
  const { db } = readCtx(base.runtime, base.brand, system)
  const count = async (
    table:
      | 'ticket'
      | 'ticket_line'
      | 'tender'
      | 'allocation'
      | 'movement'
      | 'wallet_transaction'
      | 'audit_entry'
      | 'idempotency_key'
      | 'document_counter',
  ) =>
    (
      await db
        .selectFrom(table)
        .select((eb) => eb.fn.countAll<number>().as('n'))
        .executeTakeFirstOrThrow()
    ).n
  const lots = await db.selectFrom('lot').select(['id', 'remaining', 'value_fen']).orderBy('id').execute()
  return [
    await count('ticket'),
    await count('ticket_line'),
    await count('tender'),
    await count('allocation'),
    await count('movement'),
    await count('wallet_transaction'),
    await count('audit_entry'),
    await count('idempotency_key'),
    await count('document_counter'),
    lots,
  ]
}

const cutFor = (shop: Shop, more: object = {}) => ({
  storeId: shop.storeId,
  lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
  tenders: [{ kind: 'cash', receivedFen: 20_000 }],
  ...more,
})

async function complete(token: string, cart: object, options: { key?: string | null; hash?: string; ticketId?: string } = {}) {
  const quote = options.hash === undefined ? (await api.call('POST', '/quotes', { token, body: cart })).body.quoteHash : options.hash
  const headers: Record<string, string> = options.key === null ? {} : { 'idempotency-key': options.key ?? newId() }
  return api.call('POST', `/tickets/${options.ticketId ?? newId()}/completion`, {
    token,
    headers,
    body: { cart, quoteHash: quote ?? 'no-quote-was-given' },
  })
}

async function refusedWith(status: number, code: string, act: () => ReturnType<typeof api.call>) {
  const before = await books()
  const answer = await act()
  expect([answer.status, answer.body.code]).toEqual([status, code])
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(await books()).toEqual(before)
  return answer.body
}

describe('completing a ticket', () => {
  it('writes the ticket, its lines, tenders, allocations and audit entry, exactly', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 10_000 })
    const cart = cutFor(shop, {
      memberId,
      tenders: [
        { kind: 'stored_value', amountFen: 10_000 },
        { kind: 'cash', receivedFen: 3_000 },
      ],
    })
    const sale = await complete(shop.owner.token, cart)
    expect(sale.status).toBe(201)
    const { db } = readCtx(base.runtime, base.brand, system)
    const ticket = await db.selectFrom('ticket').selectAll().where('id', '=', sale.body.id).executeTakeFirstOrThrow()
    expect(ticket).toMatchObject({
      state: 'completed',
      store_id: shop.storeId,
      member_id: memberId,
      list_fen: 12_800,
      discount_fen: 0,
      rounding_fen: 0,
      total_fen: 12_800,
      business_day: '2026-11-22',
      cart: null,
    })
    const tenders = await db
      .selectFrom('tender')
      .select(['kind', 'amount_fen', 'received_fen', 'change_fen'])
      .where('ticket_id', '=', ticket.id)
      .orderBy('ordinal')
      .execute()
    expect(tenders).toEqual([
      { kind: 'stored_value', amount_fen: 10_000, received_fen: null, change_fen: null },
      { kind: 'cash', amount_fen: 2_800, received_fen: 3_000, change_fen: 200 },
    ])
    const allocations = await db
      .selectFrom('allocation')
      .select(['amount_fen', 'quantity', 'lot_id'])
      .where('ticket_id', '=', ticket.id)
      .orderBy('amount_fen')
      .execute()
    const [lot] = await ownedBy(base, memberId)
    expect(allocations).toEqual([
      { amount_fen: 2_800, quantity: 0, lot_id: null },
      { amount_fen: 10_000, quantity: 10_000, lot_id: lot?.id },
    ])
    const audit = await db
      .selectFrom('audit_entry')
      .select(['action', 'actor_id', 'store_id', 'detail'])
      .where('subject_id', '=', ticket.id)
      .execute()
    expect(audit).toEqual([
      {
        action: 'ticket.complete',
        actor_id: shop.owner.staffId,
        store_id: shop.storeId,
        detail: { number: sale.body.number, totalFen: 12_800, discountFen: 0 },
      },
    ])
  })

  it('answers the same key and body with the first answer, another body with 422 (P18)', async () => {
    const shop = await openShop(base)
    const options = { key: newId(), ticketId: newId() }
    const first = await complete(shop.owner.token, cutFor(shop), options)
    const after = await books()
    const again = await complete(shop.owner.token, cutFor(shop), options)
    expect([again.status, again.body, again.headers['idempotency-replayed']]).toEqual([201, first.body, 'true'])
    const other = await complete(shop.owner.token, cutFor(shop, { note: 'x' }), options)
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused'])
    expect(await books()).toEqual(after)
  })

  it('is refused to those who may not sell, here or at all', async () => {
    const shop = await openShop(base)
    const stylist = await signInAs(base, 'stylist', { storeId: shop.storeId })
    const elsewhere = await signInAs(base, 'cashier', { storeId: (await makeStore(base)).id })
    const hash = 'x'.repeat(32)
    await refusedWith(403, 'forbidden', () => complete(stylist.token, cutFor(shop), { hash }))
    await refusedWith(404, 'not_found', () => complete(elsewhere.token, cutFor(shop), { hash }))
    await refusedWith(401, 'not_signed_in', () => complete('test.nobody', cutFor(shop), { hash }))
  })

  it('sees nothing of another brand: its store, member and ticket are simply not there', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const sale = await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      lines: [{ key: 'a', kind: 'service', itemId: shop.cutId }],
    })
    const stranger = await signInAs(base, 'owner', { brand: await makeBrand(base) })
    const hash = 'x'.repeat(32)
    await refusedWith(404, 'not_found', () => complete(stranger.token, cutFor(shop), { hash }))
    await refusedWith(404, 'not_found', () => complete(stranger.token, cutFor(shop, { storeId: stranger.storeId, memberId }), { hash }))
    await refusedWith(404, 'not_found', () => api.call('GET', `/tickets/${sale.id}`, { token: stranger.token }))
    await refusedWith(404, 'not_found', () => api.call('GET', `/members/${memberId}/wallet`, { token: stranger.token }))
  })

  it('is refused when what the cashier saw is not true any more (P20)', async () => {
    const shop = await openShop(base)
    const { quoteHash } = (await api.call('POST', '/quotes', { token: shop.owner.token, body: cutFor(shop) })).body
    const change = { note: '', changes: [{ itemId: shop.cutId, storeId: null, amountFen: 13_800 }] }
    expect((await api.call('POST', '/price-books', { token: shop.owner.token, body: change })).status).toBe(201)
    const problem = await refusedWith(409, 'quote_changed', () => complete(shop.owner.token, cutFor(shop), { hash: quoteHash }))
    expect(problem.params.quote.totalFen).toBe(13_800)
  })

  it('is refused without a key, unpaid, or unapproved', async () => {
    const shop = await openShop(base)
    const cashier = await signInAs(base, 'cashier', { storeId: shop.storeId })
    await refusedWith(400, 'idempotency_key_required', () => complete(cashier.token, cutFor(shop), { key: null }))
    await refusedWith(422, 'payment_incomplete', () =>
      complete(cashier.token, cutFor(shop, { tenders: [{ kind: 'cash', receivedFen: 12_799 }] })),
    )
    const discount = { kind: 'percent', bp: 3000, reason: '熟人' }
    await refusedWith(403, 'approval_needed', () => complete(cashier.token, cutFor(shop, { ticketDiscount: discount })))
    // An approval that does not exist is as good as none.
    await refusedWith(403, 'approval_needed', () =>
      complete(cashier.token, cutFor(shop, { ticketDiscount: { ...discount, approvalId: newId() } })),
    )
  })

  it('refuses malformed bodies field by field, and leaks nothing of the inside', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const bad = (fields: object) => () => complete(token, { ...cutFor(shop), ...fields }, { hash: 'x'.repeat(32) })
    const line = { key: 'a', kind: 'service', itemId: shop.cutId }
    for (const [fields, path] of [
      [{ lines: [] }, 'cart.lines'],
      [{ lines: [{ ...line, quantity: 0 }] }, 'cart.lines.0.quantity'],
      [{ lines: [{ ...line, quantity: 1.5 }] }, 'cart.lines.0.quantity'],
      [{ lines: [{ ...line, quantity: 1e9 }] }, 'cart.lines.0.quantity'],
      [{ lines: [{ ...line, itemId: 'x' }] }, 'cart.lines.0.itemId'],
      [{ lines: [{ ...line, priceFen: 1 }] }, 'cart.lines.0'],
      [{ lines: [line, line] }, 'cart.lines'],
      [{ tenders: [{ kind: 'cash', receivedFen: -1 }] }, 'cart.tenders'],
      [{ tenders: [{ kind: 'gold', amountFen: 1 }] }, 'cart.tenders'],
      [{ lines: [{ key: 'a', kind: 'top_up', amountFen: 1e12 }] }, 'cart.lines.0.amountFen'],
      [{ storeId: null }, 'cart.storeId'],
    ] as const) {
      const problem = await refusedWith(422, 'invalid_input', bad(fields))
      expect(problem.errors[0].path.startsWith(path) || path.startsWith(problem.errors[0].path)).toBe(true)
    }
    const unreadable = await (await api.app()).inject({
      method: 'POST',
      url: '/api/quotes',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      payload: '{"a":',
    })
    expect([unreadable.statusCode, unreadable.json().code]).toEqual([422, 'invalid_input'])
    expect(unreadable.body).not.toMatch(/at |node_modules|select /)
  })
})
