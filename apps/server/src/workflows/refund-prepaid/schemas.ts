import { z } from 'zod'
import { GRANT_KINDS, gift, REASONS, sheetSchema } from '../../modules/prepaid/index.ts'
import { tillPrint } from '../../modules/printing/index.ts'

const fen = z.number().int()

export const memberParams = z.object({ memberId: z.uuid() })
export const requestParams = z.object({ requestId: z.uuid() })

/** What may be asked back, with what is known of it at a glance. */
export const grantChoice = z
  .object({
    grantId: z.string(),
    name: z.string(),
    kind: z.enum(GRANT_KINDS),
    storeId: z.string(),
    ticketNumber: z.string().nullable(),
    paidOn: z.string(),
    paidFen: fen,
    /** A pass paid in parts: what of its price was not paid, and is owed no more once it is given back. */
    owedFen: fen,
    bonusFen: fen,
    /** What the wallet still holds of it. */
    principalLeftFen: fen,
    lotValueFen: fen,
    sessionsLeft: z.number().int(),
    usesCount: z.number().int(),
    coolingOffUntil: z.string(),
    isCoolingOff: z.boolean(),
    hadServiceBefore: z.boolean(),
    /** What is due today by either side's cause, before interest and gifts. */
    byCause: z.object({ merchantFen: fen, customerFen: fen }),
    isBlocked: z.boolean(),
    openRequestId: z.string().nullable(),
  })
  .meta({ id: 'PrepaidGrant' })
export const grantChoices = z.object({
  items: z.array(grantChoice),
  reasons: z.array(z.object({ code: z.enum(REASONS), cause: z.string() })),
})
export type GrantChoices = z.output<typeof grantChoices>

const ask = {
  storeId: z.uuid(),
  grants: z
    .array(z.strictObject({ grantId: z.uuid(), portionFen: z.number().int().min(1).max(1_000_000_000).nullable().default(null) }))
    .min(1)
    .max(20)
    .refine((all) => new Set(all.map((g) => g.grantId)).size === all.length, { message: 'a top-up or pass stands here twice' }),
  reasonCode: z.enum(REASONS),
  /** When the contract ended; today unless said otherwise. */
  rescindedOn: z.iso.date().nullable().default(null),
  /** Merchant's cause: the day from which an unlimited pass was not served any more. */
  serviceStoppedOn: z.iso.date().nullable().default(null),
  /** The customer had received the same service before the contract, here or elsewhere: no cooling-off right. */
  hadSameService: z.boolean().default(false),
  gifts: z.array(gift).max(20).default([]),
}

export const quoteBody = z.strictObject(ask).meta({ id: 'PrepaidRefundAsk' })
export type QuoteBody = z.output<typeof quoteBody>

export const requestBody = z
  .strictObject({ ...ask, note: z.string().trim().max(500).default(''), expectedTotalFen: z.number().int().min(0).max(1_000_000_000_00) })
  .refine((b) => b.reasonCode !== 'other' || b.note !== '', { message: 'say what the reason is', path: ['note'] })
  .meta({ id: 'PrepaidRefundRequest' })
export type RequestBody = z.output<typeof requestBody>

const payoutKind = z.enum(['cash', 'wechat', 'alipay', 'bank_card', 'bank_transfer'])
const way = z.object({
  tenderId: z.string().nullable(),
  kind: payoutKind,
  maxFen: fen,
  until: z.string().nullable(),
  isOpen: z.boolean(),
})

export const quoted = z
  .object({
    sheet: sheetSchema,
    ways: z.array(way),
    plan: z.array(z.object({ tenderId: z.string().nullable(), kind: payoutKind, amountFen: fen })),
    dueOn: z.string(),
    needsApproval: z.object({ act: z.literal('refund'), fen }).nullable(),
  })
  .meta({ id: 'PrepaidRefundQuote' })
export type Quoted = z.output<typeof quoted>

export const requested = z
  .object({ id: z.string(), state: z.literal('requested'), totalFen: fen, dueOn: z.string(), sha256: z.string() })
  .meta({ id: 'RequestedPrepaidRefund' })

export const payBody = z
  .strictObject({
    expectedTotalFen: z.number().int().min(0).max(1_000_000_000_00),
    /** None where nothing is left to pay: a pass of which less was paid than was used. */
    payouts: z
      .array(
        z.strictObject({
          tenderId: z.uuid().nullable().default(null),
          kind: payoutKind,
          amountFen: z.number().int().min(1).max(1_000_000_000_00),
          reason: z.string().trim().max(100).default(''),
          /** The channel's or bank's own number of the transfer. */
          reference: z.string().trim().max(100).default(''),
          payee: z
            .strictObject({ name: z.string().trim().min(1).max(60), account: z.string().trim().min(4).max(60) })
            .nullable()
            .default(null),
        }),
      )
      .max(10),
    approvalId: z.uuid().nullable().default(null),
    /** The till whose drawer pays; the store's only one where there is but one. */
    tillId: z.uuid().nullable().default(null),
    print: tillPrint.optional(),
  })
  .meta({ id: 'PrepaidPayoutRequest' })
export type PayBody = z.output<typeof payBody>

export const paid = z
  .object({ id: z.string(), state: z.literal('paid'), refundId: z.string(), number: z.string(), totalFen: fen, sha256: z.string() })
  .meta({ id: 'PaidPrepaidRefund' })

export const cancelBody = z.strictObject({ reason: z.string().trim().min(1).max(200) })
export const cancelled = z.object({ id: z.string(), state: z.literal('cancelled') })
