/** Passes that were paid in parts in the demonstration: one is used as far as it is paid, one was paid up since. */
import { acceptTerms } from '../modules/contracts/index.ts'
import { readAccount } from '../modules/receivables/index.ts'
import { readCtx } from '../platform/runtime.ts'
import type { Evening } from './on-account.ts'
import { type CartInput, complete } from './sell.ts'
import { actAt } from './shop.ts'

interface Event {
  daysAgo: number
  store: 0 | 1
  /** A member of the store, by their place. */
  member: number
  act: 'buy' | 'visit' | 'pay half' | 'pay up'
}

const STORY: readonly Event[] = [
  { daysAgo: 75, store: 0, member: 4, act: 'buy' },
  { daysAgo: 68, store: 0, member: 4, act: 'visit' },
  { daysAgo: 45, store: 0, member: 4, act: 'pay up' },
  { daysAgo: 32, store: 1, member: 4, act: 'buy' },
  { daysAgo: 27, store: 0, member: 5, act: 'buy' },
  { daysAgo: 20, store: 0, member: 5, act: 'visit' },
  { daysAgo: 13, store: 0, member: 5, act: 'pay half' },
  { daysAgo: 11, store: 1, member: 4, act: 'visit' },
]

/** What of the story happens on this evening in this store. */
export async function livePartPaid(evening: Evening): Promise<void> {
  for (const event of STORY.filter((e) => e.daysAgo === evening.daysAgo && e.store === evening.store)) {
    const memberId = evening.regulars[event.member]?.memberId
    if (memberId) await live(evening, memberId, event.act)
  }
}

async function live(evening: Evening, memberId: string, act: Event['act']): Promise<void> {
  const { shop, branch, cashier, at } = evening
  const storeId = branch.store.id
  const pass = branch.catalog.items.find(
    (i) => i.kind === 'pass' && i.pass !== null && !i.pass.isUnlimited && i.pass.components.length === 1 && (i.priceFen ?? 0) <= 200_000,
  )
  const priceFen = pass?.priceFen ?? 0
  const staff = (role: 'performer' | 'seller') => [{ staffId: branch.stylists[0]?.staffId ?? '', role }]
  const sell = (line: Omit<CartInput['lines'][number], 'key'>, payFen: number) =>
    complete(evening, { storeId, memberId, lines: [{ key: 'l', ...line }] }, () =>
      payFen === 0 ? [] : [{ kind: 'wechat', amountFen: payFen, reference: '' }],
    )
  if (act === 'buy' && pass) {
    await actAt(shop, cashier.actor, at, (ctx) => acceptTerms(ctx, memberId, { termsId: shop.termsId, storeId, method: 'on_screen' }))
    const laterFen = Math.floor(priceFen / 2)
    await sell({ kind: 'pass', itemId: pass.id, laterFen, staff: staff('seller') }, priceFen - laterFen)
  }
  if (act === 'visit') await sell({ kind: 'service', itemId: pass?.pass?.components[0]?.serviceItemId, staff: staff('performer') }, 0)
  if (act === 'visit' || act === 'buy') return
  const { receivables } = await readAccount(
    { ...readCtx(shop.runtime, shop.brand, cashier.actor), now: at },
    { accountId: memberId, storeId },
  )
  const debt = receivables.find((r) => r.pass !== null && r.openFen > 0)
  if (!debt) return
  const amountFen = act === 'pay up' ? debt.openFen : Math.floor(debt.openFen / 2)
  await sell({ kind: 'settlement', accountId: memberId, debtId: debt.id, amountFen }, amountFen)
}
