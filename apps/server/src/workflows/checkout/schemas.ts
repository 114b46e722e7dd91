/** The cart as a till sends it, and the quote it gets back. */
import { z } from 'zod'
import { tillPrint } from '../../modules/printing/index.ts'
import { balancesSchema as balances } from '../../modules/wallet/index.ts'
import { isDrawnOnce, isEachDebtOnce } from './cart-rules.ts'
import { share } from './share-schema.ts'

/** Ids are compared as text with those of the database, which are lower case. */
export const uuid = z.uuid().toLowerCase()
const amount = z.number().int().min(0).max(100_000_000)
const positive = z.number().int().min(1).max(100_000_000)
const reason = z.string().trim().min(1).max(100)
const bp = z.number().int().min(1).max(10_000)

export const manualDiscount = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('percent'), bp, reason, approvalId: uuid.optional() }),
    z.strictObject({ kind: z.literal('amount'), fen: positive, reason, approvalId: uuid.optional() }),
    z.strictObject({ kind: z.literal('price'), fen: amount, reason, approvalId: uuid.optional() }),
  ])
  .meta({ id: 'ManualDiscount' })
export type ManualDiscount = z.output<typeof manualDiscount>

export const lineStaff = z.strictObject({
  staffId: uuid,
  role: z.enum(['performer', 'seller']),
  shareBp: bp.optional(),
  isRequested: z.boolean().default(false),
})
export type LineStaff = z.output<typeof lineStaff>

/** What a deposit is for, and by which rule it is kept. Somebody who is no member leaves a name and a phone. */
export const depositTerms = z.strictObject({
  kind: z.enum(['advance', 'earnest']),
  purpose: z.string().trim().min(1).max(100),
  dueOn: z.iso.date().optional(),
  contractFen: positive.optional(),
  contact: z.strictObject({ name: z.string().trim().min(1).max(40), phone: z.string().trim().max(20).default('') }).optional(),
})

export const cartLine = z
  .strictObject({
    key: z.string().min(1).max(40),
    kind: z.enum(['service', 'product', 'pass', 'top_up', 'tip', 'deposit', 'settlement']),
    itemId: uuid.optional(),
    quantity: z.number().int().min(1).max(999).default(1),
    amountFen: positive.optional(),
    discount: manualDiscount.nullable().default(null),
    /** Of somebody who shares with the bill's member, and is not on it otherwise: whose pass it is. */
    pass: z
      .union([
        z.literal('auto'),
        z.literal('none'),
        z.strictObject({ lotId: uuid, memberId: uuid.optional() }),
        /** The pass that line of this cart sells. */
        z.strictObject({ lineKey: z.string().min(1).max(40) }),
      ])
      .default('auto'),
    staff: z.array(lineStaff).max(6).default([]),
    /** Group bills: whose line this is, when it is not the bill's member's; somebody without a card by a word. */
    memberId: uuid.optional(),
    guest: z.string().trim().max(20).default(''),
    deposit: depositTerms.optional(),
    /** Settlement: the account that is paid, a member's under the member's own id. */
    accountId: uuid.optional(),
    /** Settlement: which of its debts; without, the oldest first. */
    debtId: uuid.optional(),
    /** Pass 补款卡: so much of its price is paid later; its owner owes it until then, and of the pass only what is paid may be used. */
    laterFen: positive.optional(),
  })
  .meta({ id: 'CartLine' })
/** `forfeit` is no line a till can send: it comes from `POST /deposits/{depositId}/forfeiture` alone. */
export type CartLine = Omit<z.output<typeof cartLine>, 'kind'> & { kind: z.output<typeof cartLine>['kind'] | 'forfeit' }

/** Of money from outside: a word for whoever paid. A member who did is `payerId`. */
const reference = z.string().trim().max(64)
/** Left out: a tender pays any line it may pay. */
const lineKeys = z.array(z.string().min(1).max(40)).min(1).max(100).optional()

export const cartTender = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('cash'), receivedFen: amount, reference: reference.optional(), payerId: uuid.optional() }),
    z.strictObject({
      kind: z.enum(['wechat', 'alipay', 'bank_card']),
      amountFen: positive,
      reference: reference.default(''),
      payerId: uuid.optional(),
      lineKeys,
    }),
    /** Without a member: the bill's own. */
    z.strictObject({ kind: z.literal('stored_value'), amountFen: positive, memberId: uuid.optional(), lineKeys }),
    z.strictObject({ kind: z.literal('on_account'), amountFen: positive, accountId: uuid, lineKeys }),
    /** Without an amount: as much of it as there is to pay. */
    z.strictObject({ kind: z.literal('deposit'), depositId: uuid, amountFen: positive.optional() }),
  ])
  .meta({ id: 'CartTender' })
export type CartTender = z.output<typeof cartTender>

export const cart = z
  .strictObject({
    storeId: uuid,
    memberId: uuid.nullable().default(null),
    /** Where the bill is made; without it, the store's first till. */
    tillId: uuid.nullable().default(null),
    note: z.string().trim().max(500).default(''),
    lines: z.array(cartLine).min(1).max(100),
    ticketDiscount: manualDiscount.nullable().default(null),
    /** Members asked whether they pay too: what each could pay stands in the quote before any of them does. */
    payerIds: z.array(uuid).max(10).optional(),
    tenders: z.union([z.literal('auto'), z.array(cartTender).max(10)]).default('auto'),
  })
  .refine((c) => new Set(c.lines.map((l) => l.key)).size === c.lines.length, { path: ['lines'], message: 'line keys are not unique' })
  .refine((c) => isEachDebtOnce(c.lines), { path: ['lines'], message: 'one settlement per debt at most' })
  .refine((c) => c.tenders === 'auto' || c.tenders.filter((t) => t.kind === 'cash').length <= 1, {
    path: ['tenders'],
    message: 'one cash tender at most',
  })
  .refine((c) => c.tenders === 'auto' || isDrawnOnce(c.tenders, c.memberId), {
    path: ['tenders'],
    message: 'one tender per wallet, account or deposit at most',
  })
  .meta({ id: 'Cart' })
export type Cart = Omit<z.output<typeof cart>, 'lines'> & { lines: CartLine[] }

const fen = z.number().int()
export const adjustment = z.object({
  kind: z.enum(['store_price', 'price_lock', 'level', 'pass_price', 'manual', 'override']),
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
    kind: z.enum(['service', 'product', 'pass', 'top_up', 'tip', 'rounding', 'deposit', 'settlement', 'forfeit']),
    itemId: z.string().nullable(),
    name: z.string(),
    quantity: z.number().int(),
    unitListFen: fen,
    listFen: fen,
    netFen: fen,
    bonusFen: fen,
    memberId: z.string().nullable(),
    guest: z.string(),
    adjustments: z.array(adjustment),
    allocations: z.array(quoteAllocation),
  })
  .meta({ id: 'QuoteLine' })
export type QuoteLine = z.output<typeof quoteLine>

export const outsideKind = z.enum(['cash', 'wechat', 'alipay', 'bank_card'])
export const tenderKind = z.enum([...outsideKind.options, 'stored_value', 'pass', 'on_account', 'deposit', 'exchange'])
export type TenderKind = z.output<typeof tenderKind>

export const quoteTender = z.object({
  ordinal: z.number().int(),
  kind: tenderKind,
  amountFen: fen,
  receivedFen: fen.nullable(),
  changeFen: fen.nullable(),
  reference: z.string(),
  memberId: z.string().nullable(),
  payerId: z.string().nullable(),
  sourceId: z.string().nullable(),
  originKind: outsideKind.nullable(),
})
export type QuoteTender = z.output<typeof quoteTender>

const proofNeeded = z.object({ kind: z.enum(['pin', 'gift_code']), amountFen: fen })

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
    needsApproval: z
      .discriminatedUnion('act', [
        z.object({ act: z.literal('discount'), bp: z.number().int(), lineKeys: z.array(z.string()) }),
        z.object({ act: z.literal('price_raise'), fen, lineKeys: z.array(z.string()) }),
      ])
      .nullable(),
    /** What spending so much of the own means takes at completion: the member's PIN, or the gift card's code. */
    needsProof: proofNeeded.nullable(),
    balances: z.object({ before: balances, after: balances }).nullable(),
    /** Every member whose wallet this bill could draw on: the bill's own first, then those it names, then who shares with its member. */
    payers: z.array(
      z.object({
        memberId: z.string(),
        spendableFen: fen,
        needsProof: proofNeeded.nullable(),
        before: balances,
        after: balances,
        /** Means the bill's member may use without their owner being there. */
        share: share.nullable(),
      }),
    ),
    notices: z.array(z.object({ code: z.string(), params: z.record(z.string(), z.unknown()) })),
  })
  .meta({ id: 'Quote' })
export type Quote = z.output<typeof quote>

export const completionBody = z.strictObject({
  cart,
  quoteHash: z.string().min(16).max(128),
  /** The version of the held bill as it was fetched; 0 for a bill that was never held. */
  heldVersion: z.number().int().min(0).default(0),
  print: tillPrint.optional(),
  /** Given where the quote says `needsProof`; see `POST /members/{memberId}/pin-proofs`. */
  pinProofId: uuid.nullable().default(null),
  /** The same of other payers, where the quote says so of them. */
  payerProofs: z
    .array(z.strictObject({ memberId: uuid, proofId: uuid }))
    .max(10)
    .default([]),
})
export const ticketParams = z.object({ ticketId: uuid })
export const holdBody = z.strictObject({ cart, label: z.string().trim().max(40).default('') })

export const depositParams = z.object({ depositId: uuid })
export const forfeitureBody = z.strictObject({
  /** Made by the till: the document of the forfeiture. */
  ticketId: uuid,
  reason: z.string().trim().min(1).max(100),
  approvalId: uuid.nullable().default(null),
  tillId: uuid.nullable().default(null),
})
