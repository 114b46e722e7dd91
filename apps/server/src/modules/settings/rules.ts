/** What a brand may choose about itself: words only, no database. */

/** The roles a person may hold, from the widest to the narrowest. */
export const ROLES = ['owner', 'manager', 'cashier', 'stylist'] as const
export type Role = (typeof ROLES)[number]

/** Order of use inside one top-up (policy P10). */
export const SPEND_ORDERS = ['proportional', 'principal_first', 'bonus_first'] as const
export type SpendOrder = (typeof SPEND_ORDERS)[number]

/** 抹零 of a cash bill: none, drop fen, drop jiao, half up to jiao. */
export const ROUNDINGS = ['none', 'fen', 'jiao', 'to_jiao'] as const
export type Rounding = (typeof ROUNDINGS)[number]

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
  readonly isActive: boolean
  readonly version: number
}

/** What a role may do without another person's approval. */
export interface RoleLimit {
  readonly role: Role
  /** 2000 bp = 20 % off. */
  readonly discountBp: number
  /** Null: unlimited. */
  readonly refundFen: number | null
}

export interface Settings {
  readonly spendOrder: SpendOrder
  readonly roleLimits: readonly RoleLimit[]
  readonly version: number
}
