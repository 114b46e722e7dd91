import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { AGE_NAMES, LIABILITY_KINDS } from './rules.ts'

const fen = z.number().int()
const kind = z.enum(LIABILITY_KINDS)
const age = z.enum(AGE_NAMES)

/** An instant of the past; left out, or in the future, it is now. */
const asOf = z.iso
  .datetime({ offset: true })
  .transform((text) => Temporal.Instant.from(text))
  .optional()

/** The end of a business day, in place of an instant. */
const throughDay = z.iso.date().optional()

export const liabilityQuery = z.object({ storeId: z.uuid().optional(), asOf, throughDay })

export const liability = z
  .object({
    asOf: z.string(),
    throughDay: z.string().nullable(),
    rows: z.array(
      z
        .object({
          storeId: z.string(),
          storeName: z.string(),
          kind,
          unit: z.string(),
          age,
          lots: z.number().int(),
          quantity: fen,
          valueFen: fen,
        })
        .meta({ id: 'LiabilityRow' }),
    ),
    totals: z.object({ principalFen: fen, bonusFen: fen, rebateFen: fen, points: fen, passValueFen: fen, liabilityFen: fen }),
    /** By figure of `totals`: the key of the text that says what it means. */
    definitions: z.record(z.string(), z.string()),
  })
  .meta({ id: 'Liability' })

export const liabilityLotsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid(),
  kind,
  /** Only pass lots differ: sessions, or days of an unlimited pass. */
  unit: z.enum(['fen', 'point', 'session', 'day']).optional(),
  age: age.optional(),
  asOf,
  throughDay,
})

export const liabilityLots = pageOf(
  z
    .object({
      lotId: z.string(),
      memberId: z.string(),
      memberNumber: z.string(),
      /** Null: erased, or a card nobody's name stands on. */
      memberName: z.string().nullable(),
      name: z.string(),
      kind,
      unit: z.string(),
      /** What was left at that instant. */
      remaining: fen,
      valueFen: fen,
      createdAt: z.string(),
      expiresOn: z.string().nullable(),
    })
    .meta({ id: 'LiabilityLot' }),
)
