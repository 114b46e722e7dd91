/** Two tills at once, on the real database: nothing is lost, nothing is doubled. */
import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/platform/errors.ts'
import { newId } from '../../src/platform/ids.ts'
import { type CartInput, makeSale, quoteOf, refund, voidSale } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'
import { openApi } from '../http.ts'

const base = useDatabase()
const api = openApi(base)

/** What became of each: `ok` or the code of its refusal. */
async function outcomes(runs: Promise<unknown>[]): Promise<string[]> {
  const settled = await Promise.allSettled(runs)
  return settled
    .map((s) => {
      if (s.status === 'fulfilled') return 'ok'
      if (s.reason instanceof AppError) return s.reason.code
      throw s.reason
    })
    .sort()
}

function byStoredValue(shop: Shop, memberId: string, amountFen: number): CartInput {
  return {
    storeId: shop.storeId,
    memberId,
    lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
    tenders: [{ kind: 'stored_value', amountFen }],
  }
}

describe('two tills', () => {
  it('on one wallet that pays for one: one sells, the other is told what is left', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 20_000 })
    const sell = () => makeSale(base, shop.owner.actor, byStoredValue(shop, memberId, 12_800))
    expect(await outcomes([sell(), sell(), sell(), sell()])).toEqual([
      'ok',
      'stored_value_insufficient',
      'stored_value_insufficient',
      'stored_value_insufficient',
    ])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([7_200])
    expect(await findingsOf(base)).toEqual([])
  })

  it('on the last session: one uses it, the other is refused', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { passes: 1 })
    const [lot] = await ownedBy(base, memberId)
    const use = (quantity: number) =>
      makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'care', kind: 'service', itemId: shop.careId, quantity, pass: { lotId: lot?.id ?? '' } }],
        tenders: [],
      })
    await use(9)
    expect(await outcomes([use(1), use(1), use(1)])).toEqual(['lot_unusable', 'lot_unusable', 'ok'])
    expect(await ownedBy(base, memberId)).toMatchObject([{ remaining: 0, value_fen: 0 }])
    expect(await findingsOf(base)).toEqual([])
  })

  it('completing one bill twice: it is sold once, whatever the keys', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 50_000 })
    const cart = byStoredValue(shop, memberId, 12_800)
    const { quoteHash } = await quoteOf(base, shop.owner.actor, cart)
    const ticketId = newId()
    const submit = (key: string) =>
      api.call('POST', `/tickets/${ticketId}/completion`, {
        token: shop.owner.token,
        headers: { 'idempotency-key': key },
        body: { cart, quoteHash },
      })
    const same = await Promise.all([submit('the-same-key'), submit('the-same-key'), submit('the-same-key')])
    expect(same.map((a) => a.status)).toEqual([201, 201, 201])
    expect(new Set(same.map((a) => a.body.number)).size).toBe(1)
    const other = await submit('another-key-1')
    expect([other.status, other.body.code]).toEqual([409, 'ticket_closed'])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([37_200])
  })

  it('opening one new bill under two keys at once: one wins, the other finds it closed', async () => {
    const shop = await openShop(base)
    const cart: CartInput = {
      storeId: shop.storeId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'cash', receivedFen: 12_800 }],
    }
    const { quoteHash } = await quoteOf(base, shop.owner.actor, cart)
    const ticketId = newId()
    const submit = (key: string) =>
      api.call('POST', `/tickets/${ticketId}/completion`, {
        token: shop.owner.token,
        headers: { 'idempotency-key': key },
        body: { cart, quoteHash },
      })
    const answers = await Promise.all([submit('first-key-1'), submit('second-key-1'), submit('third-key-1')])
    expect(answers.map((a) => a.status).sort()).toEqual([201, 409, 409])
    expect(answers.filter((a) => a.status === 409).map((a) => a.body.code)).toEqual(['ticket_closed', 'ticket_closed'])
  })

  it('one refunding a top-up while the other spends it: one of them happens, never both', async () => {
    for (let round = 0; round < 6; round += 1) {
      const shop = await openShop(base)
      const memberId = await memberWith(base, shop)
      const sale = await makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'a', kind: 'top_up', amountFen: 20_000 }],
        tenders: [{ kind: 'cash', receivedFen: 20_000 }],
      })
      const result = await outcomes([
        voidSale(base, shop.owner.actor, sale.id),
        makeSale(base, shop.owner.actor, byStoredValue(shop, memberId, 12_800)),
      ])
      expect([
        ['ok', 'prepaid_used'],
        ['ok', 'stored_value_insufficient'],
      ]).toContainEqual(result)
      expect([[7_200], [0]]).toContainEqual((await ownedBy(base, memberId)).map((l) => l.remaining))
    }
    expect(await findingsOf(base)).toEqual([])
  })

  it('refunding the same line twice at once: it goes back once', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 30_000 })
    const sale = await makeSale(base, shop.owner.actor, byStoredValue(shop, memberId, 12_800))
    const ticket = await api.call('GET', `/tickets/${sale.id}`, { token: shop.owner.token })
    const back = () => refund(base, shop.owner.actor, sale.id, [{ lineId: ticket.body.lines[0].id, quantity: 1 }])
    expect(await outcomes([back(), back(), back()])).toEqual(['ok', 'refund_too_much', 'refund_too_much'])
    expect((await ownedBy(base, memberId)).map((l) => l.remaining)).toEqual([30_000])
    expect(await findingsOf(base)).toEqual([])
  })

  it('on a bill without a member: refunded once, voided once, completed once when held', async () => {
    const shop = await openShop(base)
    const cash: CartInput = {
      storeId: shop.storeId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'cash', receivedFen: 12_800 }],
    }
    const { actor, token } = shop.owner
    const sale = await makeSale(base, actor, cash)
    const lineId = (await api.call('GET', `/tickets/${sale.id}`, { token })).body.lines[0].id
    const back = () => refund(base, actor, sale.id, [{ lineId, quantity: 1 }])
    expect(await outcomes([back(), back(), back()])).toEqual(['ok', 'refund_too_much', 'refund_too_much'])
    const other = await makeSale(base, actor, cash)
    expect(await outcomes([voidSale(base, actor, other.id), voidSale(base, actor, other.id)])).toEqual(['ok', 'ticket_not_completed'])
    const heldId = newId()
    await api.call('PUT', `/tickets/${heldId}`, { token, headers: { 'if-match': '"0"' }, body: { cart: { ...cash, tenders: 'auto' } } })
    expect(await outcomes([makeSale(base, actor, cash, heldId, 1), makeSale(base, actor, cash, heldId, 1)])).toEqual([
      'ok',
      'ticket_closed',
    ])
    expect(await findingsOf(base)).toEqual([])
  })

  it('numbering documents of one day: no number twice, no gap', async () => {
    const shop = await openShop(base)
    const cash: CartInput = {
      storeId: shop.storeId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'cash', receivedFen: 12_800 }],
    }
    const sold = await Promise.all(Array.from({ length: 12 }, () => makeSale(base, shop.owner.actor, cash)))
    expect(sold.map((s) => Number(s.number.slice(-4))).sort((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1))
  })
})
