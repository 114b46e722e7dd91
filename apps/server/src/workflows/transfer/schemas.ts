/** A transfer as the desk asks for it, and what it would do. */
import { z } from 'zod'
import { memberPinSchema } from '../../modules/cards/index.ts'
import { balancesSchema } from '../../modules/wallet/index.ts'

const parts = z
  .union([
    z.literal('all'),
    z
      .array(z.strictObject({ lotId: z.uuid(), quantity: z.number().int().min(1).max(1_000_000_000_00) }))
      .min(1)
      .max(100)
      .refine((list) => new Set(list.map((p) => p.lotId)).size === list.length, { message: 'a lot is named twice' }),
  ])
  .describe('Everything that has not lapsed, or parts of lots')

const asked = {
  storeId: z.uuid(),
  fromMemberId: z.uuid(),
  toMemberId: z.uuid(),
  parts,
}

export const transferQuoteBody = z.strictObject(asked).meta({ id: 'TransferQuoteRequest' })

export const newTransfer = z
  .strictObject({
    ...asked,
    /** A card of the giver that changes hands too. */
    cardId: z.uuid().nullable().default(null),
    reason: z.string().trim().min(1).max(200),
    /** When the notice reached the shop; now when left out. */
    noticedAt: z.iso.datetime({ offset: true }).nullable().default(null),
    /** A first payment PIN for the one who receives. */
    toPin: memberPinSchema.nullable().default(null),
    /** The giver's consent, where their PIN is needed for as much. */
    pinProofId: z.uuid().nullable().default(null),
    /** What the dialog showed; another worth by now is refused. */
    expectedValueFen: z.number().int().min(0),
  })
  .meta({ id: 'NewTransfer' })
export type NewTransfer = z.output<typeof newTransfer>

const sides = z.object({ before: balancesSchema, after: balancesSchema })
export const transferQuote = z
  .object({
    lines: z.array(
      z.object({
        lotId: z.string(),
        name: z.string(),
        kind: z.string(),
        unit: z.string(),
        quantity: z.number().int(),
        valueFen: z.number().int(),
        expiresOn: z.string().nullable(),
      }),
    ),
    valueFen: z.number().int(),
    from: sides,
    to: sides,
    needsPin: z.boolean(),
    toHasPin: z.boolean(),
  })
  .meta({ id: 'TransferQuote' })
export type TransferQuote = z.output<typeof transferQuote>

export const transferRef = z.object({ id: z.string(), number: z.string(), valueFen: z.number().int() }).meta({ id: 'TransferRef' })
