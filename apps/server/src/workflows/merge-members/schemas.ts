/** Wire schemas of merging. */
import { z } from 'zod'

export const uuid = z.uuid()
export const choice = z.enum(['survivor', 'merged', 'both'])
const choices = z.record(z.string().max(50), choice)

export const newMerge = z
  .object({
    survivorId: uuid,
    mergedId: uuid,
    survivorVersion: z.number().int(),
    mergedVersion: z.number().int(),
    /** Whose value is kept, by field; what is left out is as the preview proposes. */
    choices: choices.default({}),
  })
  .meta({ id: 'NewMemberMerge' })
export const mergeRef = z.object({ id: uuid, survivorId: uuid })

/** One row of the comparison; values in words, phones masked. */
const difference = z.object({
  /** A field of members, or `field:<id>` of one of the brand's own. */
  field: z.string(),
  survivor: z.string(),
  merged: z.string(),
  proposed: choice,
  canKeepBoth: z.boolean(),
})
const side = z.object({
  id: uuid,
  number: z.string(),
  name: z.string().nullable(),
  version: z.number().int(),
  createdAt: z.string(),
  tickets: z.number().int(),
  heldBills: z.number().int(),
  /** Stored value, principal and bonus; null for who may not see money. */
  balanceFen: z.number().int().nullable(),
  passes: z.number().int(),
  /** What is owed on account in all stores; null for who may not see debts. */
  owedFen: z.number().int().nullable(),
  /** Left of deposits in all stores; null for who may not see bills. */
  depositsFen: z.number().int().nullable(),
  tags: z.array(z.string()),
  household: z.boolean(),
})
export const mergePreview = z
  .object({
    survivor: side,
    merged: side,
    differences: z.array(difference),
    /** Codes of problems that merging would be refused with now. */
    obstacles: z.array(z.string()),
    undoDays: z.number().int(),
  })
  .meta({ id: 'MemberMergePreview' })

export const mergeList = z.object({
  items: z.array(
    z.object({
      id: uuid,
      mergedId: uuid,
      mergedNumber: z.string(),
      mergedBy: z.string().nullable(),
      mergedAt: z.string(),
      undoUntil: z.string(),
    }),
  ),
})

export type MergePreview = z.output<typeof mergePreview>
