/** One visit: what is done, what is bought, how it is paid, and now and then what goes wrong with it. */
import { approve } from '../modules/access/index.ts'
import type { DeskCatalog } from '../modules/catalog/index.ts'
import { readTicket } from '../modules/sales/index.ts'
import { readCtx } from '../platform/runtime.ts'
import type { Quote } from '../workflows/checkout/schemas.ts'
import { quoteRefund, refundTicket, voidTicket } from '../workflows/refund/refund-ticket.ts'
import type { Client } from './clients.ts'
import type { Chance } from './random.ts'
import { type CartInput, type Moment, preview, sell, welcome } from './sell.ts'
import { actAt } from './shop.ts'

type Item = DeskCatalog['items'][number]
type Line = CartInput['lines'][number]

/** A client's visit, or that of somebody nobody knows (`null`). */
export async function visit(moment: Moment, client: Client | null, chance: Chance): Promise<void> {
  if (client && client.memberId === null) client.memberId = await welcome(moment, client)
  const memberId = client?.memberId ?? null
  const lines = linesFor(moment, client, chance)
  const cart: CartInput = { storeId: moment.branch.store.id, memberId, lines, ticketDiscount: await discountFor(moment, chance) }
  const seen = client && client.habit !== 'each_time' ? await prepay(moment, client, cart) : null
  const sale = { ...moment, at: moment.at.add({ minutes: 3 }) }
  const { id, quote } = await sell(sale, cart, chance, cart.ticketDiscount ? null : seen)
  if (quote.totalFen > 0) await regret(sale, id, chance)
}

/** Dear services are rarer: a cut comes every month, a perm twice a year. */
function rarity(item: Item): number {
  return Math.max(1, Math.round(2_000_000 / (item.priceFen ?? 1)))
}

/** What a client mostly comes for; those who like passes choose something that there is a pass for. */
function favouriteOf(client: Client, items: readonly Item[]): string | null {
  if (client.favouriteId !== null) return client.favouriteId
  const inPasses = new Set(items.flatMap((i) => i.pass?.components.map((c) => c.serviceItemId) ?? []))
  const services = items.filter((i) => i.kind === 'service' && i.priceFen && (client.habit !== 'pass' || inPasses.has(i.id)))
  client.favouriteId = services.length > 0 ? client.chance.weighted(services, rarity).id : null
  return client.favouriteId
}

function linesFor({ branch }: Moment, client: Client | null, chance: Chance): Line[] {
  const { items } = branch.catalog
  const on = (kind: Item['kind']) => items.filter((i) => i.kind === kind && (i.priceFen ?? 0) > 0)
  const services = on('service')
  const products = on('product')
  const chosen = new Map<string, Line>()
  const count = chance.weighted([1, 2, 3], (n) => [0, 62, 32, 6][n] ?? 0)
  for (let n = 0; n < count && services.length > 0; n += 1) {
    const favouriteId = client && n === 0 && chance.happens(750) ? favouriteOf(client, items) : null
    const itemId = favouriteId ?? chance.weighted(services, rarity).id
    const staff = [{ staffId: chance.pick(branch.stylists).staffId, role: 'performer' as const, isRequested: chance.happens(400) }]
    chosen.set(itemId, { key: `s${n + 1}`, kind: 'service', itemId, staff })
  }
  if (products.length > 0 && chance.happens(160)) {
    const item = chance.pick(products)
    const staff = [{ staffId: chance.pick(branch.stylists).staffId, role: 'seller' as const }]
    chosen.set(item.id, { key: 'p1', kind: 'product', itemId: item.id, quantity: chance.happens(150) ? 2 : 1, staff })
  }
  if (chance.happens(15)) {
    const staff = [{ staffId: chance.pick(branch.stylists).staffId, role: 'performer' as const }]
    chosen.set('tip', { key: 't1', kind: 'tip', amountFen: chance.int(1, 5) * 1_000, staff })
  }
  return [...chosen.values()]
}

/** A little off is the cashier's own to give; more takes the manager's consent. */
async function discountFor(moment: Moment, chance: Chance): Promise<CartInput['ticketDiscount']> {
  if (!chance.happens(70)) return null
  if (chance.happens(500)) return { kind: 'percent', bp: 300, reason: '老顾客优惠' }
  const { shop, branch, cashier, at } = moment
  const bp = chance.pick([1_000, 1_500, 2_000])
  // Asked for a little more than is given: spread over lines, a percentage may round up.
  const request = { storeId: branch.store.id, act: 'discount' as const, approverId: branch.manager.staffId, bp: bp + 300, fen: null }
  const { id } = await actAt(shop, cashier.actor, at, (ctx) => approve(ctx, request))
  return { kind: 'percent', bp, reason: '等候过久，店长补偿', approvalId: id }
}

/**
 * Those who prepay do so when their means no longer cover the bill: a top-up, or a pass for the service they came for. Some who own a
 * pass top up as well, for what the pass is not good for.
 * @returns what the bill without a discount comes to, if their means are still the same
 */
async function prepay(moment: Moment, client: Client, cart: CartInput): Promise<Quote | null> {
  const { chance } = client
  const quote = await preview(moment, { ...cart, ticketDiscount: null })
  const { dueFen, balances } = quote
  const ownsPass = (balances?.before.passSessions ?? 0) > 0 || (balances?.before.passValueFen ?? 0) > 0
  if (dueFen === 0 || !chance.happens(ownsPass ? 300 : 750)) return quote
  const { items, tiers } = moment.branch.catalog
  const seller = [{ staffId: chance.pick(moment.branch.stylists).staffId, role: 'seller' as const }]
  const services = cart.lines.map((l) => l.itemId)
  const passes = items.filter((i) => i.kind === 'pass' && i.priceFen && i.pass?.components.some((c) => services.includes(c.serviceItemId)))
  const line: Line | null =
    client.habit === 'pass' && !ownsPass && passes.length > 0
      ? { key: 'card', kind: 'pass', itemId: chance.pick(passes).id, staff: seller }
      : tiers.length > 0
        ? {
            key: 'top',
            kind: 'top_up',
            itemId: chance.weighted(tiers, (t) => Math.max(1, Math.round(1_000_000 / t.amountFen))).itemId,
            staff: seller,
          }
        : null
  if (!line) return quote
  await sell(moment, { storeId: cart.storeId, memberId: client.memberId, lines: [line] }, chance)
  return null
}

/** Of a hundred bills two are taken back: one as a mistake, whole, the other in part. */
async function regret(moment: Moment, ticketId: string, chance: Chance): Promise<void> {
  const { shop, branch } = moment
  const isMistake = chance.happens(8)
  if (!isMistake && !chance.happens(14)) return
  const at = moment.at.add({ minutes: 12 })
  const { actor } = branch.manager
  if (isMistake) {
    await actAt(shop, actor, at, (ctx) => voidTicket(ctx, ticketId, { reasonCode: 'mistake', note: '开错单', approvalId: null }))
    return
  }
  const ticket = await readTicket({ ...readCtx(shop.runtime, shop.brand, actor), now: at }, ticketId)
  const line =
    ticket.lines.find((l) => l.kind === 'product' && l.netFen > 0) ?? ticket.lines.find((l) => l.kind === 'service' && l.netFen > 0)
  if (!line) return
  const isProduct = line.kind === 'product'
  const lines = [{ lineId: line.id, quantity: 1, restock: isProduct }]
  await actAt(shop, actor, at, async (ctx) => {
    const { totalFen } = await quoteRefund(ctx, ticketId, lines)
    const reasonCode = isProduct ? ('product_return' as const) : ('dissatisfied' as const)
    await refundTicket(ctx, ticketId, {
      lines,
      reasonCode,
      note: '',
      payouts: [],
      approvalId: null,
      tillId: null,
      expectedTotalFen: totalFen,
    })
  })
}
