import { z } from 'zod'
import { tillPrint } from '../../modules/printing/index.ts'

const fen = z.number().int()

export const ticketParams = z.object({ ticketId: z.uuid() })

export const refundLines = z
  .array(z.strictObject({ lineId: z.uuid(), quantity: z.number().int().min(1).max(100_000_000), restock: z.boolean().default(false) }))
  .min(1)
  .max(100)
  .refine((all) => new Set(all.map((l) => l.lineId)).size === all.length, { message: 'a line stands here twice' })

export const refundQuoteBody = z.strictObject({ lines: refundLines })

const outsideKind = z.enum(['cash', 'wechat', 'alipay', 'bank_card'])
export const reasonCode = z.enum(['mistake', 'dissatisfied', 'not_performed', 'product_return', 'goodwill', 'other'])

export const refundBody = z
  .strictObject({
    lines: refundLines,
    reasonCode,
    note: z.string().trim().max(300).default(''),
    /** Outside money that cannot go back the way it came: another way, with the reason. */
    payouts: z
      .array(z.strictObject({ tenderId: z.uuid(), kind: outsideKind, reason: z.string().trim().min(1).max(100) }))
      .max(10)
      .default([]),
    approvalId: z.uuid().nullable().default(null),
    /** Whose drawer it is paid from; without it, that of the store's first till. */
    tillId: z.uuid().nullable().default(null),
    /** The worksheet's total, as the cashier saw it. */
    expectedTotalFen: z.number().int().min(0).max(1_000_000_000),
    print: tillPrint.optional(),
  })
  .meta({ id: 'RefundRequest' })
export type RefundBody = z.output<typeof refundBody>

export const voidBody = z.strictObject({
  reasonCode,
  note: z.string().trim().max(300).default(''),
  approvalId: z.uuid().nullable().default(null),
  print: tillPrint.optional(),
})
export type VoidBody = z.output<typeof voidBody>

/** The worksheet 退款明细: what goes back, line by line, and where to. */
export const worksheet = z
  .object({
    ticketId: z.string(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        kind: z.string(),
        name: z.string(),
        memberName: z.string().nullable(),
        guest: z.string(),
        quantity: z.number().int(),
        netFen: fen,
        allocations: z.array(z.object({ tenderId: z.string(), lotId: z.string().nullable(), quantity: fen, amountFen: fen })),
      }),
    ),
    /** A tender on account may go back in two ways: what is owed still, and what was settled of it. */
    tenders: z.array(
      z.object({
        tenderId: z.string(),
        fromKind: z.string(),
        kind: z.string(),
        memberId: z.string().nullable(),
        memberName: z.string().nullable(),
        /** Whose account, or what the deposit was for. */
        sourceName: z.string().nullable(),
        amountFen: fen,
      }),
    ),
    lots: z.array(
      z.object({
        lotId: z.string(),
        memberId: z.string(),
        memberName: z.string().nullable(),
        name: z.string(),
        kind: z.string(),
        unit: z.string(),
        quantity: fen,
        amountFen: fen,
        graceUntil: z.string().nullable(),
      }),
    ),
    totalFen: fen,
    needsApproval: z.object({ act: z.literal('refund'), fen }).nullable(),
  })
  .meta({ id: 'RefundWorksheet' })
export type Worksheet = z.output<typeof worksheet>

export const refunded = z
  .object({ id: z.string(), number: z.string(), ticketId: z.string(), totalFen: fen })
  .meta({ id: 'CompletedRefund' })
