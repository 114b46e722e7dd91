import { z } from 'zod'
import { tillPrint } from '../../modules/printing/index.ts'
import { cartSchema, quoteSchema } from '../checkout/index.ts'
import { reasonCode, refundLines, worksheet } from '../refund/index.ts'

const fen = z.number().int()

export const ticketParams = z.object({ ticketId: z.uuid() })

export const exchangeQuoteBody = z.strictObject({ lines: refundLines, cart: cartSchema })

export const exchangeQuote = z
  .object({
    /** What comes back; money that pays for the new goods goes to `exchange`. */
    worksheet,
    /** The new goods: their worth in returned ones is a tender of its own. */
    quote: quoteSchema,
    /** Of what comes back, what pays for the new goods. */
    creditFen: fen,
    /** Outside money that is handed back. */
    paidBackFen: fen,
  })
  .meta({ id: 'ExchangeQuote' })

export const exchangeBody = z
  .strictObject({
    lines: refundLines,
    reasonCode: reasonCode.default('product_return'),
    note: z.string().trim().max(300).default(''),
    approvalId: z.uuid().nullable().default(null),
    /** What comes back, as the cashier saw it. */
    expectedTotalFen: z.number().int().min(0).max(1_000_000_000),
    /** Made by the till: the bill of the new goods. */
    ticketId: z.uuid().toLowerCase(),
    cart: cartSchema,
    quoteHash: z.string().min(16).max(128),
    pinProofId: z.uuid().nullable().default(null),
    payerProofs: z
      .array(z.strictObject({ memberId: z.uuid(), proofId: z.uuid() }))
      .max(10)
      .default([]),
    print: tillPrint.optional(),
  })
  .meta({ id: 'ExchangeRequest' })
export type ExchangeBody = z.output<typeof exchangeBody>

export const exchanged = z
  .object({
    id: z.string(),
    refundId: z.string(),
    refundNumber: z.string(),
    ticketId: z.string(),
    ticketNumber: z.string(),
    refundFen: fen,
    saleFen: fen,
    creditFen: fen,
    paidBackFen: fen,
  })
  .meta({ id: 'CompletedExchange' })
export type Exchanged = z.output<typeof exchanged>
