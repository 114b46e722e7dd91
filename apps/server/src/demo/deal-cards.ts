/** Cards of the demonstration: most who prepay have one, some lost theirs, some set a PIN; gift cards, and one wallet that changed hands. */
import { hashSecret } from '../modules/access/index.ts'
import { blockCard, issueCard, replaceCard, setPin } from '../modules/cards/index.ts'
import { readLots } from '../modules/wallet/index.ts'
import { sumFen } from '../platform/money.ts'
import { readCtx } from '../platform/runtime.ts'
import { claimGift } from '../workflows/gift/claim-gift-card.ts'
import { openGiftCard } from '../workflows/gift/sell-gift-card.ts'
import { newTransfer } from '../workflows/transfer/schemas.ts'
import { transfer } from '../workflows/transfer/transfer.ts'
import type { Client } from './clients.ts'
import { Chance } from './random.ts'
import { sell } from './sell.ts'
import { actAt, type Branch, type Shop } from './shop.ts'

/** The payment PIN of every member of the demonstration who has one. */
const MEMBER_PIN = '246810'
const CARDS_AT_MOST = 160

interface Dealing {
  shop: Shop
  branch: Branch
  at: Temporal.Instant
  chance: Chance
}

/** Deals cards on the last day; what came before was sold without. */
export async function dealCards(shop: Shop, clients: readonly Client[], seed: number, until: Temporal.Instant): Promise<void> {
  const pinHash = await hashSecret(MEMBER_PIN)
  const known = clients.filter((c) => c.memberId !== null && c.habit !== 'each_time')
  // While nobody has a PIN yet.
  await handOver(shop, known, until)
  for (const [index, branch] of shop.branches.entries()) {
    const dealing = { shop, branch, at: until.subtract({ minutes: 90 - index }), chance: new Chance(seed + 77 + index) }
    const here = known.filter((c) => c.home === index).slice(0, CARDS_AT_MOST / shop.branches.length)
    for (const [n, client] of here.entries()) await deal(dealing, client.memberId ?? '', n, pinHash)
    await sellGifts(dealing, here)
  }
}

async function deal({ shop, branch, at }: Dealing, memberId: string, n: number, pinHash: string): Promise<void> {
  const storeId = branch.store.id
  const { actor } = branch.manager
  await actAt(shop, actor, at, async (ctx) => {
    const form = n % 3 === 0 ? ('virtual' as const) : ('physical' as const)
    const card = await issueCard(ctx, { memberId, storeId, form, activate: n % 17 !== 5 })
    if (n % 13 === 2) await replaceCard(ctx, { cardId: card.id, storeId, kind: 'reissue', reason: '卡片遗失' })
    if (n % 29 === 7) await blockCard(ctx, { cardId: card.id, storeId, why: 'lost', reason: '顾客来电挂失', stopSpending: true })
    if (n % 11 === 3) await setPin(ctx, memberId, { pinHash, over: null }, storeId)
  })
}

/** A few gift cards: most wait for somebody, one was claimed. */
async function sellGifts({ shop, branch, at, chance }: Dealing, here: readonly Client[]): Promise<void> {
  const storeId = branch.store.id
  const cashier = chance.pick(branch.cashiers)
  for (const [n, amountFen] of [20_000, 50_000, 30_000].entries()) {
    const moment = { shop, branch, cashier, at: at.add({ minutes: 5 * n }) }
    const card = await actAt(shop, cashier.actor, moment.at, (ctx) => openGiftCard(ctx, storeId))
    await sell(moment, { storeId, memberId: card.memberId, lines: [{ key: 'gift', kind: 'top_up', amountFen }] }, chance)
    const claimer = n === 0 ? here[4]?.memberId : undefined
    if (claimer)
      await actAt(shop, cashier.actor, moment.at.add({ minutes: 3 }), (ctx) =>
        claimGift(ctx, { giftCardId: card.id, memberId: claimer, storeId }),
      )
  }
}

/** One who moves away gives what is left to a friend. */
async function handOver(shop: Shop, known: readonly Client[], until: Temporal.Instant): Promise<void> {
  const branch = shop.branches[0]
  const [from, to] = known.filter((c) => c.home === 0 && c.habit === 'stored_value').slice(-2)
  if (!branch || !from?.memberId || !to?.memberId) return
  const at = until.subtract({ minutes: 120 })
  const { actor } = branch.manager
  const lots = await readLots(readCtx(shop.runtime, shop.brand, actor), from.memberId)
  const usable = lots.filter((lot) => lot.unit === 'fen' && !lot.isFrozen && lot.expiresOn === null)
  if (usable.length === 0) return
  const input = newTransfer.parse({
    storeId: branch.store.id,
    fromMemberId: from.memberId,
    toMemberId: to.memberId,
    parts: usable.map((lot) => ({ lotId: lot.id, quantity: lot.remaining })),
    reason: '搬去外地，余额转给朋友',
    expectedValueFen: sumFen(usable.map((lot) => lot.valueFen)),
  })
  await actAt(shop, actor, at, (ctx) => transfer(ctx, input, null))
}
