import { z } from 'zod'
import { RATE_KINDS, ruleParams } from './rule-params.ts'

const source = z.string().trim().min(1).max(500)

export const ruleSet = z
  .object({
    id: z.string(),
    version: z.number().int(),
    effectiveFrom: z.string(),
    params: ruleParams,
    source: z.string(),
    note: z.string(),
    /** Null: came with the product. */
    publishedByName: z.string().nullable(),
    publishedAt: z.string(),
    /** In force today. */
    isInForce: z.boolean(),
  })
  .meta({ id: 'RefundRuleSet' })
export const ruleSets = z.object({ items: z.array(ruleSet) })

export const newRuleSet = z
  .strictObject({ effectiveFrom: z.iso.date(), params: ruleParams, source, note: z.string().trim().max(300).default('') })
  .meta({ id: 'NewRefundRuleSet' })
export type NewRuleSet = z.output<typeof newRuleSet>
export const publishedRules = z.object({ id: z.string(), version: z.number().int() })

export const interestRate = z
  .object({
    id: z.string(),
    kind: z.enum(RATE_KINDS),
    effectiveFrom: z.string(),
    rateBp: z.number().int(),
    source: z.string(),
    recordedByName: z.string().nullable(),
    recordedAt: z.string(),
    /** A later row for the same day stands in its place. */
    isReplaced: z.boolean(),
  })
  .meta({ id: 'InterestRate' })
export const interestRates = z.object({ items: z.array(interestRate) })

export const newRate = z
  .strictObject({ kind: z.enum(RATE_KINDS), effectiveFrom: z.iso.date(), rateBp: z.number().int().min(0).max(3_600), source })
  .meta({ id: 'NewInterestRate' })
export type NewRate = z.output<typeof newRate>
export const recordedRate = z.object({ id: z.string() })
