import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'

export const KINDS = [
  'visit',
  'top_up',
  'deposit',
  'settlement',
  'refund',
  'shared',
  'transfer',
  'freeze',
  'card',
  'note',
  'assessment',
  'care',
  'consent',
  'merge',
  'change',
] as const
export type Kind = (typeof KINDS)[number]

export const timelineEntry = z
  .object({
    kind: z.enum(KINDS),
    id: z.string(),
    at: z.string(),
    /** Who did it; null for the system. */
    by: z.string().nullable(),
    storeId: z.uuid().nullable(),
    /** The document behind it, for who may open it. */
    ticketId: z.uuid().nullable(),
    refundId: z.uuid().nullable(),
    number: z.string().nullable(),
    /** Null for who may not see money. */
    amountFen: z.number().int().nullable(),
    /** What was done or bought, or the words of a note. */
    words: z.array(z.string()),
    /** A code of what happened, where the kind alone does not say it: `lot.freeze`, `member.update`, `voided`. */
    code: z.string().nullable(),
    /** Another record of the same person it was done under. */
    recordNumber: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' })

export const timelineQuery = z.object({ ...pageQuery, kind: z.union([z.enum(KINDS), z.array(z.enum(KINDS)).max(12)]).optional() })
export const timelinePage = pageOf(timelineEntry)
export type TimelineEntry = z.output<typeof timelineEntry>
