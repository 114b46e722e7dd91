import { z } from 'zod'
import { CAUSES, RATE_KINDS, REASONS, ruleParams } from './rule-params.ts'

const fen = z.number().int()
const day = z.string()

export const GRANT_KINDS = ['top_up', 'pass', 'unlimited'] as const
/** How a figure was found: merchant's cause, customer's cause, by time, cooling-off. */
export const FORMULAS = ['M', 'C', 'T', 'cooling_off'] as const

/** What one line of a bill took from this top-up or pass, less what was refunded of it. */
const use = z.object({
  ticketId: z.string(),
  ticketNumber: z.string(),
  day,
  name: z.string(),
  /** Sessions; 0 where money paid, or a visit on an unlimited pass. */
  sessions: z.number().int(),
  /** What was charged, in the money of the card. */
  chargedFen: fen,
  /** The same at the price before any discount; rounded here for the eye, added up exactly. */
  listFen: fen,
})

const interest = z.object({
  basis: z.enum([...RATE_KINDS, 'agreed', 'none']),
  rateBp: z.number().int(),
  rateId: z.string().nullable(),
  /** The day from which that rate held. */
  rateFrom: day.nullable(),
  days: z.number().int(),
  amountFen: fen,
})

export const grantSheet = z
  .object({
    grantId: z.string(),
    name: z.string(),
    kind: z.enum(GRANT_KINDS),
    ticketNumber: z.string().nullable(),
    paidOn: day,
    paidFen: fen,
    bonusFen: fen,
    coolingOffUntil: day,
    uses: z.array(use),
    chargedFen: fen,
    /** Rounded down once, for the customer. */
    listFen: fen,
    formula: z.enum(FORMULAS),
    /** What the formula takes off; for T, what the days gone by cost. */
    consumedFen: fen,
    days: z.object({ from: day, remaining: z.number().int(), total: z.number().int() }).nullable(),
    /** By the formula, over the whole life of the grant. */
    entitledFen: fen,
    /** Given back of it before. */
    refundedBeforeFen: fen,
    /** Of the price, what was never paid: it is owed no more, and is no money that goes back. Left out where all was paid. */
    unpaidFen: fen.optional(),
    /** Only a part was asked for: so much of the principal that is left. */
    portion: z.object({ portionFen: fen, ofFen: fen }).nullable(),
    refundFen: fen,
    /** What either side's cause would give, before earlier refunds and portions. */
    byCause: z.object({ merchantFen: fen, customerFen: fen }),
    interest,
    lots: z.array(z.object({ lotId: z.string(), kind: z.string(), unit: z.string(), name: z.string(), quantity: fen, valueFen: fen })),
    lotValueFen: fen,
    /** Refund less what the lots were worth: positive is paid above it, negative is kept by the shop. */
    resultFen: fen,
  })
  .meta({ id: 'PrepaidGrantSheet' })
export type GrantSheet = z.output<typeof grantSheet>

export const gift = z
  .strictObject({
    name: z.string().trim().min(1).max(60),
    valueFen: z.number().int().min(0).max(100_000_00),
    deductFen: z.number().int().min(0).max(100_000_00).default(0),
    reason: z.string().trim().max(200).default(''),
  })
  .refine((g) => g.deductFen <= g.valueFen, { message: 'more than the gift is worth', path: ['deductFen'] })
  .refine((g) => g.deductFen === 0 || g.reason !== '', { message: 'a deduction needs its reason', path: ['reason'] })
  .meta({ id: 'PrepaidGift' })
export type Gift = z.output<typeof gift>

export const sheetSchema = z
  .object({
    format: z.literal(1),
    storeId: z.string(),
    memberId: z.string(),
    reasonCode: z.enum(REASONS),
    cause: z.enum(CAUSES),
    rescindedOn: day,
    serviceStoppedOn: day.nullable(),
    hadSameService: z.boolean(),
    /** The day up to which interest is counted. */
    payOn: day,
    rule: z.object({ id: z.string(), version: z.number().int(), effectiveFrom: day, source: z.string(), params: ruleParams }),
    grants: z.array(grantSheet),
    gifts: z.array(z.object({ name: z.string(), valueFen: fen, deductFen: fen, reason: z.string() })),
    refundFen: fen,
    /** What of the refund is set off against the price that was never paid. Left out where all was. */
    unpaidFen: fen.optional(),
    giftFen: fen,
    interestFen: fen,
    lotValueFen: fen,
    resultFen: fen,
    /** To be paid out. */
    totalFen: fen,
  })
  .meta({ id: 'PrepaidWorksheet' })
export type Sheet = z.output<typeof sheetSchema>
