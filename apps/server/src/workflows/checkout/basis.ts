/** The facts a quote stands on. Gathered once by `load-basis.ts`; the quote itself looks nothing up. */
import type { Caps, PinRule } from '../../modules/cards/index.ts'
import type { CatalogSnapshot } from '../../modules/catalog/index.ts'
import type { ShareCap } from '../../modules/households/index.ts'
import type { OutsideKind } from '../../modules/sales/index.ts'
import type { Lot, SpendOrder } from '../../modules/wallet/index.ts'
import type { LocalDate } from '../../platform/time.ts'
import type { PriceLock } from './price-locks.ts'

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
  act: 'discount' | 'price_raise'
  limitBp: number | null
  limitFen: number | null
}

/** Means of another record of the same person, of an owner who shares with the household, or of one who stopped. */
export type Share = 'own' | 'household' | 'stopped'

/** Another member whom a bill concerns: whose line it is, or who pays. */
export interface Companion {
  member: BasisMember
  lots: readonly Lot[]
  /** Whose means the bill's member uses; absent for whoever is there. */
  share?: Share
}

/** A deposit named by a tender, as far as it can pay here. */
export interface BasisDeposit {
  id: string
  openFen: number
}

/** An account named by a tender or a settlement. */
export interface BasisAccount {
  id: string
  isActive: boolean
  limitFen: number
  /** What is owed in all stores. */
  owedFen: number
  /** What is owed in this one: the most that can be settled here. */
  owedHereFen: number
}

/** What is owed still for a pass that was sold part on account, or another debt that the cart names. */
export interface BasisDebt {
  id: string
  accountId: string
  /** The line that sold the pass, and the grant of its lots. */
  lineId: string | null
  storeId: string
  openFen: number
}

/** Worth of goods that are returned in the same act, by the way they had been paid. */
export interface ExchangeCredit {
  kind: OutsideKind
  amountFen: number
}

export interface Basis {
  today: LocalDate
  storeId: string
  storeCode: string
  rounding: Rounding
  spendOrder: SpendOrder
  catalog: CatalogSnapshot
  /** When prices rose after the money was paid in: say so, or sell at the old ones. */
  oldPrices: 'warn' | 'honour'
  priceLocks: readonly PriceLock[]
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
  companions: ReadonlyMap<string, Companion>
  /** Whose means the bill's member could use besides, though this cart does not. */
  offers: readonly (Companion & { share: 'own' | 'household' })[]
  /** What limits the use of a household's means. */
  shareCaps: readonly ShareCap[]
  deposits: ReadonlyMap<string, BasisDeposit>
  /** What is left here of the deposits of the bill's member, whether this bill uses them or not. */
  memberDepositsFen: number
  accounts: ReadonlyMap<string, BasisAccount>
  debts: readonly BasisDebt[]
  /** Top-ups and passes, by their grant, whose refund was asked for: they may be used still, and what is due then is another. */
  claimedGrants: ReadonlySet<string>
  credit: readonly ExchangeCredit[]
}

/** The facts of a member this bill concerns. */
export function memberOf(basis: Basis, memberId: string | null): BasisMember | null {
  if (memberId === null) return null
  return basis.member?.id === memberId ? basis.member : (basis.companions.get(memberId)?.member ?? null)
}

/** Open lots by owner, the bill's own member first. */
export type Purses = ReadonlyMap<string, readonly Lot[]>

export function pursesOf(basis: Basis): Purses {
  const own: [string, readonly Lot[]][] = basis.member ? [[basis.member.id, basis.lots]] : []
  return new Map([...own, ...[...basis.companions].map(([id, c]): [string, readonly Lot[]] => [id, c.lots])])
}

/** In how many months the bonus of a tier comes; of an amount below every tier there is none. */
export function bonusMonthsOf(basis: Basis, itemId: string | null): number {
  const item = itemId === null ? undefined : basis.catalog.items.get(itemId)
  return item?.topUp?.bonusMonths ?? 1
}
