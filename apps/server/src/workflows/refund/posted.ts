/** A completed ticket as it was posted and as far as it was taken back: what a refund walks back. */
import type { LineKind, TenderKind } from '../../modules/sales/index.ts'
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
}

/** A lot as a refund needs it: `Lot` and the day it lapses. */
export type PostedLot = Pick<
  Lot,
  'id' | 'grantId' | 'name' | 'kind' | 'unit' | 'initial' | 'remaining' | 'held' | 'initialValueFen' | 'valueFen' | 'expiresOn' | 'isFrozen'
> & {
  /** Some of it went to another member. */
  isTransferred: boolean
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
  transactions: readonly { id: string; reason: string }[]
}
