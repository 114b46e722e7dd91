import { z } from 'zod'
import { pageQuery } from '../../platform/pages.ts'

const fen = z.number().int()

export const ticketParams = z.object({ ticketId: z.uuid() })
export const refundParams = z.object({ refundId: z.uuid() })

export const ticketsQuery = z.object({
  ...pageQuery,
  storeId: z.uuid(),
  state: z.enum(['held', 'completed', 'voided']).optional(),
  day: z.iso.date().optional(),
  memberId: z.uuid().optional(),
  shiftId: z.uuid().optional(),
})

export const ticketSummary = z
  .object({
    id: z.string(),
    storeId: z.string(),
    state: z.string(),
    number: z.string().nullable(),
    memberId: z.string().nullable(),
    memberName: z.string().nullable(),
    businessDay: z.string().nullable(),
    totalFen: fen.nullable(),
    refundedFen: fen,
    holdLabel: z.string(),
    lineNames: z.array(z.string()),
    openedByName: z.string(),
    openedAt: z.string(),
    completedAt: z.string().nullable(),
    /** Held bills: who fetched it, and has not laid it back yet. */
    takenByName: z.string().nullable(),
    takenAt: z.string().nullable(),
    version: z.number().int(),
  })
  .meta({ id: 'TicketSummary' })

export const ticketLine = z
  .object({
    id: z.string(),
    ordinal: z.number().int(),
    kind: z.string(),
    itemId: z.string().nullable(),
    name: z.string(),
    quantity: z.number().int(),
    unitListFen: fen,
    listFen: fen,
    netFen: fen,
    bonusFen: fen,
    /** Group bills: whose line it is, when it is not the bill's member's. */
    memberId: z.string().nullable(),
    memberName: z.string().nullable(),
    guest: z.string(),
    /** A deposit: `advance` may go back, `earnest` is kept if the customer does not come. */
    depositKind: z.string().nullable(),
    /** A deposit: what is left of it, and may be given back. */
    depositOpenFen: fen.nullable(),
    refundedQuantity: z.number().int(),
    refundedFen: fen,
    adjustments: z.array(
      z.object({
        kind: z.string(),
        amountFen: fen,
        params: z.record(z.string(), z.unknown()),
        sourceId: z.string().nullable(),
        approvalId: z.string().nullable(),
        approvedByName: z.string().nullable(),
      }),
    ),
    allocations: z.array(
      z.object({
        id: z.string(),
        tenderId: z.string(),
        lotId: z.string().nullable(),
        lotKind: z.string().nullable(),
        lotName: z.string().nullable(),
        quantity: fen,
        amountFen: fen,
      }),
    ),
    shares: z.array(
      z.object({
        staffId: z.string(),
        staffName: z.string(),
        role: z.string(),
        shareBp: z.number().int(),
        amountFen: fen,
        isRequested: z.boolean(),
      }),
    ),
  })
  .meta({ id: 'TicketLine' })

export const tender = z
  .object({
    id: z.string(),
    ordinal: z.number().int(),
    kind: z.string(),
    amountFen: fen,
    receivedFen: fen.nullable(),
    changeFen: fen.nullable(),
    reference: z.string(),
    /** Stored value and passes: whose wallet. */
    memberId: z.string().nullable(),
    /** Outside money: the member who paid it, where the bill says so. */
    payerId: z.string().nullable(),
    memberName: z.string().nullable(),
    /** On account: whose account; deposit: what it was for. */
    sourceId: z.string().nullable(),
    sourceName: z.string().nullable(),
    sourceMemberId: z.string().nullable(),
    originKind: z.string().nullable(),
    refundedFen: fen,
  })
  .meta({ id: 'Tender' })

export const refundSummary = z
  .object({
    id: z.string(),
    kind: z.string(),
    number: z.string(),
    totalFen: fen,
    reasonCode: z.string(),
    refundedAt: z.string(),
    refundedByName: z.string(),
    /** The bill of what was taken instead, when goods were exchanged or a visit became the first of a pass. */
    exchangeTicketId: z.string().nullable(),
    isUpgrade: z.boolean(),
  })
  .meta({ id: 'RefundSummary' })

export const exchange = z
  .object({
    refundId: z.string(),
    refundNumber: z.string(),
    ticketId: z.string(),
    ticketNumber: z.string(),
    creditFen: fen,
    /** Not goods came back but a visit, for the pass that covers it: tenders of the kind `exchange` are called so. */
    isUpgrade: z.boolean(),
  })
  .meta({ id: 'Exchange' })

export const usualQuery = z.object({ storeId: z.uuid() })
export const usualParams = z.object({ memberId: z.uuid() })
export const usual = z
  .object({
    items: z.array(
      z.object({ itemId: z.string(), kind: z.enum(['service', 'product']), name: z.string(), times: z.number().int(), lastOn: z.string() }),
    ),
  })
  .meta({ id: 'Usual' })

export const underpricedQuery = z.object({ ...pageQuery, storeId: z.uuid(), fromDay: z.iso.date(), toDay: z.iso.date() })
export const underpricedLine = z
  .object({
    lineId: z.string(),
    ticketId: z.string(),
    number: z.string(),
    businessDay: z.string(),
    name: z.string(),
    quantity: z.number().int(),
    memberPriceFen: fen,
    netFen: fen,
    reasons: z.array(z.string()),
    soldByName: z.string().nullable(),
    approvedByNames: z.array(z.string()),
  })
  .meta({ id: 'UnderpricedLine' })

export const takeBody = z.strictObject({ takeOver: z.boolean().default(false) })
export const heldVersion = z.object({ ticketId: z.string(), version: z.number().int() })

export const ticket = z
  .object({
    id: z.string(),
    storeId: z.string(),
    storeName: z.string(),
    state: z.string(),
    number: z.string().nullable(),
    memberId: z.string().nullable(),
    memberName: z.string().nullable(),
    memberNumber: z.string().nullable(),
    businessDay: z.string().nullable(),
    priceBookVersion: z.number().int().nullable(),
    listFen: fen.nullable(),
    discountFen: fen.nullable(),
    roundingFen: fen.nullable(),
    totalFen: fen.nullable(),
    refundedFen: fen,
    note: z.string(),
    holdLabel: z.string(),
    cart: z.record(z.string(), z.unknown()).nullable(),
    openedByName: z.string(),
    openedAt: z.string(),
    completedByName: z.string().nullable(),
    completedAt: z.string().nullable(),
    version: z.number().int(),
    shiftId: z.string().nullable(),
    isShiftOpen: z.boolean(),
    lines: z.array(ticketLine),
    tenders: z.array(tender),
    /** The refund this sale belongs to, when goods were exchanged. */
    exchange: exchange.nullable(),
    refunds: z.array(refundSummary),
  })
  .meta({ id: 'Ticket' })

export const refund = z
  .object({
    id: z.string(),
    kind: z.string(),
    /** Null for the refund of prepaid money: it belongs to no single bill, but to a request. */
    ticketId: z.string().nullable(),
    ticketNumber: z.string().nullable(),
    prepaidRequestId: z.string().nullable(),
    number: z.string(),
    storeId: z.string(),
    businessDay: z.string(),
    memberId: z.string().nullable(),
    totalFen: fen,
    reasonCode: z.string(),
    note: z.string(),
    refundedAt: z.string(),
    shiftId: z.string().nullable(),
    refundedByName: z.string(),
    approvedByName: z.string().nullable(),
    lines: z.array(
      z.object({
        lineId: z.string(),
        kind: z.string(),
        name: z.string(),
        memberId: z.string().nullable(),
        memberName: z.string().nullable(),
        guest: z.string(),
        quantity: z.number().int(),
        netFen: fen,
        restock: z.boolean(),
      }),
    ),
    tenders: z.array(
      z.object({
        tenderId: z.string(),
        memberId: z.string().nullable(),
        payerId: z.string().nullable(),
        memberName: z.string().nullable(),
        /** On account: whose account; deposit: what it was for. */
        sourceName: z.string().nullable(),
        sourceMemberId: z.string().nullable(),
        fromKind: z.string(),
        kind: z.string(),
        amountFen: fen,
        reason: z.string(),
      }),
    ),
    exchange: exchange.nullable(),
    /** The bill it takes back was the pass of an upgrade. */
    isOfUpgrade: z.boolean(),
    lots: z.array(
      z.object({
        lotId: z.string(),
        memberId: z.string(),
        memberName: z.string().nullable(),
        name: z.string(),
        kind: z.string(),
        quantity: fen,
        amountFen: fen,
      }),
    ),
  })
  .meta({ id: 'Refund' })

export const refundsQuery = z.object({ ...pageQuery, storeId: z.uuid(), shiftId: z.uuid().optional(), day: z.iso.date().optional() })
export const refundRow = z
  .object({
    id: z.string(),
    kind: z.string(),
    number: z.string(),
    ticketId: z.string().nullable(),
    ticketNumber: z.string().nullable(),
    totalFen: fen,
    cashFen: fen,
    reasonCode: z.string(),
    refundedByName: z.string(),
    refundedAt: z.string(),
  })
  .meta({ id: 'RefundRow' })
