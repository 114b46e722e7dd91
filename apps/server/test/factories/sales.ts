/** Sales for tests: through the workflow itself, quoted by nobody. */

import type { z } from 'zod'
import type { Actor } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/ids.ts'
import { readCtx, write } from '../../src/platform/runtime.ts'
import { completeTicket } from '../../src/workflows/checkout/complete-ticket.ts'
import { loadBasis } from '../../src/workflows/checkout/load-basis.ts'
import { quoteCart } from '../../src/workflows/checkout/quote.ts'
import { cart as cartSchema, type Quote } from '../../src/workflows/checkout/schemas.ts'
import { quoteRefund, refundTicket, voidTicket } from '../../src/workflows/refund/refund-ticket.ts'
import type { TestBase } from '../harness.ts'

export type CartInput = z.input<typeof cartSchema>

/** What the till would show for a cart. */
export async function quoteOf(base: TestBase, actor: Actor, input: CartInput): Promise<Quote> {
  const cart = cartSchema.parse(input)
  return quoteCart(await loadBasis(readCtx(base.runtime, base.brand, actor), cart), cart)
}

/** Completes a cart as the actor; without tenders the member's own means and cash for the rest. */
export async function makeSale(base: TestBase, actor: Actor, input: CartInput, ticketId: string = newId(), heldVersion = 0) {
  const cart = cartSchema.parse(input.tenders ? input : { ...input, tenders: await planOf(base, actor, input) })
  const { result } = await write(base.runtime, base.brand, actor, (ctx) =>
    completeTicket(ctx, { ticketId, cart, quoteHash: null, heldVersion }),
  )
  return result
}

async function planOf(base: TestBase, actor: Actor, input: CartInput): Promise<NonNullable<CartInput['tenders']>> {
  const quote = await quoteOf(base, actor, { ...input, tenders: 'auto' })
  const stored = quote.tenders
    .filter((t) => t.kind === 'stored_value')
    .map((t) => ({ kind: 'stored_value' as const, amountFen: t.amountFen }))
  return [...stored, { kind: 'cash', receivedFen: quote.dueFen }]
}

/** Tops a member up in cash. */
export function topUp(base: TestBase, actor: Actor, input: { storeId: string; memberId: string; itemId?: string; amountFen?: number }) {
  const { storeId, memberId, ...what } = input
  return makeSale(base, actor, { storeId, memberId, lines: [{ key: 'top-up', kind: 'top_up', ...what }] })
}

/** Sells a member a pass, paid in cash. */
export async function sellPass(base: TestBase, actor: Actor, input: { storeId: string; memberId: string; itemId: string }) {
  const line = { key: 'pass', kind: 'pass' as const, itemId: input.itemId }
  const cart = { storeId: input.storeId, memberId: input.memberId, lines: [line] }
  const quote = await quoteOf(base, actor, { ...cart, tenders: [] })
  return makeSale(base, actor, { ...cart, tenders: [{ kind: 'cash', receivedFen: quote.totalFen }] })
}

/** Refunds lines of a ticket for what the worksheet says. */
export async function refund(
  base: TestBase,
  actor: Actor,
  ticketId: string,
  lines: { lineId: string; quantity: number }[],
  approvalId: string | null = null,
) {
  const wanted = lines.map((l) => ({ ...l, restock: false }))
  const sheet = await quoteRefund(readCtx(base.runtime, base.brand, actor), ticketId, wanted)
  const body = {
    lines: wanted,
    reasonCode: 'mistake' as const,
    note: '',
    payouts: [],
    approvalId,
    tillId: null,
    expectedTotalFen: sheet.totalFen,
  }
  const { result } = await write(base.runtime, base.brand, actor, (ctx) => refundTicket(ctx, ticketId, body))
  return result
}

export async function voidSale(base: TestBase, actor: Actor, ticketId: string) {
  const { result } = await write(base.runtime, base.brand, actor, (ctx) =>
    voidTicket(ctx, ticketId, { reasonCode: 'mistake', note: '', approvalId: null }),
  )
  return result
}
