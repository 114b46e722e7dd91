/** Days of trade with a bit of everything, for reports to add up: two stores, prepaid used in both, discounts, refunds, a void. */
import { readCtx } from '../../src/platform/runtime.ts'
import { MORNING, type TestBase } from '../harness.ts'
import { signInAs } from './access.ts'
import { makeTier } from './catalog.ts'
import { makeSale, refund, sellPass, topUp, voidSale } from './sales.ts'
import { memberWith, openShop, type Shop } from './shop.ts'

export interface Trading {
  shop: Shop
  /** A second store of the same brand and goods. */
  otherStoreId: string
  memberId: string
  /** The business days traded on, in order. */
  days: string[]
}

/** Puts the clock so many hours after the first morning. */
export function setClock(base: TestBase, hours: number): void {
  base.runtime.clock.setTo(MORNING.add({ hours }))
}

/** Three days: prepaid is sold; it is used here and there, with discounts; part of it comes back. */
export async function trade(base: TestBase): Promise<Trading> {
  setClock(base, 0)
  const shop = await openShop(base)
  const { actor, staffId } = shop.owner
  const other = await signInAs(base, 'manager')
  const memberId = await memberWith(base, shop)
  const tier = await makeTier(base, { amountFen: 100_000 + Math.floor(Math.random() * 90_000), bonusFen: 15_000 })
  await topUp(base, actor, { storeId: shop.storeId, memberId, itemId: tier.id })
  await sellPass(base, actor, { storeId: shop.storeId, memberId, itemId: shop.passId })
  setClock(base, 24)
  const mixed = await makeSale(base, actor, {
    storeId: shop.storeId,
    memberId,
    lines: [
      {
        key: 'cut',
        kind: 'service',
        itemId: shop.cutId,
        quantity: 2,
        staff: [
          { staffId, role: 'performer', shareBp: 6_000, isRequested: true },
          { staffId: other.staffId, role: 'performer', shareBp: 4_000 },
        ],
        discount: { kind: 'percent', bp: 2_000, reason: '老顾客' },
      },
      { key: 'care', kind: 'service', itemId: shop.careId, staff: [{ staffId, role: 'performer' }] },
      { key: 'wash', kind: 'product', itemId: shop.shampooId, staff: [{ staffId, role: 'seller' }] },
      { key: 'tip', kind: 'tip', amountFen: 2_000, staff: [{ staffId, role: 'performer' }] },
    ],
    tenders: [
      { kind: 'stored_value', amountFen: 10_000 },
      { kind: 'wechat', amountFen: 7_000 },
      { kind: 'cash', receivedFen: 20_000 },
    ],
  })
  await makeSale(base, actor, {
    storeId: other.storeId,
    memberId,
    lines: [
      { key: 'cut', kind: 'service', itemId: shop.cutId },
      { key: 'care', kind: 'service', itemId: shop.careId },
    ],
    tenders: [{ kind: 'stored_value', amountFen: 12_800 }],
  })
  const wrong = await makeSale(base, actor, {
    storeId: shop.storeId,
    memberId: null,
    lines: [{ key: 'cut', kind: 'service', itemId: shop.cutId, discount: { kind: 'amount', fen: 100, reason: '抹掉' } }],
    tenders: [{ kind: 'alipay', amountFen: 12_700 }],
  })
  await voidSale(base, actor, wrong.id)
  setClock(base, 48)
  await makeSale(base, actor, {
    storeId: shop.storeId,
    memberId: null,
    lines: [{ key: 'wash', kind: 'product', itemId: shop.shampooId, quantity: 3 }],
    tenders: [{ kind: 'bank_card', amountFen: 26_400 }],
  })
  const { db } = readCtx(base.runtime, base.brand, actor)
  const lines = await db.selectFrom('ticket_line').select(['id', 'kind']).where('ticket_id', '=', mixed.id).orderBy('ordinal').execute()
  await refund(
    base,
    actor,
    mixed.id,
    lines.filter((l) => l.kind !== 'tip').map((l) => ({ lineId: l.id, quantity: 1 })),
  )
  return { shop, otherStoreId: other.storeId, memberId, days: ['2026-11-22', '2026-11-23', '2026-11-24'] }
}
