/** What the cashier has put together of an exchange, and what is sent for it. Pure; every price comes from the server. */
import type { Cart, CartLine } from '@yunbin/api-client'
import type { Schema } from '../../lib/schema.ts'
import type { Returned } from '../desk/use-payment.ts'

/** What goes out instead. */
export interface Good {
  itemId: string
  quantity: number
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

interface Place {
  storeId: string
  tillId: string | null
  memberId: string | null
}

/** The new goods as a bill, before anybody pays. */
export function cartOf(place: Place, goods: readonly Good[], sellerId: string | undefined): Cart {
  const staff: Pick<CartLine, 'staff'> = sellerId ? { staff: [{ staffId: sellerId, role: 'seller' }] } : {}
  const lines = goods.map(({ itemId, quantity }): CartLine => ({ key: itemId, kind: 'product', itemId, quantity, ...staff }))
  return { storeId: place.storeId, ...(place.tillId === null ? {} : { tillId: place.tillId }), memberId: place.memberId, lines }
}

type Tender = Pick<Schema<'Ticket'>['tenders'][number], 'id' | 'sourceId' | 'sourceName'>
type Back = Pick<Schema<'RefundWorksheet'>['tenders'][number], 'tenderId' | 'kind' | 'amountFen'>

/** Deposits that are filled again and debts that shrink by what comes back: they may pay for what goes out. */
export function returnedOf(ticket: { tenders: readonly Tender[] }, worksheet: { tenders: readonly Back[] }): Returned[] {
  return worksheet.tenders.flatMap(({ tenderId, kind, amountFen }) => {
    const { sourceId, sourceName } = ticket.tenders.find((t) => t.id === tenderId) ?? {}
    if ((kind !== 'deposit' && kind !== 'on_account') || !sourceId || amountFen <= 0) return []
    return [{ kind, id: sourceId, name: sourceName ?? '', fen: amountFen }]
  })
}

interface Amount {
  kind: string
  amountFen: number
}

/** The sum of what tenders of some kinds come to. */
export function sumOf(tenders: readonly Amount[], ...kinds: readonly string[]): number {
  return tenders.filter((t) => kinds.includes(t.kind)).reduce((sum, t) => sum + t.amountFen, 0)
}

const OUTSIDE = ['cash', 'wechat', 'alipay', 'bank_card'] as const

interface Between {
  /** How the new bill is paid, with what is still to be paid of it. */
  paid: readonly Amount[]
  dueFen: number
  /** Where what comes back goes. */
  back: readonly Amount[]
  /** Lots that get something back. */
  lots: readonly Amount[]
}

/** What an exchange comes to, as one word and one figure: money first, else what it does to the balance, a deposit or a debt. */
export function outcomeOf({ paid, dueFen, back, lots }: Between) {
  const paidBackFen = sumOf(back, ...OUTSIDE)
  if (paidBackFen > 0) return ['giveBack', paidBackFen] as const
  const takenFen = dueFen + sumOf(paid, ...OUTSIDE)
  if (takenFen > 0) return ['take', takenFen] as const
  const toLotsFen = lots.filter((lot) => lot.kind !== 'pass').reduce((sum, lot) => sum + lot.amountFen, 0)
  const moves = [
    ['Stored', toLotsFen - sumOf(paid, 'stored_value')],
    ['Deposit', sumOf(back, 'deposit') - sumOf(paid, 'deposit')],
    ['Account', sumOf(back, 'on_account') - sumOf(paid, 'on_account')],
  ] as const
  const [where, fen] = moves.toSorted(([, a], [, b]) => Math.abs(b) - Math.abs(a))[0] ?? moves[0]
  if (fen === 0) return ['even', 0] as const
  return fen > 0 ? ([`to${where}`, fen] as const) : ([`from${where}`, -fen] as const)
}
