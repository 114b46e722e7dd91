/** A quote's basis without a database: a small shop whose numbers are easy to follow. Amounts in fen. */

import type { z } from 'zod'
import type { CatalogSnapshot, SellableItem } from '../../src/modules/catalog/index.ts'
import type { Lot } from '../../src/modules/wallet/index.ts'
import type { Basis } from '../../src/workflows/checkout/basis.ts'
import { type Cart, cart as cartSchema } from '../../src/workflows/checkout/schemas.ts'

/** Fixed ids by name, so that a test reads in words: `idOf('cut')`. */
export function idOf(name: string): string {
  const hex = Buffer.from(name.padEnd(10, '-')).toString('hex').slice(0, 20).padEnd(20, '0')
  return `0199${hex.slice(0, 4)}-${hex.slice(4, 8)}-7${hex.slice(8, 11)}-8${hex.slice(11, 14)}-${hex.slice(14, 20).padEnd(12, '0')}`
}

function item(name: string, kind: SellableItem['kind'], brandPriceFen: number, more: Partial<SellableItem> = {}): SellableItem {
  return {
    id: idOf(name),
    kind,
    code: name.toUpperCase(),
    name,
    categoryId: null,
    unit: '次',
    isActive: true,
    brandPriceFen,
    storePricesFen: new Map(),
    pass: null,
    topUp: null,
    withheldAt: new Set(),
    ...more,
  }
}

/** cut 128.00, care 298.00, shampoo 88.00, ten sessions of care 1980.00, tiers 500→50, 1000→150, 2000→400. */
export function smallCatalog(): CatalogSnapshot {
  const tier = (amountFen: number, bonusFen: number) =>
    item(`tier${amountFen}`, 'top_up', amountFen, { topUp: { amountFen, bonusFen, bonusMonths: 1 } })
  const items = [
    item('cut', 'service', 12_800),
    item('care', 'service', 29_800),
    item('shampoo', 'product', 8_800),
    item('careten', 'pass', 198_000, {
      pass: {
        validityDays: 365,
        validityFrom: 'sale',
        isUnlimited: false,
        components: [{ serviceItemId: idOf('care'), ordinal: 1, sessions: 10, giftedSessions: 0 }],
      },
    }),
    tier(50_000, 5_000),
    tier(100_000, 15_000),
    tier(200_000, 40_000),
  ]
  return { revision: 1, priceBookVersion: 1, items: new Map(items.map((i) => [i.id, i])), tiers: items.filter((i) => i.kind === 'top_up') }
}

/** A member of gold level (10 % off services, 5 % off products) at a store without rounding; the cashier may give 5 % alone. */
export function basisOf(fields: Partial<Basis> = {}): Basis {
  return {
    today: '2026-11-22',
    storeId: idOf('store'),
    storeCode: 'A',
    rounding: 'none',
    spendOrder: 'proportional',
    catalog: smallCatalog(),
    oldPrices: 'warn',
    priceLocks: [],
    member: {
      id: idOf('member'),
      levelId: idOf('gold'),
      levelName: '金卡',
      serviceDiscountBp: 1000,
      productDiscountBp: 500,
      hasAcceptedTerms: true,
      isAnonymous: false,
      hasPin: false,
      isStopped: false,
    },
    lots: [],
    staffIds: new Set([idOf('amei'), idOf('ajun')]),
    approvals: new Map(),
    discountLimitBp: 500,
    pinRule: { thresholdFen: 50_000, missing: 'allow' },
    caps: { namedFen: null, unnamedFen: null, countBonus: false },
    termsId: idOf('terms'),
    companions: new Map(),
    offers: [],
    shareCaps: [],
    deposits: new Map(),
    memberDepositsFen: 0,
    debts: [],
    accounts: new Map(),
    claimedGrants: new Set(),
    credit: [],
    ...fields,
  }
}

/** A cart as the till would send it, defaults filled. */
export function cartOf(fields: Partial<Omit<z.input<typeof cartSchema>, 'lines'>> & { lines: Record<string, unknown>[] }): Cart {
  return cartSchema.parse({
    storeId: idOf('store'),
    memberId: idOf('member'),
    ...fields,
    lines: fields.lines.map((line, index) => ({ key: `${index}`, ...line })),
  })
}

let made = 0

export function lotOf(fields: Partial<Lot>): Lot {
  made += 1
  const remaining = fields.remaining ?? fields.initial ?? 1000
  return {
    id: idOf(`lot${made}`),
    kind: 'principal',
    unit: 'fen',
    grantId: idOf(`grant${made}`),
    name: '',
    initial: remaining,
    remaining,
    held: 0,
    initialValueFen: fields.initial ?? remaining,
    valueFen: remaining,
    serviceItemId: null,
    startsOn: '2026-01-01',
    expiresOn: null,
    validityDays: null,
    isFrozen: false,
    priceBookVersion: null,
    owedFen: 0,
    createdAtMs: made,
    ...fields,
  }
}

/** Principal and bonus of one top-up. */
export function topUpLotsOf(principalFen: number, bonusFen: number): Lot[] {
  made += 1
  const grantId = idOf(`topup${made}`)
  return [lotOf({ grantId, remaining: principalFen }), ...(bonusFen > 0 ? [lotOf({ grantId, kind: 'bonus', remaining: bonusFen })] : [])]
}

/** A pass of care: 10 sessions for 1980.00, some of them left. */
export function carePassOf(left = 10): Lot {
  return lotOf({
    kind: 'pass',
    unit: 'session',
    name: '护理十次卡',
    initial: 10,
    remaining: left,
    initialValueFen: 198_000,
    valueFen: 19_800 * left,
    serviceItemId: idOf('care'),
    expiresOn: '2027-06-30',
  })
}
