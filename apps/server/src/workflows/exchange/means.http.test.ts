/** How the difference of an exchange is paid: by everything the desk takes, and by what has come back in the same act. */
import { describe, expect, it } from 'vitest'
import { billDesk } from '../../../test/factories/bills.ts'
import { makeItem } from '../../../test/factories/catalog.ts'
import { exchangeDesk } from '../../../test/factories/exchanges.ts'
import { findingsOf, memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const { reading, complete, refund, refusedWith, ticketOf } = billDesk(base, api)
const { bottles, cartFor, exchange, preview, tendersOf, payoutsOf } = exchangeDesk(base, api)

const PIN = '135790'
const openOf = async (memberId: string) => (await ownedBy(base, memberId)).filter((l) => l.remaining > 0).map((l) => l.remaining)
const leftOf = async (depositId: string) =>
  (await reading().db.selectFrom('deposit').select('open_fen').where('id', '=', depositId).executeTakeFirstOrThrow()).open_fen

async function deposit(shop: Shop, amountFen: number): Promise<string> {
  const taken = { purpose: '新娘造型', kind: 'advance', contact: { name: '路人甲' } }
  const lines = [{ key: 'd', kind: 'deposit', amountFen, deposit: taken }]
  const sale = await complete(shop.owner.token, { storeId: shop.storeId, lines, tenders: [{ kind: 'cash', receivedFen: amountFen }] })
  return (await ticketOf(shop.owner.token, sale.body.id)).lines[0].id
}

/** A member who may owe so much. */
async function debtor(shop: Shop, limitFen: number): Promise<string> {
  const memberId = await memberWith(base, shop)
  const headers = { 'if-match': '"0"' }
  await api.call('PATCH', `/credit-accounts/${memberId}`, { token: shop.owner.token, headers, body: { limitFen } })
  return memberId
}

describe('the difference', () => {
  it('is paid in several ways at once, and the whole goes back by them to the fen', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 1_000 })
    const depositId = await deposit(shop, 500)
    const { token, mask, ticketId, lineId } = await bottles(shop, [{ kind: 'wechat', amountFen: 17_600 }], memberId)
    const tenders = [
      { kind: 'deposit', depositId },
      { kind: 'stored_value', amountFen: 1_000 },
      { kind: 'wechat', amountFen: 1_200 },
      { kind: 'cash', receivedFen: 1_000 },
    ]
    const done = await exchange(token, ticketId, [{ lineId, quantity: 1 }], cartFor(shop, mask.id, tenders, memberId))
    expect(done.body).toMatchObject({ refundFen: 8_800, saleFen: 12_000, creditFen: 8_800, paidBackFen: 0 })
    expect(await tendersOf(token, done.body.ticketId)).toEqual([
      ['exchange', 'wechat', 8_800],
      ['deposit', null, 500],
      ['stored_value', null, 1_000],
      ['wechat', null, 1_200],
      ['cash', null, 500],
    ])
    expect([await openOf(memberId), await leftOf(depositId)]).toEqual([[], 0])
    expect(await findingsOf(base)).toEqual([])
    const back = await refund(token, done.body.ticketId)
    expect(await payoutsOf(token, back.body.id)).toEqual([
      ['exchange', 'wechat', 8_800],
      ['deposit', 'deposit', 500],
      ['stored_value', 'stored_value', 1_000],
      ['wechat', 'wechat', 1_200],
      ['cash', 'cash', 500],
    ])
    expect([await openOf(memberId), await leftOf(depositId)]).toEqual([[1_000], 500])
    expect(await findingsOf(base)).toEqual([])
  })

  it('of more than the shop allows without it takes the PIN of the member, once', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop, { storedFen: 120_000 })
    const { token, ticketId, lineId } = await bottles(shop, [{ kind: 'wechat', amountFen: 17_600 }], memberId)
    await api.call('PUT', `/members/${memberId}/pin`, { token, body: { storeId: shop.storeId, pin: PIN } })
    const serum = await makeItem(base, { kind: 'product', priceFen: 65_000 })
    const lines = [{ lineId, quantity: 1 }]
    const cart = cartFor(shop, serum.id, [{ kind: 'stored_value', amountFen: 56_200 }], memberId)
    expect((await preview(token, ticketId, lines, cart)).body.quote.needsProof).toEqual({ kind: 'pin', amountFen: 56_200 })
    await refusedWith(403, 'pin_needed', () => exchange(token, ticketId, lines, cart))
    const secret = { storeId: shop.storeId, limitFen: 56_200, secret: { kind: 'pin', pin: PIN } }
    const pinProofId = (await api.call('POST', `/members/${memberId}/pin-proofs`, { token, body: secret })).body.id
    const done = await exchange(token, ticketId, lines, cart, { pinProofId })
    expect([done.status, await openOf(memberId)]).toEqual([201, [63_800]])
    await refusedWith(403, 'pin_proof_invalid', () => exchange(token, ticketId, lines, cart, { pinProofId }))
    expect(await findingsOf(base)).toEqual([])
  })
})

describe('what comes back may pay anew', () => {
  it('to a deposit that was used to the last fen', async () => {
    const shop = await openShop(base)
    const depositId = await deposit(shop, 17_600)
    const { token, mask, ticketId, lineId } = await bottles(shop, [{ kind: 'deposit', depositId }])
    expect(await leftOf(depositId)).toBe(0)
    const lines = [{ lineId, quantity: 1 }]
    const tooMuch = cartFor(shop, mask.id, [{ kind: 'deposit', depositId, amountFen: 8_801 }])
    expect((await refusedWith(409, 'deposit_unfit', () => exchange(token, ticketId, lines, tooMuch))).params).toEqual({
      depositId,
      openFen: 8_800,
    })
    const tenders = [
      { kind: 'deposit', depositId },
      { kind: 'cash', receivedFen: 3_200 },
    ]
    const done = await exchange(token, ticketId, lines, cartFor(shop, mask.id, tenders))
    expect(done.body).toMatchObject({ refundFen: 8_800, saleFen: 12_000, creditFen: 0, paidBackFen: 0 })
    expect(await tendersOf(token, done.body.ticketId)).toEqual([
      ['deposit', null, 8_800],
      ['cash', null, 3_200],
    ])
    expect(await leftOf(depositId)).toBe(0)
    expect(await findingsOf(base)).toEqual([])
  })

  it('on an account at its limit, which owes as much less', async () => {
    const shop = await openShop(base)
    const accountId = await debtor(shop, 20_000)
    const { token, mask, ticketId, lineId } = await bottles(shop, [{ kind: 'on_account', accountId, amountFen: 17_600 }], accountId)
    const charge = (amountFen: number) => [{ kind: 'on_account', accountId, amountFen }]
    const lines = [{ lineId, quantity: 1 }]
    // 88.00 stay owed, so no more than 112.00 of 120.00 can be.
    const over = cartFor(shop, mask.id, charge(12_000), accountId)
    expect((await refusedWith(409, 'account_limit', () => exchange(token, ticketId, lines, over))).params).toMatchObject({
      leftFen: 11_200,
    })
    const tenders = [...charge(11_200), { kind: 'alipay', amountFen: 800 }]
    const done = await exchange(token, ticketId, lines, cartFor(shop, mask.id, tenders, accountId))
    expect(await payoutsOf(token, done.body.refundId)).toEqual([['on_account', 'on_account', 8_800]])
    expect(await tendersOf(token, done.body.ticketId)).toEqual([
      ['on_account', null, 11_200],
      ['alipay', null, 800],
    ])
    const owed = await reading().db.selectFrom('receivable').select('open_fen').where('account_id', '=', accountId).execute()
    expect(owed.map((r) => r.open_fen).sort((a, b) => a - b)).toEqual([8_800, 11_200])
    expect(await findingsOf(base)).toEqual([])
  })

  it('to a friend who had paid, out of a balance that was spent to the last fen', async () => {
    const shop = await openShop(base)
    const memberId = await memberWith(base, shop)
    const friend = await memberWith(base, shop, { storedFen: 17_600 })
    const paid = [{ kind: 'stored_value', amountFen: 17_600, memberId: friend }]
    const { token, brush, ticketId, lineId } = await bottles(shop, paid, memberId)
    const cart = cartFor(shop, brush.id, [{ kind: 'stored_value', amountFen: 5_000, memberId: friend }], memberId)
    const done = await exchange(token, ticketId, [{ lineId, quantity: 1 }], cart)
    expect([done.status, await openOf(friend)]).toEqual([201, [3_800]])
    expect(await findingsOf(base)).toEqual([])
  })
})
