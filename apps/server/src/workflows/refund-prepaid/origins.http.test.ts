/** Prepaid money that came another way: by transfer, with a record that was merged, under terms that agree a rate. */
import { describe, expect, it } from 'vitest'
import { signInAs } from '../../../test/factories/access.ts'
import { askFor, inCash, prepaidDesk } from '../../../test/factories/prepaid-refunds.ts'
import { makeSale } from '../../../test/factories/sales.ts'
import { memberWith, openShop, ownedBy, type Shop } from '../../../test/factories/shop.ts'
import { MORNING, useDatabase } from '../../../test/harness.ts'
import { openApi } from '../../../test/http.ts'
import { publishTerms } from '../../modules/contracts/index.ts'
import { transferLots } from '../../modules/wallet/index.ts'
import { system } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { write } from '../../platform/runtime.ts'

const base = useDatabase()
const api = openApi(base)
const prepaid = prepaidDesk(base, api)

const asSystem = <T>(run: Parameters<typeof write<T>>[3]) => write(base.runtime, base.brand, system, run).then((o) => o.result)

async function dueOf(shop: Shop, memberId: string) {
  const { items } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body
  return items.map((g: { grantId: string; kind: string; paidFen: number; byCause: object }) => [g.kind, g.paidFen, g.byCause])
}

describe('what was transferred', () => {
  it('is asked back by who has it now, at the price paid for that part; the giver keeps the rest of both', async () => {
    const shop = await openShop(base)
    const from = await memberWith(base, shop, { storedFen: 90_000, passes: 1 })
    const to = await memberWith(base, shop)
    await makeSale(base, shop.owner.actor, {
      storeId: shop.storeId,
      memberId: from,
      lines: [
        { key: 'a', kind: 'service', itemId: shop.cutId, pass: 'none' },
        { key: 'b', kind: 'service', itemId: shop.careId },
      ],
    })
    const lots = await ownedBy(base, from)
    const parts = lots.map((l) => ({ lotId: l.id, quantity: l.kind === 'pass' ? 3 : 30_000 }))
    const transferId = newId()
    await asSystem(async (ctx) => {
      ctx.audit({ action: 'test.transfer', subjectKind: 'Transfer', subjectId: transferId })
      await transferLots(ctx, { transferId, fromMemberId: from, toMemberId: to, storeId: shop.storeId, today: '2026-11-22', parts })
    })
    expect(new Set(await dueOf(shop, to))).toEqual(
      new Set([
        ['top_up', 30_000, { merchantFen: 30_000, customerFen: 30_000 }],
        ['pass', 59_400, { merchantFen: 59_400, customerFen: 59_400 }],
      ]),
    )
    expect(new Set(await dueOf(shop, from))).toEqual(
      new Set([
        ['top_up', 60_000, { merchantFen: 47_200, customerFen: 47_200 }],
        ['pass', 138_600, { merchantFen: 118_800, customerFen: 108_800 }],
      ]),
    )
    const { items } = (await prepaid.grants(shop.owner.token, to, shop.storeId)).body
    const grants = items.map((g: { grantId: string }) => ({ grantId: g.grantId }))
    const made = await prepaid.request(shop.owner.token, to, { ...askFor(shop, ''), grants, expectedTotalFen: 89_400 })
    expect((await prepaid.pay(shop.owner.token, made.body.id, inCash(89_400))).status).toBe(201)
    expect((await ownedBy(base, to)).map((l) => l.remaining)).toEqual([0, 0])
  })
})

describe('what a merged record holds', () => {
  it('is asked back by the survivor, out of the wallet in which it lies', async () => {
    const shop = await openShop(base)
    const merged = await memberWith(base, shop, { storedFen: 20_000 })
    const survivor = await memberWith(base, shop, { storedFen: 50_000 })
    await prepaid.reading().db.updateTable('member').set({ merged_into_id: survivor }).where('id', '=', merged).execute()
    const { items } = (await prepaid.grants(shop.owner.token, survivor, shop.storeId)).body
    expect(items).toHaveLength(2)
    const grants = items.map((g: { grantId: string }) => ({ grantId: g.grantId }))
    const made = await prepaid.request(shop.owner.token, survivor, { ...askFor(shop, ''), grants, expectedTotalFen: 70_000 })
    expect((await prepaid.pay(shop.owner.token, made.body.id, inCash(70_000))).status).toBe(201)
    expect([...(await ownedBy(base, merged)), ...(await ownedBy(base, survivor))].map((l) => l.remaining)).toEqual([0, 0])
    expect(await prepaid.proved()).toEqual([])
  })
})

describe('a rate that the terms agree', () => {
  it('wins over the published ones for what was bought under them', async () => {
    const shop = await openShop(base)
    const body = '本协议约定：退还预付款时，利息按年利率百分之六计算，自解除之日起至退还之日止。'
    await asSystem((ctx) => publishTerms(ctx, { title: '储值协议', body, agreedRateBp: 600 }))
    const terms = (await api.call('GET', '/terms/current', { token: shop.owner.token })).body
    expect(terms.agreedRateBp).toBe(600)
    const memberId = await memberWith(base, shop)
    await api.call('POST', `/members/${memberId}/terms-acceptances`, {
      token: shop.owner.token,
      body: { termsId: terms.id, storeId: shop.storeId, method: 'paper' },
    })
    const sale = { storeId: shop.storeId, memberId, lines: [{ key: 'a', kind: 'top_up' as const, amountFen: 70_000 }] }
    await makeSale(base, shop.owner.actor, { ...sale, tenders: [{ kind: 'cash', receivedFen: 70_000 }] })
    const { grantId } = (await prepaid.grants(shop.owner.token, memberId, shop.storeId)).body.items[0]
    base.runtime.clock.setTo(MORNING.add({ hours: 24 * 30 }))
    const later = await signInAs(base, 'owner', { storeId: shop.storeId })
    const { sheet } = (await prepaid.quote(later.token, memberId, askFor(shop, grantId, { rescindedOn: '2026-11-22' }))).body
    base.runtime.clock.setTo(MORNING)
    // 700.00 × 6 % × 30 ⁄ 365
    expect([sheet.grants[0].interest.basis, sheet.interestFen]).toEqual(['agreed', 345])
  })
})
