/** One visit in each store that was paid for a moment ago: at whatever hour somebody opens the demonstration, a bill of this business day may become a pass. */
import type { Client } from './clients.ts'
import { Chance } from './random.ts'
import { complete } from './sell.ts'
import type { Branch, Shop } from './shop.ts'

/** A pass that costs as much as a few visits is one that somebody would change one for. */
const WORTH_VISITS = 3

export async function payJustNow(shop: Shop, clients: readonly Client[], seed: number, until: Temporal.Instant): Promise<void> {
  const chance = new Chance(seed + 17)
  for (const [index, branch] of shop.branches.entries()) {
    const own = clients.filter((c) => c.home === index && c.memberId !== null)
    const plain = own.filter((c) => c.habit === 'each_time')
    const services = coveredServices(branch)
    if (own.length === 0 || services.length === 0) continue
    const { memberId } = chance.pick(plain.length > 0 ? plain : own)
    const staff = [{ staffId: chance.pick(branch.stylists).staffId, role: 'performer' as const }]
    const line = { key: 's1', kind: 'service' as const, itemId: chance.pick(services), pass: 'none' as const, staff }
    const moment = { shop, branch, cashier: chance.pick(branch.cashiers), at: until }
    await complete(moment, { storeId: branch.store.id, memberId, lines: [line] }, (totalFen) => [
      { kind: 'wechat', amountFen: totalFen, reference: '' },
    ])
  }
}

/** Services that a pass on sale in the store is good for. */
function coveredServices({ catalog: { items } }: Branch): string[] {
  const priceOf = (id: string) => items.find((i) => i.id === id)?.priceFen ?? 0
  const covered = items.flatMap((i) =>
    i.kind === 'pass'
      ? (i.pass?.components ?? []).flatMap(({ serviceItemId: id }) =>
          priceOf(id) > 0 && priceOf(id) * WORTH_VISITS <= (i.priceFen ?? 0) ? [id] : [],
        )
      : [],
  )
  return [...new Set(covered)].sort()
}
