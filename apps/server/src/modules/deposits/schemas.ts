import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'

const fen = z.number().int()

export const depositParams = z.object({ depositId: z.uuid() })
export const depositsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid(),
  memberId: z.uuid().optional(),
  /** `open`: only those of which something is left. */
  state: z.enum(['open', 'all']).default('open'),
  /** Part of a name, pinyin, a phone or its last four digits; of members and of whoever is none. Or part of the purpose. */
  q: z.string().trim().min(1).max(60).optional(),
})

const fields = {
  id: z.string(),
  ticketId: z.string(),
  ticketNumber: z.string(),
  storeId: z.string(),
  memberId: z.string().nullable(),
  memberName: z.string().nullable(),
  memberNumber: z.string().nullable(),
  contactName: z.string().nullable(),
  /** Masked; `POST /deposits/{depositId}/phone-reveals` shows it in full, and is written down. */
  contactPhone: z.string().nullable(),
  kind: z.enum(['advance', 'earnest']),
  purpose: z.string(),
  dueOn: z.string().nullable(),
  contractFen: fen.nullable(),
  amountFen: fen,
  openFen: fen,
  usedFen: fen,
  refundedFen: fen,
  forfeitedFen: fen,
  /** Until the day it is for; negative when that is over. */
  daysLeft: z.number().int().nullable(),
  businessDay: z.string(),
  takenByName: z.string().nullable(),
  takenAt: z.string(),
}

export const depositSummary = z.object(fields).meta({ id: 'DepositSummary' })

export const depositPage = pageOf(depositSummary)
  .extend({
    /** Of all that were asked for, not of this page alone. */
    totals: z.object({ deposits: z.number().int(), openFen: fen, overdue: z.number().int() }),
  })
  .meta({ id: 'DepositPage' })

export const deposit = z
  .object({
    ...fields,
    movements: z.array(
      z.object({
        id: z.string(),
        kind: z.enum(['taken', 'used', 'forfeited', 'restored', 'refunded']),
        amountFen: fen,
        sourceKind: z.enum(['ticket', 'refund']),
        sourceId: z.string(),
        sourceNumber: z.string(),
        actorName: z.string().nullable(),
        at: z.string(),
      }),
    ),
  })
  .meta({ id: 'Deposit' })

export const revealedPhone = z.object({ depositId: z.string(), phone: z.string() })
