/** The form of a trade's ready catalogue. Prices are whole yuan; the order of rows is the order at the desk. */
export type Trade = 'hair' | 'beauty' | 'nail' | 'spa'

/** Name, minutes, yuan; `favourite` stands on the desk's first page. */
export type ServiceRow = readonly [name: string, minutes: number, yuan: number, favourite?: 'favourite']

/** Name, yuan, unit. */
export type ProductRow = readonly [name: string, yuan: number, unit: string, favourite?: 'favourite']

export interface PassRow {
  name: string
  category: string
  yuan: number
  validityDays: number | null
  validityFrom?: 'first_use'
  isUnlimited?: true
  /** Service by name, sessions, gifted sessions; an unlimited pass counts none. */
  components: readonly (readonly [service: string, sessions: number, gifted?: number])[]
}

export interface TradeCatalog {
  /** Services by category. */
  services: Readonly<Record<string, readonly ServiceRow[]>>
  products: Readonly<Record<string, readonly ProductRow[]>>
  passes: readonly PassRow[]
  /** Yuan paid and yuan given on top. */
  tiers: readonly (readonly [paid: number, bonus: number])[]
}
