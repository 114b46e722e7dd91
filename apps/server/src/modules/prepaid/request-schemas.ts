import { z } from 'zod'
import { pageOf, pageQuery } from '../../platform/pages.ts'
import { attachmentSchema } from '../attachments/index.ts'
import { CAUSES, REASONS } from './rule-params.ts'
import { sheetSchema } from './schemas.ts'

const fen = z.number().int()
export const STATES = ['requested', 'paid', 'cancelled'] as const

export const requestParams = z.object({ requestId: z.uuid() })
export const attachmentParams = z.object({ requestId: z.uuid(), attachmentId: z.uuid() })

export const requestsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid().optional(),
  memberId: z.uuid().optional(),
  state: z.enum(STATES).optional(),
})

const summary = {
  id: z.string(),
  storeId: z.string(),
  storeName: z.string(),
  memberId: z.string(),
  memberName: z.string().nullable(),
  memberNumber: z.string(),
  state: z.enum(STATES),
  reasonCode: z.enum(REASONS),
  cause: z.enum(CAUSES),
  /** What was paid, or what the worksheet of the request says. */
  totalFen: fen,
  dueOn: z.string(),
  /** Days left until the money is due; negative when it is late. Null once closed. */
  daysLeft: z.number().int().nullable(),
  requestedAt: z.string(),
  requestedByName: z.string().nullable(),
  closedAt: z.string().nullable(),
  number: z.string().nullable(),
}

export const requestSummary = z.object({ ...summary, grantNames: z.array(z.string()) }).meta({ id: 'PrepaidRefundSummary' })
export const requestPage = pageOf(requestSummary)

export const requestDetail = z
  .object({
    ...summary,
    note: z.string(),
    closedByName: z.string().nullable(),
    approvedByName: z.string().nullable(),
    cancelReason: z.string(),
    refundId: z.string().nullable(),
    /** As it was found at the request, and as it was paid. */
    sheets: z.array(z.object({ purpose: z.enum(['request', 'payout']), sha256: z.string(), madeAt: z.string(), sheet: sheetSchema })),
    payouts: z.array(
      z.object({ kind: z.string(), fromKind: z.string().nullable(), amountFen: fen, reason: z.string(), reference: z.string() }),
    ),
    bankPayouts: z.array(
      z.object({ amountFen: fen, payee: z.string(), accountLast4: z.string(), reference: z.string(), paidAt: z.string() }),
    ),
    attachments: z.array(attachmentSchema),
  })
  .meta({ id: 'PrepaidRefund' })
export type RequestDetail = z.output<typeof requestDetail>
