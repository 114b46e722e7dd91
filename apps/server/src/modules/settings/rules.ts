/** What a brand may choose about itself: words only, no database. */

/** The roles every brand has. Its own ones are keyed by an id. */
export const ROLES = ['owner', 'hq', 'manager', 'cashier', 'stylist', 'accountant', 'auditor'] as const
export type Role = (typeof ROLES)[number]

/** Order of use inside one top-up (policy P10). */
export const SPEND_ORDERS = ['proportional', 'principal_first', 'bonus_first'] as const
export type SpendOrder = (typeof SPEND_ORDERS)[number]

/** 抹零 of a cash bill: none, drop fen, drop jiao, half up to jiao. */
export const ROUNDINGS = ['none', 'fen', 'jiao', 'to_jiao'] as const
export type Rounding = (typeof ROUNDINGS)[number]

/** From and to on one weekday, `10:00` to `22:00`; past midnight is `24:00` and later: `26:00` is two at night. */
export interface Hours {
  from: string
  to: string
}

/** Monday to Sunday, null is closed; empty where nobody said. */
export type OpeningHours = (Hours | null)[]

export interface Store {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly zone: string
  /** A sale before this hour belongs to the business day before. */
  readonly cutoffHour: number
  readonly address: string
  readonly phone: string
  readonly rounding: Rounding
  /** What invoices are made out by: name and number of the taxpayer. */
  readonly invoiceTitle: string
  readonly taxId: string
  readonly openingHours: OpeningHours
  readonly isActive: boolean
  readonly version: number
}

/** What a role may do without another person's approval. */
export interface RoleLimit {
  /** Key of the role. */
  readonly role: string
  /** 2000 bp = 20 % off. */
  readonly discountBp: number
  /** Null: unlimited. */
  readonly refundFen: number | null
}

/** What happens above the PIN threshold to a member who has no PIN: the bill goes on with a notice, or a PIN is set first. */
export const PIN_MISSING = ['allow', 'refuse'] as const
export type PinMissing = (typeof PIN_MISSING)[number]

export interface CardSettings {
  /** Spending of own means above this takes the member's PIN: 0 always, null never. */
  readonly pinThresholdFen: number | null
  readonly pinMissing: PinMissing
  /** What card numbers begin with, and how many running digits follow before the check digit. */
  readonly numberPrefix: string
  readonly numberDigits: number
  /** One of `profiles`. */
  readonly complianceProfile: string
}

/** Caps on what may stand on a card right after a top-up; null is no cap. */
export interface ComplianceProfile {
  readonly code: string
  readonly namedCapFen: number | null
  readonly unnamedCapFen: number | null
  readonly countBonus: boolean
}

export const OLD_PRICES = ['warn', 'honour'] as const
/** Prices rose after a member paid in: the desk says so, or sells at the prices of then. */
export type OldPrices = (typeof OLD_PRICES)[number]

export interface Settings {
  readonly spendOrder: SpendOrder
  readonly oldPrices: OldPrices
  /** A shared till locks after so long without a hand on it; 0: never. */
  readonly idleLockMinutes: number
  /** `name`: of a role of the brand's own. */
  readonly roleLimits: readonly (RoleLimit & { readonly name: string | null })[]
  /** What a member may owe without a limit of the own; 0: nothing is sold on account. */
  readonly onAccountLimitFen: number
  /** What a user of a household may draw on an owner's stored value where no limit of the own is set; null: as much as there is. */
  readonly sharedDailyLimitFen: number | null
  readonly sharedMonthlyLimitFen: number | null
  readonly cards: CardSettings
  readonly profiles: readonly ComplianceProfile[]
  readonly version: number
}
