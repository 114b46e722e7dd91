/** The shapes of docs/design.md, written by hand only until the server's own openapi.json exists. */
type Uuid = string

export type LineKind = 'service' | 'product' | 'pass' | 'top_up' | 'tip'
export type OutsideKind = 'wechat' | 'alipay' | 'bank_card'
export type ManualDiscount = (
  | { kind: 'percent'; bp: number }
  | { kind: 'amount'; fen: number }
  | { kind: 'price'; fen: number }
) & { reason: string; approvalId?: Uuid }
export type CartTender =
  | { kind: 'cash'; receivedFen: number }
  | { kind: OutsideKind; amountFen: number; reference?: string }
  | { kind: 'stored_value'; amountFen: number }
export interface CartStaff {
  staffId: Uuid
  role: 'performer' | 'seller'
  shareBp?: number
  isRequested?: boolean
}
export interface CartLine {
  key: string
  kind: LineKind
  itemId?: Uuid
  quantity?: number
  amountFen?: number
  discount?: ManualDiscount | null
  pass?: 'auto' | 'none' | { lotId: Uuid }
  staff?: CartStaff[]
}
export interface Cart {
  storeId: Uuid
  memberId: Uuid | null
  note?: string
  lines: CartLine[]
  ticketDiscount?: ManualDiscount | null
  tenders?: CartTender[] | 'auto'
}
export interface Balances {
  principalFen: number
  bonusFen: number
  rebateFen: number
  points: number
  passSessions: number
  passValueFen: number
}
export interface Adjustment {
  kind: 'store_price' | 'level' | 'pass_price' | 'manual'
  amountFen: number
  params: Record<string, unknown>
}
export interface QuoteLine {
  key: string
  kind: LineKind | 'rounding'
  itemId: Uuid | null
  name: string
  quantity: number
  unitListFen: number
  listFen: number
  netFen: number
  bonusFen: number
  adjustments: Adjustment[]
  allocations: { tenderOrdinal: number; lotId: Uuid | null; lotKind: string | null; lotName: string | null; quantity: number; amountFen: number }[]
}
export interface QuoteTender {
  ordinal: number
  kind: 'cash' | OutsideKind | 'stored_value' | 'pass'
  amountFen: number
  receivedFen: number | null
  changeFen: number | null
  reference: string
}
export interface Quote {
  quoteHash: string
  priceBookVersion: number
  lines: QuoteLine[]
  listFen: number
  discountFen: number
  roundingFen: number
  totalFen: number
  tenders: QuoteTender[]
  dueFen: number
  spendableFen: number
  changeFen: number
  needsApproval: null | { act: 'discount'; bp: number; lineKeys: string[] }
  balances: null | { before: Balances; after: Balances }
  notices: { code: string; params: Record<string, unknown> }[]
}
export interface CompletedTicket {
  id: Uuid
  number: string
  totalFen: number
}
export interface TicketSummary {
  id: Uuid
  number: string | null
  state: string
  memberName: string | null
  holdLabel: string
  lineNames: string[]
  openedAt: string
  openedByName: string
  totalFen: number | null
  version: number
}
export interface Ticket {
  id: Uuid
  number: string | null
  state: string
  totalFen: number | null
  cart: Record<string, unknown> | null
  holdLabel: string
  version: number
}
export interface Session {
  staff: { id: Uuid; name: string; code: string; position: string }
  brand: { slug: string; name: string; trade: string; isDemo: boolean }
  roles: { role: Role; storeId: Uuid | null }[]
  stores: { id: Uuid; code: string; name: string; zone: string; rounding: string }[]
  abilities: string[]
  discountLimitBp: number
}
export type Role = 'owner' | 'manager' | 'cashier' | 'stylist'
export interface SignInOptions {
  brands: { slug: string; name: string; isDemo: boolean }[]
  demoAccounts: { brand: string; signInName: string; name: string; role: Role; password: string; pin: string }[]
}
export interface CatalogItem {
  id: Uuid
  kind: 'service' | 'product' | 'pass' | 'top_up'
  code: string
  name: string
  pinyin: string
  initials: string
  categoryId: Uuid | null
  unit: string
  isFavourite: boolean
  priceFen: number | null
  minutes?: number | null
  barcodes?: string[]
  topUp: { amountFen: number; bonusFen: number } | null
}
export interface Catalog {
  priceBookVersion: number
  categories: { id: Uuid; kind: string; name: string; sort: number }[]
  items: CatalogItem[]
}
export interface MemberRow {
  id: Uuid
  number: string
  name: string | null
  phone: string | null
  level: { id: Uuid; name: string }
}
export interface Member extends MemberRow {
  allergies: string
  preferences: string
  notes: string
  sex: 'female' | 'male' | 'other' | null
  version: number
}
export interface Lot {
  id: Uuid
  kind: 'principal' | 'bonus' | 'rebate' | 'points' | 'pass'
  unit: 'fen' | 'point' | 'session' | 'day'
  name: string
  initial: number
  remaining: number
  serviceItemId: Uuid | null
  expiresOn: string | null
  isFrozen: boolean
}
export interface Wallet {
  balances: Balances
  lots: Lot[]
}
export interface StaffRow {
  id: Uuid
  code: string
  name: string
  position: string
  isActive: boolean
}
export interface Terms {
  id: Uuid
  version: number
  title: string
  body: string
}
export interface Receipt {
  title: string
  source: string
  svg: string
}
interface Page<T> {
  items: T[]
  nextCursor: string | null
}

type Op<Q, P, B, R> = (B extends undefined ? { requestBody?: never } : { requestBody: { content: { 'application/json': B } } }) & {
  parameters: { query?: Q; header?: Record<string, string>; cookie?: never } & (P extends Record<string, string> ? { path: P } : { path?: never })
  responses: { 200: { headers: Record<string, unknown>; content: { 'application/json': R } } }
}
type None = undefined

export interface paths {
  '/api/setup': { get: Op<None, None, undefined, { needed: boolean }> }
  '/api/sign-in-options': { get: Op<None, None, undefined, SignInOptions> }
  '/api/session': {
    get: Op<None, None, undefined, Session>
    post: Op<None, None, { brand?: string; signInName: string; password: string }, Session>
    delete: Op<None, None, undefined, undefined>
  }
  '/api/approvers': { get: Op<{ storeId: Uuid; act: string }, None, undefined, { items: { staffId: Uuid; name: string; roles: Role[] }[] }> }
  '/api/approvals': { post: Op<None, None, { storeId: Uuid; approverId: Uuid; pin: string } & ({ act: 'discount'; bp: number } | { act: 'refund' | 'void'; fen: number }), { id: Uuid }> }
  '/api/catalog': { get: Op<{ storeId: Uuid }, None, undefined, Catalog> }
  '/api/staff': { get: Op<{ storeId?: Uuid; limit?: number }, None, undefined, Page<StaffRow>> }
  '/api/members': {
    get: Op<{ q?: string; limit?: number }, None, undefined, Page<MemberRow>>
    post: Op<None, None, { name: string; phone?: string | null; sex?: string; homeStoreId: Uuid; allergies?: string }, { id: Uuid; number: string; version: number }>
  }
  '/api/members/{memberId}': { get: Op<None, { memberId: Uuid }, undefined, Member> }
  '/api/members/{memberId}/wallet': { get: Op<None, { memberId: Uuid }, undefined, Wallet> }
  '/api/member-duplicates': { get: Op<{ phone?: string; name?: string }, None, undefined, { items: { id: Uuid; number: string; name: string | null; phone: string | null; match: 'phone' | 'name' }[] }> }
  '/api/terms/current': { get: Op<None, None, undefined, Terms> }
  '/api/members/{memberId}/terms-acceptances': { post: Op<None, { memberId: Uuid }, { termsId: Uuid; method: 'on_screen' | 'paper'; storeId: Uuid }, { id: Uuid }> }
  '/api/quotes': { post: Op<None, None, Cart, Quote> }
  '/api/tickets': { get: Op<{ storeId: Uuid; state?: string; limit?: number }, None, undefined, Page<TicketSummary>> }
  '/api/tickets/{ticketId}': {
    get: Op<None, { ticketId: Uuid }, undefined, Ticket>
    put: Op<None, { ticketId: Uuid }, { cart: Cart; label: string }, { ticketId: Uuid }>
    delete: Op<None, { ticketId: Uuid }, undefined, undefined>
  }
  '/api/tickets/{ticketId}/completion': { post: Op<None, { ticketId: Uuid }, { cart: Cart; quoteHash: string }, CompletedTicket> }
  '/api/tickets/{ticketId}/receipt': { get: Op<{ columns?: 32 | 48 }, { ticketId: Uuid }, undefined, Receipt> }
}
