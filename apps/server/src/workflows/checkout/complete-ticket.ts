/**
 * The sale. In one transaction: lock the bill and all that it draws on, gather the facts, price the cart with the very function that made
 * the preview, refuse if the answer differs from what the cashier saw, move wallets, deposits and debts, post the ticket into the
 * shift of its till. Locks in this order: ticket, household, wallets, deposits, accounts (each by ascending id), till and shift, document counter.
 */
import { useApproval } from '../../modules/access/index.ts'
import { PinNeeded, PinNotSet, useProof } from '../../modules/cards/index.ts'
import { lockDeposits, moveDeposits, takeDeposits } from '../../modules/deposits/index.ts'
import { lockHouseholdOf } from '../../modules/households/index.ts'
import { requestAtTill, type TillPrint } from '../../modules/printing/index.ts'
import { chargeAccounts, lockAccounts, settleAccounts } from '../../modules/receivables/index.ts'
import {
  checkHeld,
  type LockedTicket,
  lockTicket,
  noteCompanions,
  type PostedTicket,
  postTicket,
  TicketClosed,
  type TicketRows,
} from '../../modules/sales/index.ts'
import { takeShift } from '../../modules/shifts/index.ts'
import { lockWallets, post, type WalletHead } from '../../modules/wallet/index.ts'
import { together } from '../../platform/connection.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { sumFen } from '../../platform/money.ts'
import type { Basis, ExchangeCredit } from './basis.ts'
import { ApprovalNeeded, CardCapExceeded, PaymentIncomplete, QuoteChanged, TermsNotAccepted, TicketOfAnotherStore } from './errors.ts'
import { loadBasis } from './load-basis.ts'
import { chargesOf, depositsOf, settlementsOf, usedDepositsOf } from './money-postings.ts'
import { partiesOf } from './parties.ts'
import { isByHand, leastBp } from './price-lines.ts'
import { quoteCart, withoutTerms } from './quote.ts'
import { rowsOf } from './rows.ts'
import type { Cart, Quote } from './schemas.ts'
import { type NewLotIds, walletPostings } from './wallet-postings.ts'

export interface CompleteInput {
  /** Made by the till when the bill is opened: a double submit names the same bill. */
  ticketId: string
  cart: Cart
  /** What the cashier saw; null only where nobody looked (demo data, imports). */
  quoteHash: string | null
  /** The version of the held bill this till fetched; 0 for one that was never held. */
  heldVersion?: number
  /** Worth of goods that are returned in the same act. */
  credit?: readonly ExchangeCredit[]
  /** The paper and the drawer the till wants with it; nothing unless asked for. */
  print?: TillPrint | undefined
  /** The holder's consent to spending as much as this bill takes of their means. */
  pinProofId?: string | null
  /** The same of other payers. */
  payerProofs?: readonly { memberId: string; proofId: string }[]
}

export interface Completed {
  posted: PostedTicket
  quote: Quote
}

/** Completes a new or held bill. @throws TicketClosed, TicketTaken, QuoteChanged, PaymentIncomplete, ApprovalNeeded, TermsNotAccepted and what the quote throws */
export async function completeTicket(ctx: WriteCtx, input: CompleteInput): Promise<PostedTicket> {
  return (await completeSale(ctx, input)).posted
}

/** `completeTicket`, with the quote it was sold by: for acts that have to know what it took of a credit. */
export async function completeSale(ctx: WriteCtx, input: CompleteInput): Promise<Completed> {
  const { cart, ticketId } = input
  authorize(ctx, 'sell', 'Ticket', cart.storeId)
  const parties = partiesOf(cart)
  const [held, , heads, , , facts, shiftId] = await together([
    lockTicket(ctx, ticketId),
    lockHouseholdOf(ctx, parties.companionIds.length > 0 ? cart.memberId : null),
    lockWallets(ctx, parties.memberIds),
    lockDeposits(ctx, parties.depositIds),
    lockAccounts(ctx, parties.accountIds),
    loadBasis(ctx, cart),
    takeShift(ctx, cart),
  ])
  if (held) await checkBill(ctx, held, input)
  const basis: Basis = { ...facts, credit: input.credit ?? [] }
  const quote = quoteCart(basis, cart)
  refuse(basis, quote, input)
  const { rows, lotIds } = rowsOf(ctx, { basis, ticketId, cart, quote, shiftId })
  await consumeApprovals(ctx, basis, quote, ticketId)
  const posted = await postSale(ctx, { basis, input, quote, rows, lotIds, heads, wasHeld: held !== null })
  ctx.audit({
    action: 'ticket.complete',
    subjectKind: 'Ticket',
    subjectId: ticketId,
    storeId: cart.storeId,
    detail: { number: posted.number, totalFen: quote.totalFen, discountFen: quote.discountFen },
  })
  return { posted, quote }
}

async function checkBill(ctx: WriteCtx, held: LockedTicket, input: CompleteInput): Promise<void> {
  const { ticketId } = input
  if (held.state !== 'held') throw new TicketClosed({ ticketId, state: held.state })
  if (held.storeId !== input.cart.storeId) throw new TicketOfAnotherStore({ ticketId })
  await checkHeld(ctx, held, input.heldVersion ?? 0)
}

interface Sale {
  basis: Basis
  input: CompleteInput
  quote: Quote
  rows: TicketRows
  lotIds: NewLotIds
  heads: ReadonlyMap<string, WalletHead>
  wasHeld: boolean
}

/** Everything the sale moves, in one round trip; what few bills do sends nothing for the others. */
async function postSale(ctx: WriteCtx, { basis, input, quote, rows, lotIds, heads, wasHeld }: Sale): Promise<PostedTicket> {
  const { id, storeId } = rows
  const { cart, print } = input
  // A lot that the bill both sells and uses has to be there before the line that names it.
  const wallets = [...heads.values()].map((head) => post(ctx, head, walletPostings(basis, id, rows, head.memberId, lotIds)))
  const ticket = postTicket(ctx, rows, wasHeld)
  await together([
    ...wallets,
    ticket,
    ...consumeProofs(ctx, input, quote),
    noteCompanions(ctx, id, partiesOf(cart).companionIds),
    takeDeposits(ctx, depositsOf(cart, rows)),
    moveDeposits(ctx, { kind: 'ticket', id }, usedDepositsOf(rows)),
    chargeAccounts(ctx, chargesOf(rows)),
    settleAccounts(ctx, { id, storeId }, settlementsOf(cart, rows)),
    print ? requestAtTill(ctx, paperOf(rows, print)) : null,
  ])
  return ticket
}

/** Cash opens the drawer, whether paper is wanted or not. */
function paperOf({ id, storeId, tenders }: TicketRows, print: TillPrint) {
  return { storeId, print, source: { kind: 'ticket' as const, id }, hasCash: tenders.some((t) => t.kind === 'cash') }
}

function refuse(basis: Basis, quote: Quote, input: CompleteInput): void {
  const seen = input.quoteHash
  if (seen !== null && seen !== quote.quoteHash) throw new QuoteChanged({ quote })
  if (quote.dueFen !== 0) throw new PaymentIncomplete({ dueFen: quote.dueFen })
  if (quote.needsApproval) throw new ApprovalNeeded(quote.needsApproval)
  const [memberId] = withoutTerms(basis, quote.lines)
  if (memberId !== undefined) throw new TermsNotAccepted({ memberId, termsId: basis.termsId })
  const overCap = quote.notices.find((n) => n.code === 'card_cap_exceeded')
  if (overCap) throw new CardCapExceeded(overCap.params)
  const noPin = quote.notices.find((n) => n.code === 'pin_needed_first')
  if (noPin) throw new PinNotSet(noPin.params)
  const unproved = quote.payers.find((p) => p.needsProof && proofOf(input, p.memberId) === null)
  if (unproved) throw new PinNeeded({ ...unproved.needsProof, memberId: unproved.memberId })
}

/** The consent a payer gave: the bill's own member beside the cart, others by name. */
function proofOf({ cart, pinProofId, payerProofs }: CompleteInput, memberId: string): string | null {
  return (memberId === cart.memberId ? pinProofId : payerProofs?.find((p) => p.memberId === memberId)?.proofId) ?? null
}

/** Uses up the holders' consents; they wait for nothing, so they travel with what is posted, and a refusal takes all of it back. */
function consumeProofs(ctx: WriteCtx, input: CompleteInput, quote: Quote): Promise<void>[] {
  return quote.payers.flatMap(({ memberId, needsProof }) => {
    const proofId = proofOf(input, memberId)
    if (!needsProof || proofId === null) return []
    const { amountFen } = needsProof
    return [useProof(ctx, { proofId, memberId, storeId: input.cart.storeId, usedFor: input.ticketId, amountFen })]
  })
}

/** Uses up the approvals that carry a price given by hand, each once, for the largest step it stands for. */
async function consumeApprovals(ctx: WriteCtx, basis: Basis, quote: Quote, ticketId: string): Promise<void> {
  const needed = new Map<string, { bp: number; fen: number }>()
  for (const line of quote.lines) {
    const byHand = line.adjustments.filter(isByHand)
    const byHandFen = -sumFen(byHand.map((a) => a.amountFen))
    const bp = leastBp(byHandFen, line.netFen + byHandFen)
    for (const { approvalId, amountFen } of byHand) {
      if (approvalId === null) continue
      // Beyond the approval's limit only where the cashier's own limit covers the line.
      const { limitBp, limitFen } = basis.approvals.get(approvalId) ?? { limitBp: null, limitFen: null }
      const before = needed.get(approvalId) ?? { bp: 0, fen: 0 }
      const fen = Math.min(Math.max(0, amountFen), limitFen ?? amountFen)
      needed.set(approvalId, { bp: Math.max(before.bp, Math.min(bp, limitBp ?? bp)), fen: Math.max(before.fen, fen) })
    }
  }
  for (const [approvalId, { bp, fen }] of needed) {
    const act = basis.approvals.get(approvalId)?.act ?? 'discount'
    const size = act === 'discount' ? { bp } : { fen }
    await useApproval(ctx, { approvalId, act, storeId: basis.storeId, usedFor: ticketId, ...size })
  }
}
