/** Several wallets, deposits and debts at once, on the real database: nobody ties up, nothing is spent twice. */
import { describe, expect, it } from 'vitest'
import { readTicket } from '../../src/modules/sales/index.ts'
import { AppError } from '../../src/platform/errors.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import { billDesk } from '../factories/bills.ts'
import { type CartInput, makeSale, refund } from '../factories/sales.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../factories/shop.ts'
import { useDatabase } from '../harness.ts'
import { openApi } from '../http.ts'

const base = useDatabase()
const api = openApi(base)
const { complete, refund: refundBy, reading } = billDesk(base, api)

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

/** A cut that both pay half of; whose bill it is decides nothing about the locks. */
function halves(shop: Shop, own: string, other: string): CartInput {
  return {
    storeId: shop.storeId,
    memberId: own,
    lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
    tenders: [
      { kind: 'stored_value', amountFen: 6_400 },
      { kind: 'stored_value', memberId: other, amountFen: 6_400 },
    ],
  }
}

async function deadlocks(): Promise<number> {
  const { rows } = await base.runtime.pool.query<{ n: string }>(
    'select deadlocks as n from pg_stat_database where datname = current_database()',
  )
  return Number(rows[0]?.n)
}

describe('two bills crossing over the same two wallets', () => {
  it('wait for one another and never deadlock, however many', async () => {
    const shop = await openShop(base)
    const [mei, lan] = [await memberWith(base, shop, { storedFen: 64_000 }), await memberWith(base, shop, { storedFen: 64_000 })]
    const before = await deadlocks()
    const sell = (n: number) => makeSale(base, shop.owner.actor, n % 2 === 0 ? halves(shop, mei, lan) : halves(shop, lan, mei))
    const sold = await outcomes(Array.from({ length: 12 }, (_, n) => sell(n)))
    expect(sold).toEqual([...Array.from({ length: 10 }, () => 'ok'), 'stored_value_insufficient', 'stored_value_insufficient'])
    expect([await ownedBy(base, mei), await ownedBy(base, lan)].flat().map((l) => l.remaining)).toEqual([0, 0])
    expect(await deadlocks()).toBe(before)
    expect(await findingsOf(base)).toEqual([])
  })

  it('one sold while the other is refunded: both happen, and every fen is somewhere', async () => {
    const shop = await openShop(base)
    const [mei, lan] = [await memberWith(base, shop, { storedFen: 20_000 }), await memberWith(base, shop, { storedFen: 20_000 })]
    const before = await deadlocks()
    const sale = await makeSale(base, shop.owner.actor, halves(shop, mei, lan))
    const ticket = await readTicket(readCtx(base.runtime, base.brand, shop.owner.actor), sale.id)
    const back = () => refund(base, shop.owner.actor, sale.id, [{ lineId: ticket.lines[0]?.id ?? '', quantity: 1 }])
    expect(await outcomes([back(), makeSale(base, shop.owner.actor, halves(shop, lan, mei)), back()])).toEqual([
      'ok',
      'ok',
      'refund_too_much',
    ])
    expect([await ownedBy(base, mei), await ownedBy(base, lan)].flat().map((l) => l.remaining)).toEqual([13_600, 13_600])
    expect(await deadlocks()).toBe(before)
    expect(await findingsOf(base)).toEqual([])
  })
})

describe('two tills', () => {
  it('on one deposit that pays for one: the second is told what is left', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const deposit = { kind: 'advance', purpose: '烫发', contact: { name: '路人' } }
    const taken = await complete(token, {
      storeId: shop.storeId,
      lines: [{ key: 'd', kind: 'deposit', amountFen: 20_000, deposit }],
      tenders: [{ kind: 'cash', receivedFen: 20_000 }],
    })
    const ticket = (await api.call('GET', `/tickets/${taken.body.id}`, { token })).body
    const depositId = ticket.lines[0].id as string
    const use = (): CartInput => ({
      storeId: shop.storeId,
      lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
      tenders: [{ kind: 'deposit', depositId, amountFen: 12_800 }],
    })
    const run = () => makeSale(base, shop.owner.actor, use())
    expect(await outcomes([run(), run(), run()])).toEqual(['deposit_unfit', 'deposit_unfit', 'ok'])
    // What is left is used or given back, never both.
    const rest: CartInput = {
      ...use(),
      tenders: [
        { kind: 'deposit', depositId, amountFen: 7_200 },
        { kind: 'cash', receivedFen: 5_600 },
      ],
    }
    const [first, second] = await Promise.all([
      outcomes([makeSale(base, shop.owner.actor, rest)]),
      refundBy(token, taken.body.id, [{ lineId: depositId, quantity: 7_200 }]),
    ])
    expect([first[0] === 'ok', second.status === 201].filter(Boolean)).toHaveLength(1)
    expect(await findingsOf(base)).toEqual([])
  })

  it('on one limit: what is owed stays within it; on one debt: it is settled once', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const memberId = await memberWith(base, shop)
    await api.call('PATCH', `/credit-accounts/${memberId}`, { token, headers: { 'if-match': '"0"' }, body: { limitFen: 30_000 } })
    const charge = () =>
      makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
        tenders: [{ kind: 'on_account', accountId: memberId, amountFen: 12_800 }],
      })
    expect(await outcomes([charge(), charge(), charge(), charge()])).toEqual(['account_limit', 'account_limit', 'ok', 'ok'])
    const settle = () =>
      makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        memberId,
        lines: [{ key: 's', kind: 'settlement', accountId: memberId, amountFen: 25_600 }],
        tenders: [{ kind: 'cash', receivedFen: 25_600 }],
      })
    expect(await outcomes([settle(), settle(), settle()])).toEqual(['ok', 'settlement_too_much', 'settlement_too_much'])
    const { db } = reading()
    expect(
      (await db.selectFrom('receivable').select('open_fen').where('account_id', '=', memberId).execute()).map((r) => r.open_fen),
    ).toEqual([0, 0])
    expect(await findingsOf(base)).toEqual([])
  })

  it('on the very first debt of a member: the account is made once, and the limit holds', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const memberId = await memberWith(base, shop)
    const { version } = (await api.call('GET', '/settings', { token })).body
    const allow = (fen: number, v: number) =>
      api.call('PATCH', '/settings', { token, headers: { 'if-match': `"${v}"` }, body: { onAccountLimitFen: fen } })
    await allow(20_000, version)
    const charge = () =>
      makeSale(base, shop.owner.actor, {
        storeId: shop.storeId,
        lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId }],
        tenders: [{ kind: 'on_account', accountId: memberId, amountFen: 12_800 }],
      })
    expect(await outcomes([charge(), charge(), charge()])).toEqual(['account_limit', 'account_limit', 'ok'])
    await allow(0, version + 1)
    expect(await findingsOf(base)).toEqual([])
  })
})
