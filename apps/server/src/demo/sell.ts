/** One bill of the demonstration, through the very workflows the till uses. */
import type { z } from 'zod'
import { acceptTerms } from '../modules/contracts/index.ts'
import { newId } from '../platform/ids.ts'
import { readCtx } from '../platform/runtime.ts'
import { completeTicket } from '../workflows/checkout/complete-ticket.ts'
import { loadBasis } from '../workflows/checkout/load-basis.ts'
import { quoteCart } from '../workflows/checkout/quote.ts'
import { type Cart, type CartTender, cart as cartSchema, type Quote } from '../workflows/checkout/schemas.ts'
import { enrol } from '../workflows/enrol/index.ts'
import type { Client } from './clients.ts'
import type { Chance } from './random.ts'
import { actAt, type Branch, type Employee, type Shop } from './shop.ts'

export type CartInput = Omit<z.input<typeof cartSchema>, 'tenders'>

/** Where and when a bill is made, and by whom. */
export interface Moment {
  shop: Shop
  branch: Branch
  cashier: Employee
  at: Temporal.Instant
}

/** What the bill would come to if the client's own means paid first. */
export async function preview({ shop, cashier, at }: Moment, input: CartInput): Promise<Quote> {
  const ctx = { ...readCtx(shop.runtime, shop.brand, cashier.actor), now: at }
  const cart = cartSchema.parse(input)
  return quoteCart(await loadBasis(ctx, cart), cart)
}

/**
 * Completes a bill: the client's own means first, the rest as people pay nowadays.
 * @param seen what the till was told of this bill a moment ago, if it was
 */
export function sell(moment: Moment, input: CartInput, chance: Chance, seen: Quote | null = null): Promise<{ id: string; quote: Quote }> {
  const id = newId()
  const cart = cartSchema.parse(input)
  return actAt(moment.shop, moment.cashier.actor, moment.at, async (ctx) => {
    const quote = seen ?? quoteCart(await loadBasis(ctx, cart), cart)
    await completeTicket(ctx, { ticketId: id, cart: { ...cart, tenders: tendersFor(quote, cart, chance) }, quoteHash: null })
    return { id, quote }
  })
}

/** Completes a bill that is paid as said, of what it comes to. */
export function complete({ shop, cashier, at }: Moment, input: CartInput, payWith: (totalFen: number) => CartTender[]): Promise<void> {
  const cart = cartSchema.parse({ ...input, tenders: [] })
  return actAt(shop, cashier.actor, at, async (ctx) => {
    const { totalFen } = quoteCart(await loadBasis(ctx, cart), cart)
    await completeTicket(ctx, { ticketId: newId(), cart: { ...cart, tenders: payWith(totalFen) }, quoteHash: null })
  })
}

function tendersFor(quote: Quote, cart: Cart, chance: Chance): CartTender[] {
  const storedFen = quote.tenders.find((t) => t.kind === 'stored_value')?.amountFen ?? 0
  const tenders: CartTender[] = storedFen > 0 ? [{ kind: 'stored_value', amountFen: storedFen }] : []
  if (quote.dueFen > 0) tenders.push(outside(quote.dueFen, cart, chance))
  return tenders
}

function outside(dueFen: number, cart: Cart, chance: Chance): CartTender {
  const kind = chance.weighted(
    ['wechat', 'alipay', 'cash', 'bank_card'] as const,
    (k) => ({ wechat: 58, alipay: 22, cash: 12, bank_card: 8 })[k],
  )
  if (kind !== 'cash' || cart.lines.some((l) => l.kind === 'top_up')) {
    return { kind: kind === 'cash' ? 'wechat' : kind, amountFen: dueFen, reference: '' }
  }
  // Paid with notes of ten and more.
  return { kind: 'cash', receivedFen: Math.ceil(dueFen / 1_000) * 1_000 }
}

/** Enrols a client who comes for the first time; those who will prepay accept the terms. Returns their member id. */
export async function welcome({ shop, branch, cashier, at }: Moment, client: Client): Promise<string> {
  const { person } = client
  const levelId = shop.levels[client.level]
  // A level above the lowest is the manager's to give.
  const host = client.level === 0 ? cashier : branch.manager
  const { id } = await actAt(shop, host.actor, at, (ctx) =>
    enrol(ctx, {
      ...person,
      homeStoreId: branch.store.id,
      ...(levelId === undefined ? {} : { levelId }),
      tagIds: person.tags.flatMap((name) => shop.tagIds.get(name) ?? []),
    }),
  )
  if (client.habit !== 'each_time') {
    const acceptance = { termsId: shop.termsId, storeId: branch.store.id, method: 'on_screen' as const }
    await actAt(shop, cashier.actor, at, (ctx) => acceptTerms(ctx, id, acceptance))
  }
  return id
}
