/**
 * Exchange 换货: goods of a bill come back and others are sold, in one transaction. It is a refund and a sale like any other, linked, so that
 * both sides are priced, posted and proved by the workflows that know how; outside money is not handed out and in again, it pays as
 * a tender `exchange` that remembers the way it was paid. What paid from lots, deposits or an account goes back there first and may pay anew.
 * A visit is exchanged for the pass that covers it 升级为次卡: on its own day, nothing is handed out, and its first session pays the visit.
 * Locks in the order of a refund and a sale, all of them before anything moves.
 */
import { noteExchange } from '../../modules/sales/index.ts'
import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { sumFen } from '../../platform/money.ts'
import { type Cart, completeSale, loadBasis, partiesOf, type Quote, quoteCart } from '../checkout/index.ts'
import {
  beginRefund,
  type Credit,
  creditOf,
  finishRefund,
  keepBack,
  loadPosted,
  lockPosted,
  type Payout,
  type Posted,
  type PostedLine,
  payoutsOf,
  type UnwindRequest,
  type Unwound,
  unwind,
  worksheetOf,
} from '../refund/index.ts'
import { basisAfter } from './basis-after.ts'
import { ExchangeChanged, ExchangeGoodsOnly, ExchangeStore, UpgradeTooLate, UpgradeUnfit } from './errors.ts'
import type { ExchangeBody, Exchanged } from './schemas.ts'

/** What comes back and what the new goods cost with it; nothing is written. */
export async function quoteExchange(ctx: ReadCtx, ticketId: string, input: { lines: readonly UnwindRequest[]; cart: Cart }) {
  const posted = await loadPosted(ctx, ticketId)
  const unwound = takeGoods(posted, input.lines, input.cart)
  const payouts = payoutsOf(posted, unwound, [])
  const basis = await basisAfter(ctx, await loadBasis(ctx, input.cart), input.cart, posted, unwound, payouts)
  const quote = quoteCart({ ...basis, credit: creditOf(payouts) }, input.cart)
  const used = usedOf(quote)
  const kept = keepBack(payouts, used)
  const isUpgrade = unwound.lines.some((l) => l.kind === 'service')
  if (isUpgrade && paidBack(kept) > 0) throw new UpgradeUnfit({ paidBackFen: paidBack(kept) })
  const sheet = await worksheetOf(ctx, posted, unwound)
  const froms = new Map(sheet.tenders.map((t) => [t.tenderId, t]))
  const tenders = kept.map(({ reason: _, ...p }) => {
    const from = froms.get(p.tenderId)
    return {
      ...p,
      fromKind: from?.fromKind ?? p.kind,
      memberId: from?.memberId ?? null,
      memberName: from?.memberName ?? null,
      sourceName: from?.sourceName ?? null,
    }
  })
  // Of an upgrade no money leaves the shop.
  const needsApproval = isUpgrade ? null : sheet.needsApproval
  return {
    worksheet: { ...sheet, tenders, needsApproval },
    quote,
    creditFen: sumFen(used.map((c) => c.amountFen)),
    paidBackFen: paidBack(kept),
  }
}

/** Takes goods back and sells others. @throws the problems listed on the route */
export async function exchangeGoods(ctx: WriteCtx, ticketId: string, body: ExchangeBody): Promise<Exchanged> {
  const { cart } = body
  const locked = await lockPosted(ctx, ticketId, partiesOf(cart))
  const { posted } = locked
  authorize(ctx, 'refund', 'Ticket', posted.storeId)
  const unwound = takeGoods(posted, body.lines, cart)
  const isUpgrade = unwound.lines.some((l) => l.kind === 'service')
  if (unwound.totalFen !== body.expectedTotalFen)
    throw new ExchangeChanged({ beforeFen: body.expectedTotalFen, afterFen: unwound.totalFen })
  const payouts = payoutsOf(posted, unwound, [])
  const begun = await beginRefund(ctx, locked, unwound, payouts, { ...body, tillId: cart.tillId, isKept: isUpgrade })
  const { posted: sold, quote } = await completeSale(ctx, { ...body, credit: creditOf(payouts) })
  const used = usedOf(quote)
  const kept = keepBack(payouts, used)
  if (isUpgrade && paidBack(kept) > 0) throw new UpgradeUnfit({ paidBackFen: paidBack(kept) })
  const refunded = await finishRefund(ctx, begun, kept, undefined)
  const id = newId()
  const creditFen = sumFen(used.map((c) => c.amountFen))
  await noteExchange(ctx, { id, refundId: refunded.id, ticketId: sold.id, creditFen })
  ctx.audit({
    action: 'ticket.exchange',
    subjectKind: 'Ticket',
    subjectId: ticketId,
    storeId: posted.storeId,
    detail: { exchangeId: id, refundId: refunded.id, ticketId: sold.id, creditFen },
  })
  return {
    id,
    refundId: refunded.id,
    refundNumber: refunded.number,
    ticketId: sold.id,
    ticketNumber: sold.number,
    refundFen: refunded.totalFen,
    saleFen: sold.totalFen,
    creditFen,
    paidBackFen: paidBack(kept),
  }
}

/** @throws ExchangeStore, ExchangeGoodsOnly, UpgradeTooLate and what a refund of these lines throws */
function takeGoods(posted: Posted, lines: readonly UnwindRequest[], cart: Cart): Unwound {
  if (cart.storeId !== posted.storeId) throw new ExchangeStore({ storeId: posted.storeId })
  const isWanted = (id: string) => lines.some((wanted) => wanted.lineId === id)
  const visits = posted.lines.filter((l) => l.kind === 'service' && isWanted(l.id) && isCovered(posted, l, lines, cart))
  if (visits.length > 0 && posted.businessDay !== posted.today)
    throw new UpgradeTooLate({ businessDay: posted.businessDay, today: posted.today })
  const other = posted.lines.find((l) => l.kind !== 'product' && isWanted(l.id) && !visits.includes(l))
  if (other) throw new ExchangeGoodsOnly({ lineId: other.id, kind: other.kind })
  return unwind(posted, lines)
}

/** A visit that was paid for by itself, and that the cart sells anew by a session of a pass it sells. */
function isCovered(posted: Posted, line: PostedLine, wanted: readonly UnwindRequest[], cart: Cart): boolean {
  const byPass = posted.tenders.some((t) => t.kind === 'pass' && line.allocations.some((a) => a.tenderId === t.id))
  const quantity = wanted.find((w) => w.lineId === line.id)?.quantity ?? 0
  const anew = cart.lines.filter(
    (l) => l.kind === 'service' && l.itemId === line.itemId && typeof l.pass === 'object' && 'lineKey' in l.pass,
  )
  return !byPass && anew.reduce((n, l) => n + l.quantity, 0) >= quantity
}

function usedOf(quote: Quote): Credit[] {
  return quote.tenders.flatMap((t) =>
    t.kind === 'exchange' && t.originKind !== null ? [{ kind: t.originKind, amountFen: t.amountFen }] : [],
  )
}

/** Outside money that leaves the shop. */
function paidBack(payouts: readonly Payout[]): number {
  return sumFen(creditOf(payouts).map((c) => c.amountFen))
}
