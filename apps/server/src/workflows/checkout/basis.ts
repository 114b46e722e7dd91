/** The facts a quote stands on. Gathered once by `load-basis.ts`; the quote itself looks nothing up. */
import type { Caps, PinRule } from '../../modules/cards/index.ts'
import type { CatalogSnapshot } from '../../modules/catalog/index.ts'
import type { Lot, SpendOrder } from '../../modules/wallet/index.ts'
import type { LocalDate } from '../../platform/time.ts'

export type Rounding = 'none' | 'fen' | 'jiao' | 'to_jiao'

export interface BasisMember {
  id: string
  levelId: string
  levelName: string
  serviceDiscountBp: number
  productDiscountBp: number
  hasAcceptedTerms: boolean
  /** The holder of a gift card: nobody, whose money belongs to whoever knows the code. */
  isAnonymous: boolean
  hasPin: boolean
  /** A lost card rests, and all that the member owns with it. */
  isStopped: boolean
}

export interface BasisApproval {
  id: string
  limitBp: number
}

export interface Basis {
  today: LocalDate
  storeId: string
  storeCode: string
  rounding: Rounding
  spendOrder: SpendOrder
  catalog: CatalogSnapshot
  member: BasisMember | null
  /** Open lots of the member, held parts included. */
  lots: readonly Lot[]
  /** Staff who may stand on a line. */
  staffIds: ReadonlySet<string>
  /** Approvals of a discount that the till named and that are still good, by id. */
  approvals: ReadonlyMap<string, BasisApproval>
  /** The discount this cashier may give alone. */
  discountLimitBp: number
  /** When spending of own means takes the member's PIN. */
  pinRule: PinRule
  /** The most that may stand on a card after a top-up. */
  caps: Caps
  /** The terms in force, for the contracts of top-ups and passes. */
  termsId: string | null
}
