/** What each line costs and why: list → store price → price of the day the money was paid in → level discount → pass price or manual discount. Pure. */
import type { SellableItem } from '../../modules/catalog/index.ts'
import type { Lot, Part } from '../../modules/wallet/index.ts'
import { allocate, percentOf, sumFen } from '../../platform/money.ts'
import { type Basis, memberOf, type Purses } from './basis.ts'
import { DiscountTooLarge, ItemNotSold, LineInvalid, MemberNeeded } from './errors.ts'
import { isMoneyLine, openMoneyLine } from './money-lines.ts'
import { afterSettling, refuseAllLater } from './part-paid.ts'
import { choosePassFor, isByNewPass, openNewPasses, sessionsShared, takePass } from './pass-lines.ts'
import { type LockedPrice, PriceLocks, withinStoredValue } from './price-locks.ts'
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
  /** Pass: what of the price is paid later. */
  laterFen: number
  bonusFen: number
  /** Whose line it is, when that is not the bill's member. */
  memberId: string | null
  guest: string
  adjustments: Adjustment[]
  /** The sessions that pay this line, if a pass does, and whose pass it is. */
  sessions: (Part & { lot: Lot; ownerId: string }) | null
  /** The least percentage, in basis points, that gives the manual discount: what a role limit is held against. */
  manualBp: number
  /** How much more than its price the line costs by the cashier's own price. */
  raiseFen: number
  approvalIds: string[]
}

export interface PricedCart {
  lines: PricedLine[]
  /** What everybody has left once the sessions above are taken. */
  purses: Purses
  /** What the lines cost more than when the member's money was paid in, where that is only said. */
  risenFen: number
  /** What the lines come to for which money from before a rise is asked for. */
  lockedFen: number
}

/** Prices every line of a cart. @throws ItemNotSold, LineInvalid, MemberNeeded, LotUnusable, DiscountTooLarge */
export function priceLines(basis: Basis, cart: Cart): PricedCart {
  return withinStoredValue(basis, cart, (mayLock) => priceCart(basis, cart, mayLock))
}

function priceCart(basis: Basis, cart: Cart, mayLock: (key: string) => boolean): PricedCart {
  const purses = new Map(afterSettling(basis, cart))
  const locks = new PriceLocks(basis.priceLocks)
  const locked: PricedLine[] = []
  let risenFen = 0
  let sharedSessions = 0
  const price = (cartLine: CartLine) => {
    const ownerId = cartLine.memberId ?? cart.memberId
    const line = openLine(basis, cartLine, ownerId)
    line.memberId = ownerId === cart.memberId ? null : ownerId
    applyStorePrice(basis, line)
    const chosen = choosePassFor(basis, cartLine, line, ownerId, purses)
    if (chosen) {
      sharedSessions += sessionsShared(basis, line, chosen, sharedSessions)
      takePass(line, chosen, purses)
      return line
    }
    const lock = line.memberId === null && mayLock(line.key) ? lockOf(line, locks) : null
    if (lock) {
      locked.push(line)
      risenFen += applyPriceLock(basis, line, lock)
    }
    applyLevel(basis, line, ownerId)
    if (cartLine.discount?.kind === 'price') override(basis, line, cartLine.discount)
    else if (cartLine.discount) applyManual(basis, line, cartLine.discount, manualAmount(line.netFen, cartLine.discount))
    return line
  }
  // What a session of a pass on this very bill is worth is known once the pass has its price.
  const lines = new Map(cart.lines.filter((l) => !isByNewPass(l)).map((l) => [l.key, price(l)]))
  if (cart.ticketDiscount) spreadTicketDiscount(basis, [...lines.values()], cart.ticketDiscount)
  refuseAllLater([...lines.values()])
  openNewPasses(basis, cart, lines, purses)
  for (const cartLine of cart.lines) if (isByNewPass(cartLine)) lines.set(cartLine.key, price(cartLine))
  return { lines: cart.lines.flatMap((l) => lines.get(l.key) ?? []), purses, risenFen, lockedFen: sumFen(locked.map((l) => l.netFen)) }
}

function openLine(basis: Basis, cartLine: CartLine, ownerId: string | null): PricedLine {
  const base = {
    key: cartLine.key,
    kind: cartLine.kind,
    memberId: null,
    guest: cartLine.guest,
    adjustments: [],
    sessions: null,
    manualBp: 0,
    raiseFen: 0,
    approvalIds: [],
    bonusFen: 0,
    laterFen: cartLine.laterFen ?? 0,
  }
  const priced = (itemId: string | null, name: string, unitListFen: number, quantity: number): PricedLine => ({
    ...base,
    itemId,
    name,
    quantity,
    unitListFen,
    listFen: unitListFen * quantity,
    netFen: unitListFen * quantity,
  })
  if (cartLine.laterFen !== undefined && cartLine.kind !== 'pass') throw new LineInvalid({ key: cartLine.key, need: 'pass' })
  if (cartLine.discount && (cartLine.kind === 'tip' || cartLine.kind === 'top_up' || isMoneyLine(cartLine.kind)))
    throw new LineInvalid({ key: cartLine.key, need: 'no_discount' })
  if (cartLine.kind === 'tip') return openTip(cartLine, priced)
  if (isMoneyLine(cartLine.kind)) return openMoneyLine(basis, cartLine, ownerId, priced)
  if (cartLine.kind === 'top_up') return { ...openTopUp(basis, cartLine, ownerId, priced) }
  const item = sellable(basis, cartLine)
  if (item.kind === 'pass') {
    if (ownerId === null) throw new MemberNeeded({ key: cartLine.key })
    if (cartLine.quantity !== 1) throw new LineInvalid({ key: cartLine.key, need: 'quantity_one' })
  }
  return priced(item.id, item.name, item.brandPriceFen ?? 0, cartLine.quantity)
}

export type Priced = (itemId: string | null, name: string, unitListFen: number, quantity: number) => PricedLine

function openTip(cartLine: CartLine, priced: Priced): PricedLine {
  if (cartLine.amountFen === undefined) throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  if (cartLine.staff.length === 0) throw new LineInvalid({ key: cartLine.key, need: 'staff' })
  if (cartLine.quantity !== 1) throw new LineInvalid({ key: cartLine.key, need: 'quantity_one' })
  return priced(null, 'tip', cartLine.amountFen, 1)
}

/** A top-up of a tier, or of any amount: its bonus is that of the highest tier the amount reaches. A gift card is worth what it says. */
function openTopUp(basis: Basis, cartLine: CartLine, ownerId: string | null, priced: Priced): PricedLine {
  if (ownerId === null) throw new MemberNeeded({ key: cartLine.key })
  if (cartLine.quantity !== 1) throw new LineInvalid({ key: cartLine.key, need: 'quantity_one' })
  const isGift = memberOf(basis, ownerId)?.isAnonymous ?? false
  const named = cartLine.itemId === undefined ? null : sellable(basis, cartLine)
  // A tier promises a bonus, which a gift card does not bear: it is sold at an amount.
  if (isGift && named) throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  const amountFen = named?.topUp?.amountFen ?? cartLine.amountFen
  if (amountFen === undefined) throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  if (named && cartLine.amountFen !== undefined && cartLine.amountFen !== amountFen)
    throw new LineInvalid({ key: cartLine.key, need: 'amount' })
  if (isGift) return priced(null, 'top_up', amountFen, 1)
  const tier =
    named ?? basis.catalog.tiers.findLast((t) => isSoldAt(t, basis.storeId) && t.topUp !== null && t.topUp.amountFen <= amountFen) ?? null
  return { ...priced(tier?.id ?? null, tier?.name ?? 'top_up', amountFen, 1), bonusFen: tier?.topUp?.bonusFen ?? 0 }
}

function sellable(basis: Basis, cartLine: CartLine): SellableItem {
  const item = cartLine.itemId === undefined ? undefined : basis.catalog.items.get(cartLine.itemId)
  if (!item || item.kind !== cartLine.kind || !isSoldAt(item, basis.storeId) || item.brandPriceFen === null) {
    throw new ItemNotSold({ key: cartLine.key, itemId: cartLine.itemId ?? null })
  }
  return item
}

function isSoldAt(item: SellableItem, storeId: string): boolean {
  return item.isActive && !item.withheldAt.has(storeId)
}

export function adjust(
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

function lockOf(line: PricedLine, locks: PriceLocks): LockedPrice | null {
  if ((line.kind !== 'service' && line.kind !== 'product') || line.itemId === null) return null
  return locks.take(line.itemId, line.netFen / line.quantity, line.quantity)
}

/** Prices rose since the money was paid in: the line costs what it cost then, or it is only told. @returns how much is only told */
function applyPriceLock(basis: Basis, line: PricedLine, locked: LockedPrice): number {
  const riseFen = line.netFen - locked.unitFen * line.quantity
  if (basis.oldPrices === 'warn') return riseFen
  adjust(line, 'price_lock', -riseFen, { ...locked }, null)
  return 0
}

function applyLevel(basis: Basis, line: PricedLine, ownerId: string | null): void {
  const member = memberOf(basis, ownerId)
  if (!member) return
  const bp = line.kind === 'service' ? member.serviceDiscountBp : line.kind === 'product' ? member.productDiscountBp : 0
  if (bp > 0) adjust(line, 'level', -percentOf(line.netFen, bp), { levelName: member.levelName, bp }, member.levelId)
}

function manualAmount(runningFen: number, discount: ManualDiscount): number {
  if (discount.kind === 'percent') return percentOf(runningFen, discount.bp)
  return discount.kind === 'amount' ? discount.fen : runningFen - discount.fen
}

/** 改价: the line costs what the cashier says. Below is a discount like any other; above needs a second person. */
function override(basis: Basis, line: PricedLine, discount: ManualDiscount & { kind: 'price' }): void {
  const beforeFen = line.netFen
  if (discount.fen === beforeFen) return
  const approvalId = approvalOf(basis, discount)
  const params = { reason: discount.reason, fromFen: beforeFen, toFen: discount.fen }
  adjust(line, 'override', discount.fen - beforeFen, params, null, approvalId)
  line.manualBp = leastBp(beforeFen - discount.fen, beforeFen)
  line.raiseFen = Math.max(0, discount.fen - beforeFen)
  if (approvalId !== null) line.approvalIds.push(approvalId)
}

function approvalOf(basis: Basis, discount: ManualDiscount): string | null {
  return discount.approvalId !== undefined && basis.approvals.has(discount.approvalId) ? discount.approvalId : null
}

function applyManual(basis: Basis, line: PricedLine, discount: ManualDiscount, amountFen: number): void {
  if (amountFen > line.netFen || amountFen < 0) throw new DiscountTooLarge({ key: line.key, priceFen: line.netFen })
  if (amountFen === 0) return
  const before = line.netFen + manualSoFar(line)
  const isFirst = manualSoFar(line) === 0
  const params = discount.kind === 'percent' ? { reason: discount.reason, bp: discount.bp } : { reason: discount.reason }
  const approvalId = approvalOf(basis, discount)
  adjust(line, 'manual', -amountFen, params, null, approvalId)
  // A percentage alone is what was said, though a little less may round to the same.
  line.manualBp = isFirst && discount.kind === 'percent' ? discount.bp : leastBp(manualSoFar(line), before)
  if (approvalId !== null) line.approvalIds.push(approvalId)
}

/**
 * The least percentage that, rounded half up to the fen (P2), takes `discountFen` off `priceFen`: 1.81 off 36.10 is 5 %, as it was given.
 * @returns basis points; 0 when nothing is taken off
 */
export function leastBp(discountFen: number, priceFen: number): number {
  return discountFen <= 0 || priceFen === 0 ? 0 : Math.ceil(((2 * discountFen - 1) * 5_000) / priceFen)
}

/** What was taken off a line by hand already, as a positive amount. */
function manualSoFar(line: PricedLine): number {
  return -sumFen(line.adjustments.filter(isByHand).map((a) => a.amountFen))
}

export function isByHand(adjustment: Adjustment): boolean {
  return adjustment.kind === 'manual' || adjustment.kind === 'override'
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
