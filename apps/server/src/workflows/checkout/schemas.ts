/** The cart as a till sends it, and the quote it gets back. */
import { z } from 'zod'
import { tillPrint } from '../../modules/printing/index.ts'
import { balancesSchema as balances } from '../../modules/wallet/index.ts'

const amount = z.number().int().min(0).max(100_000_000)
const positive = z.number().int().min(1).max(100_000_000)
const reason = z.string().trim().min(1).max(100)
const bp = z.number().int().min(1).max(10_000)

export const manualDiscount = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percent'), bp, reason, approvalId: z.uuid().optional() }),
    z.strictObject({ kind: z.literal('amount'), fen: positive, reason, approvalId: z.uuid().optional() }),
    z.strictObject({ kind: z.literal('price'), fen: amount, reason, approvalId: z.uuid().optional() }),
  ])
  .meta({ id: 'ManualDiscount' })
export type ManualDiscount = z.output<typeof manualDiscount>

export const lineStaff = z.strictObject({
  staffId: z.uuid(),
  role: z.enum(['performer', 'seller']),
  shareBp: bp.optional(),
  isRequested: z.boolean().default(false),
})
export type LineStaff = z.output<typeof lineStaff>

export const cartLine = z
  .strictObject({
    key: z.string().min(1).max(40),
    kind: z.enum(['service', 'product', 'pass', 'top_up', 'tip']),
    itemId: z.uuid().optional(),
    quantity: z.number().int().min(1).max(999).default(1),
    amountFen: positive.optional(),
    discount: manualDiscount.nullable().default(null),
    pass: z.union([z.literal('auto'), z.literal('none'), z.strictObject({ lotId: z.uuid() })]).default('auto'),
    staff: z.array(lineStaff).max(6).default([]),
  })
  .meta({ id: 'CartLine' })
export type CartLine = z.output<typeof cartLine>

export const cartTender = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cash'), receivedFen: amount }),
    z.strictObject({
      kind: z.enum(['wechat', 'alipay', 'bank_card']),
      amountFen: positive,
      reference: z.string().trim().max(64).default(''),
    }),
    z.strictObject({ kind: z.literal('stored_value'), amountFen: positive }),
  ])
  .meta({ id: 'CartTender' })
export type CartTender = z.output<typeof cartTender>

export const cart = z
  .strictObject({
    storeId: z.uuid(),
    memberId: z.uuid().nullable().default(null),
    /** Where the bill is made; without it, the store's first till. */
    tillId: z.uuid().nullable().default(null),
    note: z.string().trim().max(500).default(''),
    lines: z.array(cartLine).min(1).max(100),
    ticketDiscount: manualDiscount.nullable().default(null),
    tenders: z.union([z.literal('auto'), z.array(cartTender).max(10)]).default('auto'),
  })
  .refine((c) => new Set(c.lines.map((l) => l.key)).size === c.lines.length, { path: ['lines'], message: 'line keys are not unique' })
  .refine((c) => c.tenders === 'auto' || c.tenders.filter((t) => t.kind === 'cash').length <= 1, {
    path: ['tenders'],
    message: 'one cash tender at most',
  })
  .refine((c) => c.tenders === 'auto' || c.tenders.filter((t) => t.kind === 'stored_value').length <= 1, {
    path: ['tenders'],
    message: 'one stored-value tender at most',
  })
  .meta({ id: 'Cart' })
export type Cart = z.output<typeof cart>

const fen = z.number().int()
export const adjustment = z.object({
  kind: z.enum(['store_price', 'level', 'pass_price', 'manual']),
  amountFen: fen,
  params: z.record(z.string(), z.unknown()),
  sourceId: z.string().nullable(),
  approvalId: z.string().nullable(),
})
export type Adjustment = z.output<typeof adjustment>

export const quoteAllocation = z.object({
  tenderOrdinal: z.number().int(),
  lotId: z.string().nullable(),
  lotKind: z.string().nullable(),
  lotName: z.string().nullable(),
  quantity: fen,
  amountFen: fen,
})
export type QuoteAllocation = z.output<typeof quoteAllocation>

export const quoteLine = z
  .object({
    key: z.string(),
    kind: z.enum(['service', 'product', 'pass', 'top_up', 'tip', 'rounding']),
    itemId: z.string().nullable(),
    name: z.string(),
    quantity: z.number().int(),
    unitListFen: fen,
    listFen: fen,
    netFen: fen,
    bonusFen: fen,
    adjustments: z.array(adjustment),
    allocations: z.array(quoteAllocation),
  })
  .meta({ id: 'QuoteLine' })
export type QuoteLine = z.output<typeof quoteLine>

export const tenderKind = z.enum(['cash', 'wechat', 'alipay', 'bank_card', 'stored_value', 'pass'])
export type TenderKind = z.output<typeof tenderKind>

export const quoteTender = z.object({
  ordinal: z.number().int(),
  kind: tenderKind,
  amountFen: fen,
  receivedFen: fen.nullable(),
  changeFen: fen.nullable(),
  reference: z.string(),
})
export type QuoteTender = z.output<typeof quoteTender>

export const quote = z
  .object({
    quoteHash: z.string(),
    priceBookVersion: z.number().int(),
    lines: z.array(quoteLine),
    listFen: fen,
    discountFen: fen,
    roundingFen: fen,
    totalFen: fen,
    tenders: z.array(quoteTender),
    dueFen: fen,
    changeFen: fen,
    spendableFen: fen,
    needsApproval: z.object({ act: z.literal('discount'), bp: z.number().int(), lineKeys: z.array(z.string()) }).nullable(),
    /** What spending so much of the own means takes at completion: the member's PIN, or the gift card's code. */
    needsProof: z.object({ kind: z.enum(['pin', 'gift_code']), amountFen: fen }).nullable(),
    balances: z.object({ before: balances, after: balances }).nullable(),
    notices: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'Quote' })
export type Quote = z.output<typeof quote>

export const completionBody = z.strictObject({
  cart,
  quoteHash: z.string().min(16).max(128),
  print: tillPrint.optional(),
  /** Given where the quote says `needsProof`; see `POST /members/{memberId}/pin-proofs`. */
  pinProofId: z.uuid().nullable().default(null),
})
export const ticketParams = z.object({ ticketId: z.uuid() })
export const holdBody = z.strictObject({ cart, label: z.string().trim().max(40).default('') })
