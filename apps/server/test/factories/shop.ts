/** A small shop ready to sell: two services, a product, a pass, a tier, a cashier, and a member who owns something. */

import { verifyDeposits } from '../../src/modules/deposits/index.ts'
import { verifyReceivables } from '../../src/modules/receivables/index.ts'
import { verifySales } from '../../src/modules/sales/index.ts'
import { verifyChains, verifyLots, verifyTransfers } from '../../src/modules/wallet/index.ts'
import { system } from '../../src/platform/ctx.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import { verifyShifts } from '../../src/workflows/close-shift/index.ts'
import type { TestBase } from '../harness.ts'
import { makeStore, type SignedIn, signInAs } from './access.ts'
import { makeItem, makePassPlan } from './catalog.ts'
import { makeMember } from './members.ts'
import { sellPass, topUp } from './sales.ts'

export interface Shop {
  storeId: string
  owner: SignedIn
  cutId: string
  shampooId: string
  careId: string
  passId: string
}

/** cut 128.00, shampoo 88.00, care 298.00, ten sessions of care 1980.00; the owner stands at the till. */
export async function openShop(base: TestBase): Promise<Shop> {
  const store = await makeStore(base)
  const owner = await signInAs(base, 'owner', { storeId: store.id })
  const cut = await makeItem(base, { priceFen: 12_800 })
  const shampoo = await makeItem(base, { kind: 'product', priceFen: 8_800 })
  const care = await makeItem(base, { priceFen: 29_800 })
  const pass = await makePassPlan(base, { components: [{ serviceItemId: care.id, sessions: 10 }] })
  return { storeId: store.id, owner, cutId: cut.id, shampooId: shampoo.id, careId: care.id, passId: pass.id }
}

/** A member with stored value (no bonus unless a tier gives one) and as many ten-session passes. */
export async function memberWith(base: TestBase, shop: Shop, owns: { storedFen?: number; passes?: number } = {}): Promise<string> {
  const member = await makeMember(base, { homeStoreId: shop.storeId })
  const who = { storeId: shop.storeId, memberId: member.id }
  if (owns.storedFen) await topUp(base, shop.owner.actor, { ...who, amountFen: owns.storedFen })
  for (let i = 0; i < (owns.passes ?? 0); i += 1) await sellPass(base, shop.owner.actor, { ...who, itemId: shop.passId })
  return member.id
}

/** What a member owns, lot by lot, without what time changes. */
export async function ownedBy(base: TestBase, memberId: string) {
  const { db } = readCtx(base.runtime, base.brand, system)
  return db
    .selectFrom('lot')
    .select(['id', 'kind', 'remaining', 'held', 'value_fen'])
    .where('member_id', '=', memberId)
    .orderBy('id')
    .execute()
}

/** Everything the ledger and the books of sales can prove about themselves; empty when all is well. */
export async function findingsOf(base: TestBase) {
  const ctx = readCtx(base.runtime, base.brand, system)
  return [
    ...(await verifyLots(ctx)),
    ...(await verifyTransfers(ctx)),
    ...(await verifyChains(ctx)).findings,
    ...(await verifySales(ctx)),
    ...(await verifyDeposits(ctx)),
    ...(await verifyReceivables(ctx)),
    ...(await verifyShifts(ctx)),
  ]
}
