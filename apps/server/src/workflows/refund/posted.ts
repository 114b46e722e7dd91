/** A completed ticket as it was posted and as far as it was taken back: what a refund walks back. */
import type { LineKind, OutsideKind, TenderKind } from '../../modules/sales/index.ts'
import type { Lot } from '../../modules/wallet/index.ts'

export interface PostedAllocation {
  id: string
  tenderId: string
  lotId: string | null
  quantity: number
  amountFen: number
  refundedQuantity: number
  refundedFen: number
}

export interface PostedShare {
  id: string
  staffId: string
  role: string
  amountFen: number
  refundedFen: number
}

export interface PostedLine {
  id: string
  ordinal: number
  kind: LineKind
  itemId: string | null
  name: string
  quantity: number
  netFen: number
  refundedQuantity: number
  allocations: readonly PostedAllocation[]
  shares: readonly PostedShare[]
}

export interface PostedTender {
  id: string
  ordinal: number
  kind: TenderKind
  /** Stored value and passes: whose wallet. */
  memberId: string | null
  /** The deposit that was used, the account that was charged. */
  sourceId: string | null
  originKind: OutsideKind | null
}

/** A deposit this ticket took, under the id of its line. */
export interface PostedDeposit {
  id: string
  kind: 'advance' | 'earnest'
  openFen: number
}

/** What a tender on account is still owed, under the id of that tender. */
export interface PostedDebt {
  id: string
  openFen: number
  /** Part of it was settled from somebody's stored value. */
  isSettledFromWallet: boolean
}

/** A lot as a refund needs it: `Lot` and the day it lapses. */
export type PostedLot = Pick<
  Lot,
  'id' | 'grantId' | 'name' | 'kind' | 'unit' | 'initial' | 'remaining' | 'held' | 'initialValueFen' | 'valueFen' | 'expiresOn' | 'isFrozen'
> & {
  memberId: string
  /** Some of it went to another member. */
  isTransferred: boolean
}

export interface PostedTransaction {
  id: string
  reason: string
  memberId: string
  /** Who used all of it, when that is one person and not the owner. */
  usedBy: string | null
}

export interface Posted {
  id: string
  number: string
  state: string
  storeId: string
  storeCode: string
  memberId: string | null
  businessDay: string
  /** The shift it was made in, null for bills from before the first one; and whether that is still open. */
  shiftId: string | null
  isShiftOpen: boolean
  totalFen: number
  refundedFen: number
  today: string
  lines: readonly PostedLine[]
  tenders: readonly PostedTender[]
  /** Lots that this ticket granted, or took from. */
  lots: readonly PostedLot[]
  /** Wallet transactions that this ticket caused. */
  transactions: readonly PostedTransaction[]
  deposits: readonly PostedDeposit[]
  debts: readonly PostedDebt[]
  /** Accounts whose debts this ticket made or settled. */
  accountIds: readonly string[]
  /** Whoever holds passes whose debts this ticket settled. */
  holderIds: readonly string[]
}
