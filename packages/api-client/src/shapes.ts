/** The shapes of the till by their own names; all of them are made from the server's description. */
import type { components } from './schema.gen.ts'

type Schemas = components['schemas']

export type Cart = Schemas['Cart']
export type CartLine = Schemas['CartLine']
export type CartTender = Schemas['CartTender']
export type ManualDiscount = Schemas['ManualDiscount']
export type OutsideKind = Extract<CartTender, { amountFen: number; reference?: string }>['kind'] & ('wechat' | 'alipay' | 'bank_card')
export type Quote = Schemas['Quote']
export type QuoteLine = Schemas['QuoteLine']
export type QuoteTender = Quote['tenders'][number]
export type Balances = Schemas['Balances']
export type Catalog = Schemas['Catalog']
export type CatalogItem = Schemas['CatalogItem']
export type Session = Schemas['Me']
export type Role = Schemas['RoleGrant']['role']
export type SignInOptions = Schemas['SignInOptions']
export type MemberRow = Schemas['MemberRow']
export type Member = Schemas['Member']
export type Wallet = Schemas['Wallet']
export type Lot = Schemas['Lot']
export type StaffRow = Schemas['StaffEntry']
export type Terms = Schemas['Terms']
export type Ticket = Schemas['Ticket']
export type TicketSummary = Schemas['TicketSummary']
export type Receipt = Schemas['Receipt']
