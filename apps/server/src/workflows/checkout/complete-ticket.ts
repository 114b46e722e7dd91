/**
 * The sale. In one transaction: lock the bill and the wallet, gather the facts, price the cart with the very function that made the
 * preview, refuse if the answer differs from what the cashier saw, move the wallet, post the ticket into the shift of its till.
 * Locks in this order: ticket, wallet, till and shift, document counter.
 */
import { useApproval } from '../../modules/access/index.ts'
import { PinNeeded, PinNotSet, useProof } from '../../modules/cards/index.ts'
import { requestAtTill, type TillPrint } from '../../modules/printing/index.ts'
import { lockTicket, type PostedTicket, postTicket, TicketClosed, type TicketRows } from '../../modules/sales/index.ts'
import { takeShift } from '../../modules/shifts/index.ts'
import { lockWallet, post } from '../../modules/wallet/index.ts'
import { together } from '../../platform/connection.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { sumFen } from '../../platform/money.ts'
import type { Basis } from './basis.ts'
import { ApprovalNeeded, CardCapExceeded, PaymentIncomplete, QuoteChanged, TermsNotAccepted, TicketOfAnotherStore } from './errors.ts'
import { loadBasis } from './load-basis.ts'
import { leastBp } from './price-lines.ts'
import { quoteCart } from './quote.ts'
import type { Cart, Quote } from './schemas.ts'
import { shareOut } from './shares.ts'
import { walletPostings } from './wallet-postings.ts'

export interface CompleteInput {
  /** Made by the till when the bill is opened: a double submit names the same bill. */
  ticketId: string
  cart: Cart
  /** What the cashier saw; null only where nobody looked (demo data, imports). */
  quoteHash: string | null
  /** The paper and the drawer the till wants with it; nothing unless asked for. */
  print?: TillPrint | undefined
  /** The holder's consent to spending as much as this bill takes of their means. */
  pinProofId?: string | null
}

/** Completes a new or held bill. @throws TicketClosed, QuoteChanged, PaymentIncomplete, ApprovalNeeded, TermsNotAccepted and what the quote throws */
export async function completeTicket(ctx: WriteCtx, input: CompleteInput): Promise<PostedTicket> {
  const { cart, ticketId } = input
  authorize(ctx, 'sell', 'Ticket', cart.storeId)
  const [held, head, basis, shiftId] = await together([
    lockTicket(ctx, ticketId),
    cart.memberId === null ? null : lockWallet(ctx, cart.memberId),
    loadBasis(ctx, cart),
    takeShift(ctx, cart),
  ])
  if (held && held.state !== 'held') throw new TicketClosed({ ticketId, state: held.state })
  if (held && held.storeId !== cart.storeId) throw new TicketOfAnotherStore({ ticketId })
  const quote = quoteCart(basis, cart)
  refuse(basis, quote, input)
  const rows = rowsOf(ctx, basis, input, quote, shiftId)
  await consumeApprovals(ctx, basis, quote, ticketId)
  const [, , posted] = await together([
    consumeProof(ctx, input, quote),
    head ? post(ctx, head, walletPostings(basis, ticketId, rows)) : null,
    postTicket(ctx, rows, held !== null),
    input.print ? requestAtTill(ctx, paperOf(input, input.print, quote)) : null,
  ])
  ctx.audit({
    action: 'ticket.complete',
    subjectKind: 'Ticket',
    subjectId: ticketId,
    storeId: cart.storeId,
    detail: { number: posted.number, totalFen: quote.totalFen, discountFen: quote.discountFen },
  })
  return posted
}

/** Cash opens the drawer, whether paper is wanted or not. */
function paperOf({ ticketId, cart }: CompleteInput, print: TillPrint, quote: Quote) {
  const hasCash = quote.tenders.some((t) => t.kind === 'cash')
  return { storeId: cart.storeId, print, source: { kind: 'ticket' as const, id: ticketId }, hasCash }
}

function refuse(basis: Basis, quote: Quote, input: CompleteInput): void {
  const seen = input.quoteHash
  if (seen !== null && seen !== quote.quoteHash) throw new QuoteChanged({ quote })
  if (quote.dueFen !== 0) throw new PaymentIncomplete({ dueFen: quote.dueFen })
  if (quote.needsApproval) throw new ApprovalNeeded(quote.needsApproval)
  const prepays = quote.lines.some((l) => l.kind === 'top_up' || l.kind === 'pass')
  if (prepays && basis.member && !basis.member.hasAcceptedTerms)
    throw new TermsNotAccepted({ memberId: basis.member.id, termsId: basis.termsId })
  const overCap = quote.notices.find((n) => n.code === 'card_cap_exceeded')
  if (overCap) throw new CardCapExceeded(overCap.params)
  const noPin = quote.notices.find((n) => n.code === 'pin_needed_first')
  if (noPin) throw new PinNotSet(noPin.params)
  if (quote.needsProof && !input.pinProofId) throw new PinNeeded(quote.needsProof)
}

/** Uses up the holder's consent; it waits for nothing, so it travels with what is posted, and a refusal takes all of it back. */
function consumeProof(ctx: WriteCtx, { cart, ticketId, pinProofId }: CompleteInput, quote: Quote): Promise<void> | null {
  if (!quote.needsProof || !pinProofId || cart.memberId === null) return null
  const { amountFen } = quote.needsProof
  return useProof(ctx, { proofId: pinProofId, memberId: cart.memberId, storeId: cart.storeId, usedFor: ticketId, amountFen })
}

/** Uses up the approvals that carry a discount, each once, for the largest discount it stands for. */
async function consumeApprovals(ctx: WriteCtx, basis: Basis, quote: Quote, ticketId: string): Promise<void> {
  const needed = new Map<string, number>()
  for (const line of quote.lines) {
    const manual = line.adjustments.filter((a) => a.kind === 'manual')
    const manualFen = -sumFen(manual.map((a) => a.amountFen))
    const bp = leastBp(manualFen, line.netFen + manualFen)
    for (const { approvalId } of manual) {
      if (approvalId === null) continue
      // Beyond the approval's limit only where the cashier's own limit covers the line.
      const carried = Math.min(bp, basis.approvals.get(approvalId)?.limitBp ?? bp)
      needed.set(approvalId, Math.max(needed.get(approvalId) ?? 0, carried))
    }
  }
  for (const [approvalId, bp] of needed)
    await useApproval(ctx, { approvalId, act: 'discount', storeId: basis.storeId, usedFor: ticketId, bp })
}

/** The ticket as it will be posted: every row with its id. */
function rowsOf(ctx: WriteCtx, basis: Basis, input: CompleteInput, quote: Quote, shiftId: string): TicketRows {
  const { cart } = input
  const tenders = quote.tenders.map((t) => ({ id: newId(), ...t }))
  const tenderId = (ordinal: number) => tenders.find((t) => t.ordinal === ordinal)?.id ?? ''
  const staffOf = new Map(cart.lines.map((l) => [l.key, l]))
  const lines = quote.lines.map((line, index) => {
    const id = newId()
    const cartLine = staffOf.get(line.key)
    return {
      id,
      ordinal: index + 1,
      kind: line.kind,
      itemId: line.itemId,
      name: line.name,
      quantity: line.quantity,
      unitListFen: line.unitListFen,
      listFen: line.listFen,
      netFen: line.netFen,
      bonusFen: line.bonusFen,
      adjustments: line.adjustments.map((a, i) => ({ id: newId(), ordinal: i + 1, ...a })),
      allocations: line.allocations.map((a) => ({
        id: newId(),
        tenderId: tenderId(a.tenderOrdinal),
        lotId: a.lotId,
        quantity: a.quantity,
        amountFen: a.amountFen,
      })),
      shares: cartLine ? shareOut(cartLine, line.netFen).map((s) => ({ id: newId(), ...s })) : [],
    }
  })
  return {
    id: input.ticketId,
    storeId: basis.storeId,
    storeCode: basis.storeCode,
    memberId: cart.memberId,
    businessDay: basis.today,
    shiftId,
    priceBookVersion: quote.priceBookVersion,
    listFen: quote.listFen,
    discountFen: quote.discountFen,
    roundingFen: quote.roundingFen,
    totalFen: quote.totalFen,
    note: cart.note,
    completedBy: ctx.actor.id,
    lines,
    tenders,
  }
}
