/** What each line costs and why: list → store price → level discount → pass price or manual discount. Pure. */
import type { SellableItem } from '../../modules/catalog/index.ts'
import {
  choosePass,
  type Lot,
  LotUnusable,
  obstacleOf,
  type Part,
  servesVisit,
  takeSessions,
  withoutParts,
} from '../../modules/wallet/index.ts'
import { allocate, percentOf, sumFen } from '../../platform/money.ts'
import type { Basis } from './basis.ts'
import { DiscountTooLarge, ItemNotSold, LineInvalid, MemberNeeded } from './errors.ts'
import type { Adjustment, Cart, CartLine, ManualDiscount } from './schemas.ts'

/** A line on its way through the stages. */
export interface PricedLine {
  key: string
  kind: CartLine['kind']
  itemId: string | null
  name: string
  quantity: number
  unitListFen: number
  listFen: number
  netFen: number
  bonusFen: number
  adjustments: Adjustment[]
  /** The sessions that pay this line, if a pass does. */
  sessions: (Part & { lot: Lot }) | null
  /** The least percentage, in basis points, that gives the manual discount: what a role limit is held against. */
  manualBp: number
  approvalIds: string[]
}

export interface PricedCart {
  lines: PricedLine[]
  /** The lots as they are once the sessions above are taken. */
  lotsLeft: readonly Lot[]
}

/** Prices every line of a cart. @throws ItemNotSold, LineInvalid, MemberNeeded, LotUnusable, DiscountTooLarge */
export function priceLines(basis: Basis, cart: Cart): PricedCart {
  let lotsLeft = basis.lots
  const lines = cart.lines.map((cartLine) => {
    const line = openLine(basis, cartLine)
    applyStorePrice(basis, line)
    const pass = choosePassFor(basis, cartLine, line, lotsLeft)
    if (pass) {
      line.sessions = { ...takeSessions(pass, line.quantity), lot: pass }
      lotsLeft = withoutParts(lotsLeft, [line.sessions])
      adjust(line, 'pass_price', line.sessions.valueFen - line.netFen, { passName: pass.name, sessions: line.sessions.quantity }, pass.id)
      return line
    }
    applyLevel(basis, line)
    if (cartLine.discount) applyManual(basis, line, cartLine.discount, manualAmount(line.netFen, cartLine.discount))
    return line
  })
  if (cart.ticketDiscount) spreadTicketDiscount(basis, lines, cart.ticketDiscount)
  return { lines, lotsLeft }
}

function openLine(basis: Basis, cartLine: CartLine): PricedLine {
  const base = { key: cartLine.key, kind: cartLine.kind, adjustments: [], sessions: null, manualBp: 0, approvalIds: [], bonusFen: 0 }
  const priced = (itemId: string | null, name: string, unitListFen: number, quantity: number): PricedLine => ({
    ...base,
    itemId,
    name,
    quantity,
    unitListFen,
    listFen: unitListFen * quantity,
    netFen: unitListFen * quantity,
  })
  if (cartLine.discount && (cartLine.kind === 'tip' || cartLine.kind === 'top_up'))
    throw new LineInvalid({ key: cartLine.key, need: 'no_discount' })
  if (cartLine.kind === 'tip') return openTip(cartLine, priced)
  if (cartLine.kind === 'top_up') return { ...openTopUp(basis, cartLine, priced) }
  const item = sellable(basis, cartLine)
  if (item.kind === 'pass') {
    if (!basis.member) throw new MemberNeeded({ key: cartLine.key })
    if (cartLine.quantity !== 1) throw new LineInvalid({ key: cartLine.key, need: 'quantity_one' })
  }
  return priced(item.id, item.name, item.brandPriceFen ?? 0, cartLine.quantity)
}

type Priced = (itemId: string | null, name: string, unitListFen: number, quantity: number) => PricedLine

function openTip(cartLine: CartLine, priced: Priced): PricedLine {
  if (cartLine.amountFen === undefined) throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  if (cartLine.staff.length === 0) throw new LineInvalid({ key: cartLine.key, need: 'staff' })
  if (cartLine.quantity !== 1) throw new LineInvalid({ key: cartLine.key, need: 'quantity_one' })
  return priced(null, 'tip', cartLine.amountFen, 1)
}

/** A top-up of a tier, or of any amount: its bonus is that of the highest tier the amount reaches. */
function openTopUp(basis: Basis, cartLine: CartLine, priced: Priced): PricedLine {
  if (!basis.member) throw new MemberNeeded({ key: cartLine.key })
  if (cartLine.quantity !== 1) throw new LineInvalid({ key: cartLine.key, need: 'quantity_one' })
  const named = cartLine.itemId === undefined ? null : sellable(basis, cartLine)
  const amountFen = named?.topUp?.amountFen ?? cartLine.amountFen
  if (amountFen === undefined) throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  if (named && cartLine.amountFen !== undefined && cartLine.amountFen !== amountFen)
    throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  const tier = named ?? basis.catalog.tiers.findLast((t) => t.isActive && t.topUp !== null && t.topUp.amountFen <= amountFen) ?? null
  return { ...priced(tier?.id ?? null, tier?.name ?? 'top_up', amountFen, 1), bonusFen: tier?.topUp?.bonusFen ?? 0 }
}

function sellable(basis: Basis, cartLine: CartLine): SellableItem {
  const item = cartLine.itemId === undefined ? undefined : basis.catalog.items.get(cartLine.itemId)
  if (!item || item.kind !== cartLine.kind || !item.isActive || item.brandPriceFen === null) {
    throw new ItemNotSold({ key: cartLine.key, itemId: cartLine.itemId ?? null })
  }
  return item
}

function adjust(
  line: PricedLine,
  kind: Adjustment['kind'],
  amountFen: number,
  params: Record<string, unknown>,
  sourceId: string | null,
  approvalId: string | null = null,
): void {
  if (amountFen === 0 && kind !== 'pass_price') return
  line.adjustments.push({ kind, amountFen, params, sourceId, approvalId })
  line.netFen += amountFen
}

function applyStorePrice(basis: Basis, line: PricedLine): void {
  const item = line.itemId === null ? undefined : basis.catalog.items.get(line.itemId)
  const storePriceFen = item?.storePricesFen.get(basis.storeId)
  if (storePriceFen === undefined || line.kind === 'top_up') return
  adjust(line, 'store_price', (storePriceFen - line.unitListFen) * line.quantity, { unitFen: storePriceFen }, basis.storeId)
}

function applyLevel(basis: Basis, line: PricedLine): void {
  if (!basis.member) return
  const bp = line.kind === 'service' ? basis.member.serviceDiscountBp : line.kind === 'product' ? basis.member.productDiscountBp : 0
  if (bp > 0) adjust(line, 'level', -percentOf(line.netFen, bp), { levelName: basis.member.levelName, bp }, basis.member.levelId)
}

/** The pass that pays a service line: the one named, or the best that fits; a manual discount means the line is not paid by a pass. */
function choosePassFor(basis: Basis, cartLine: CartLine, line: PricedLine, lots: readonly Lot[]): Lot | null {
  if (line.kind !== 'service' || cartLine.pass === 'none' || line.itemId === null || !basis.member) return null
  if (cartLine.pass === 'auto') return cartLine.discount ? null : choosePass(lots, line.itemId, line.quantity, basis.today)
  if (cartLine.discount) throw new LineInvalid({ key: line.key, need: 'no_discount' })
  const { lotId } = cartLine.pass
  const lot = lots.find((l) => l.id === lotId)
  if (!lot || !servesVisit(lot, line.itemId, line.quantity, basis.today)) {
    throw new LotUnusable({ key: line.key, lotId, obstacle: lot ? (obstacleOf(lot, basis.today) ?? 'does_not_serve') : 'not_owned' })
  }
  return lot
}

function manualAmount(runningFen: number, discount: ManualDiscount): number {
  if (discount.kind === 'percent') return percentOf(runningFen, discount.bp)
  return discount.kind === 'amount' ? discount.fen : runningFen - discount.fen
}

function applyManual(basis: Basis, line: PricedLine, discount: ManualDiscount, amountFen: number): void {
  if (amountFen > line.netFen || amountFen < 0) throw new DiscountTooLarge({ key: line.key, priceFen: line.netFen })
  if (amountFen === 0) return
  const before = line.netFen + manualSoFar(line)
  const params = discount.kind === 'percent' ? { reason: discount.reason, bp: discount.bp } : { reason: discount.reason }
  const approvalId = discount.approvalId !== undefined && basis.approvals.has(discount.approvalId) ? discount.approvalId : null
  adjust(line, 'manual', -amountFen, params, null, approvalId)
  line.manualBp = leastBp(manualSoFar(line), before)
  if (approvalId !== null) line.approvalIds.push(approvalId)
}

/**
 * The least percentage that, rounded half up to the fen (P2), takes `discountFen` off `priceFen`: 1.81 off 36.10 is 5 %, as it was given.
 * @returns basis points; 0 when nothing is taken off
 */
export function leastBp(discountFen: number, priceFen: number): number {
  return discountFen <= 0 || priceFen === 0 ? 0 : Math.ceil(((2 * discountFen - 1) * 5_000) / priceFen)
}

/** Manual discounts already on a line, as a positive amount. */
function manualSoFar(line: PricedLine): number {
  return -sumFen(line.adjustments.filter((a) => a.kind === 'manual').map((a) => a.amountFen))
}

/** A discount on the whole ticket, over what is not paid by a pass: per line for a percentage, by largest remainder for an amount (P1, P2). */
function spreadTicketDiscount(basis: Basis, lines: readonly PricedLine[], discount: ManualDiscount): void {
  const eligible = lines.filter((l) => l.sessions === null && (l.kind === 'service' || l.kind === 'product' || l.kind === 'pass'))
  const totalFen = sumFen(eligible.map((l) => l.netFen))
  if (discount.kind === 'percent') {
    for (const line of eligible) applyManual(basis, line, discount, percentOf(line.netFen, discount.bp))
    return
  }
  const amountFen = manualAmount(totalFen, discount)
  if (amountFen > totalFen || amountFen < 0) throw new DiscountTooLarge({ key: null, priceFen: totalFen })
  const parts = allocate(
    amountFen,
    eligible.map((l) => l.netFen),
  )
  eligible.forEach((line, index) => {
    applyManual(basis, line, discount, parts[index] ?? 0)
  })
}
