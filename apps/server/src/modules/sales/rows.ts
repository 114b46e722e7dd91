/** A ticket as it is posted: what the checkout workflow hands to the sales room. Amounts in fen. */

export type LineKind = 'service' | 'product' | 'pass' | 'top_up' | 'tip' | 'rounding' | MoneyLineKind
/** Lines about money that is kept or owed: their quantity is the fen, so that any part of them can be taken back. */
export type MoneyLineKind = 'deposit' | 'settlement' | 'forfeit'
export type OutsideKind = 'cash' | 'wechat' | 'alipay' | 'bank_card'
export type TenderKind = OutsideKind | 'stored_value' | 'pass' | 'on_account' | 'deposit' | 'exchange'
export type AdjustmentKind = 'store_price' | 'price_lock' | 'level' | 'pass_price' | 'manual' | 'override'

export interface TicketRows {
  id: string
  storeId: string
  storeCode: string
  memberId: string | null
  businessDay: string
  /** The shift of the till it was made at. */
  shiftId: string
  priceBookVersion: number
  listFen: number
  discountFen: number
  roundingFen: number
  totalFen: number
  note: string
  completedBy: string | null
  lines: LineRow[]
  tenders: TenderRow[]
}

export interface LineRow {
  id: string
  ordinal: number
  kind: LineKind
  itemId: string | null
  name: string
  quantity: number
  unitListFen: number
  listFen: number
  netFen: number
  bonusFen: number
  /** Whose line it is, when that is not the bill's member. */
  memberId: string | null
  guest: string
  adjustments: {
    id: string
    ordinal: number
    kind: AdjustmentKind
    amountFen: number
    params: Record<string, unknown>
    sourceId: string | null
    approvalId: string | null
  }[]
  allocations: AllocationRow[]
  shares: { id: string; staffId: string; role: 'performer' | 'seller'; shareBp: number; amountFen: number; isRequested: boolean }[]
}

export interface AllocationRow {
  id: string
  tenderId: string
  lotId: string | null
  quantity: number
  amountFen: number
}

export interface TenderRow {
  id: string
  ordinal: number
  kind: TenderKind
  amountFen: number
  receivedFen: number | null
  changeFen: number | null
  reference: string
  /** Stored value and passes: whose wallet paid. */
  memberId: string | null
  /** Outside money: the member who paid it, where the bill says so. */
  payerId: string | null
  /** The deposit that was used, the account that was charged. */
  sourceId: string | null
  /** Exchange: how the returned goods had been paid. */
  originKind: OutsideKind | null
}

/** What posting a ticket answers with. */
export interface PostedTicket {
  id: string
  number: string
  totalFen: number
}

/** What stands before the running number: prefix, store, day. */
export function numberPrefix(storeCode: string, businessDay: string, prefix: '' | 'R' | 'P'): string {
  return `${prefix}${storeCode}-${businessDay.replaceAll('-', '').slice(2)}-`
}

/** The number of a document: store, day, running number of the day in at least four digits. */
export function documentNumber(storeCode: string, businessDay: string, running: number, prefix: '' | 'R' | 'P'): string {
  return numberPrefix(storeCode, businessDay, prefix) + String(running).padStart(4, '0')
}
