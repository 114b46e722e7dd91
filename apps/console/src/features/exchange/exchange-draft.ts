/** What the cashier has put together of an exchange, and what is sent for it. Pure; every price comes from the server. */
import type { Cart, CartLine, CartTender, Quote } from '@yunbin/api-client'

export const ways = ['cash', 'wechat', 'alipay', 'bank_card'] as const
export type Way = (typeof ways)[number]

/** What goes out instead. */
export interface Good {
  itemId: string
  quantity: number
}

/** How the difference is paid, where the new goods are dearer. */
export interface Payment {
  /** Whether the member's own means pay before money does. */
  usesStored: boolean
  way: Way | null
  /** Of cash: what is handed over; null for exactly as much. */
  receivedFen: number | null
}

/** The same once more is two of it; none left of it is none. */
export function withGood(goods: readonly Good[], itemId: string, by: number): Good[] {
  const known = goods.find((good) => good.itemId === itemId)
  if (!known) return by > 0 ? [...goods, { itemId, quantity: by }] : [...goods]
  const quantity = Math.min(999, known.quantity + by)
  return quantity < 1
    ? goods.filter((good) => good.itemId !== itemId)
    : goods.map((good) => (good.itemId === itemId ? { itemId, quantity } : good))
}

/** The sum of what a plan or a bill takes from the member's own means. */
export function storedOf({ tenders }: { tenders: readonly { kind: string; amountFen: number }[] }): number {
  return tenders.filter((t) => t.kind === 'stored_value').reduce((sum, t) => sum + t.amountFen, 0)
}

/** What has to come from outside. */
export function restOf(plan: Pick<Quote, 'tenders' | 'dueFen'>, payment: Pick<Payment, 'usesStored'>): number {
  return plan.dueFen + (payment.usesStored ? 0 : storedOf(plan))
}

/** @param roundingFen what the shop lets go when cash is paid, known from the quote of the very same tenders */
export function tendersOf(plan: Pick<Quote, 'tenders' | 'dueFen'>, payment: Payment, roundingFen: number): CartTender[] {
  const storedFen = payment.usesStored ? storedOf(plan) : 0
  const restFen = restOf(plan, payment)
  const own: CartTender[] = storedFen > 0 ? [{ kind: 'stored_value', amountFen: storedFen }] : []
  if (restFen === 0 || payment.way === null) return own
  if (payment.way === 'cash') return [...own, { kind: 'cash', receivedFen: payment.receivedFen ?? restFen - roundingFen }]
  return [...own, { kind: payment.way, amountFen: restFen }]
}

interface Place {
  storeId: string
  tillId: string | null
  memberId: string | null
}

export function cartOf(place: Place, goods: readonly Good[], sellerId: string | undefined, tenders: NonNullable<Cart['tenders']>): Cart {
  const staff: Pick<CartLine, 'staff'> = sellerId ? { staff: [{ staffId: sellerId, role: 'seller' }] } : {}
  const lines = goods.map(({ itemId, quantity }): CartLine => ({ key: itemId, kind: 'product', itemId, quantity, ...staff }))
  return { storeId: place.storeId, ...(place.tillId === null ? {} : { tillId: place.tillId }), memberId: place.memberId, lines, tenders }
}

interface Between {
  takenFen: number
  paidBackFen: number
  /** What the member's own means gain by it. */
  storedFen: number
}

/** What an exchange comes to, as one word and one figure: money first, else what it does to the balance. */
export function outcomeOf({ takenFen, paidBackFen, storedFen }: Between) {
  if (paidBackFen > 0) return ['giveBack', paidBackFen] as const
  if (takenFen > 0) return ['take', takenFen] as const
  if (storedFen > 0) return ['toStored', storedFen] as const
  return storedFen < 0 ? (['fromStored', -storedFen] as const) : (['even', 0] as const)
}
