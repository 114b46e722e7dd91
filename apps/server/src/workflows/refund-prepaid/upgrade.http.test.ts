/** The lawful refund of a pass that was bought by upgrading a visit: the visit is its first session, and what the visit had cost is part of its price. */
import { describe, expect, it } from 'vitest'
import { billDesk } from '../../../test/factories/bills.ts'
import { exchangeDesk } from '../../../test/factories/exchanges.ts'
import { askFor, prepaidDesk } from '../../../test/factories/prepaid-refunds.ts'
import { memberWith, openShop, ownedBy } from '../../../test/factories/shop.ts'
import { useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'

const base = useDatabase()
const api = openApi(base)
const { complete, ticketOf } = billDesk(base, api)
const { exchange } = exchangeDesk(base, api)
const prepaid = prepaidDesk(base, api)

interface Grant {
  grantId: string
  kind: string
}

/** A visit of 298.00 becomes the first of ten for 1980.00; so many more are used later. */
async function upgraded(visitTenders: object[], restTenders: object[], more: number) {
  const shop = await openShop(base)
  const { token } = shop.owner
  const memberId = await memberWith(base, shop, { storedFen: 10_000 })
  const common = { storeId: shop.storeId, memberId }
  const visit = { kind: 'service', itemId: shop.careId }
  const first = await complete(token, { ...common, lines: [{ key: 'a', ...visit }], tenders: visitTenders })
  const lineId = (await ticketOf(token, first.body.id)).lines[0].id as string
  const lines = [
    { key: 'p', kind: 'pass', itemId: shop.passId },
    { key: 's', ...visit, pass: { lineKey: 'p' } },
  ]
  const cart = { ...common, lines, tenders: restTenders }
  const done = await exchange(token, first.body.id, [{ lineId, quantity: 1 }], cart, { reasonCode: 'other' })
  expect(done.status).toBe(201)
  for (let n = 0; n < more; n += 1) expect((await complete(token, { ...common, lines: [{ key: 'a', ...visit }] })).status).toBe(201)
  const { items } = (await prepaid.grants(token, memberId, shop.storeId)).body
  const choice = items.find((g: Grant) => g.kind === 'pass')
  return { shop, token, memberId, choice, grantId: choice.grantId as string, soldId: done.body.ticketId as string }
}

const WECHAT_AND_CASH = [
  { kind: 'wechat', amountFen: 20_000 },
  { kind: 'cash', receivedFen: 9_800 },
]

describe('a pass that began as a visit', () => {
  it('of which four were used gives back by M and by C what any pass of that price does', async () => {
    const { shop, token, memberId, choice, grantId } = await upgraded(WECHAT_AND_CASH, [{ kind: 'alipay', amountFen: 168_200 }], 3)
    expect(choice).toMatchObject({
      paidFen: 198_000,
      sessionsLeft: 6,
      usesCount: 4,
      byCause: { merchantFen: 118_800, customerFen: 78_800 },
      // The visit came before the pass was bought: whoever had the service knew what it was.
      hadServiceBefore: true,
    })
    const byCustomer = (await prepaid.quote(token, memberId, askFor(shop, grantId, { reasonCode: 'customer_wish' }))).body
    expect(byCustomer.sheet).toMatchObject({ totalFen: 78_800, grants: [{ formula: 'C' }] })
    expect(byCustomer.sheet.grants[0].uses.map((u: { listFen: number; chargedFen: number }) => [u.chargedFen, u.listFen])).toEqual(
      Array.from({ length: 4 }, () => [19_800, 29_800]),
    )
  })

  it('goes back by the ways in which the visit and the rest were paid, to the fen, and the books agree', async () => {
    const { shop, token, memberId, grantId, soldId } = await upgraded(WECHAT_AND_CASH, [{ kind: 'alipay', amountFen: 168_200 }], 3)
    const { ways, plan, sheet } = (await prepaid.quote(token, memberId, askFor(shop, grantId))).body
    expect(sheet.totalFen).toBe(118_800)
    const ids = new Map<string, string>(
      (await ticketOf(token, soldId)).tenders.map((t: { id: string; kind: string; originKind: string | null }) => [
        t.originKind ?? t.kind,
        t.id,
      ]),
    )
    expect(ways.map((w: { kind: string; tenderId: string; maxFen: number }) => [w.kind, w.tenderId, w.maxFen])).toEqual([
      ['wechat', ids.get('wechat'), 20_000],
      ['alipay', ids.get('alipay'), 168_200],
      ['cash', null, 118_800],
      ['bank_transfer', null, 118_800],
    ])
    expect(plan).toEqual([
      { tenderId: ids.get('wechat'), kind: 'wechat', amountFen: 20_000 },
      { tenderId: ids.get('alipay'), kind: 'alipay', amountFen: 89_000 },
      { tenderId: null, kind: 'cash', amountFen: 9_800 },
    ])
    const made = await prepaid.request(token, memberId, { ...askFor(shop, grantId), expectedTotalFen: 118_800 })
    const tooMuch = [{ tenderId: ids.get('wechat'), kind: 'wechat', amountFen: 118_800 }]
    await prepaid.refusedWith(422, 'payout_invalid', () =>
      prepaid.pay(token, made.body.id, { expectedTotalFen: 118_800, payouts: tooMuch }),
    )
    const paid = await prepaid.pay(token, made.body.id, { expectedTotalFen: 118_800, payouts: plan })
    expect(paid.status).toBe(201)
    expect((await ownedBy(base, memberId)).filter((l) => l.kind === 'pass').map((l) => l.remaining)).toEqual([0])
    expect(await prepaid.proved()).toEqual([])
    // Nothing of the bill can go back a second time.
    const sold = await ticketOf(token, soldId)
    const all = sold.lines.map((l: { id: string }) => ({ lineId: l.id, quantity: 1 }))
    const again = await api.call('POST', `/tickets/${soldId}/refund-quotes`, { token, body: { lines: all } })
    expect([again.status, again.body.code]).toEqual([409, 'prepaid_used'])
  })

  it('that a deposit helped to pay goes back to the card, and the part of the deposit in cash', async () => {
    const shop = await openShop(base)
    const { token } = shop.owner
    const memberId = await memberWith(base, shop, { storedFen: 10_000 })
    const common = { storeId: shop.storeId, memberId }
    const kept = { key: 'd', kind: 'deposit', amountFen: 50_000, deposit: { kind: 'advance', purpose: '护理次卡' } }
    const taken = await complete(token, { ...common, lines: [kept], tenders: [{ kind: 'wechat', amountFen: 50_000 }] })
    const depositId = (await ticketOf(token, taken.body.id)).lines[0].id
    const tenders = [
      { kind: 'deposit', depositId },
      { kind: 'bank_card', amountFen: 148_000 },
    ]
    await complete(token, { ...common, lines: [{ key: 'p', kind: 'pass', itemId: shop.passId }], tenders })
    const { items } = (await prepaid.grants(token, memberId, shop.storeId)).body
    const { grantId } = items.find((g: Grant) => g.kind === 'pass')
    const { ways, plan } = (await prepaid.quote(token, memberId, askFor(shop, grantId))).body
    expect(ways.map((w: { kind: string; maxFen: number }) => [w.kind, w.maxFen])).toEqual([
      ['bank_card', 148_000],
      ['cash', 198_000],
      ['bank_transfer', 198_000],
    ])
    expect(plan.map((p: { kind: string; amountFen: number }) => [p.kind, p.amountFen])).toEqual([
      ['bank_card', 148_000],
      ['cash', 50_000],
    ])
    const made = await prepaid.request(token, memberId, { ...askFor(shop, grantId), expectedTotalFen: 198_000 })
    expect((await prepaid.pay(token, made.body.id, { expectedTotalFen: 198_000, payouts: plan })).status).toBe(201)
    expect(await prepaid.proved()).toEqual([])
  })
})
