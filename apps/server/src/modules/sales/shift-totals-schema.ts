import { z } from 'zod'

const fen = z.number().int()

const kindTotals = z.array(z.object({ kind: z.string(), count: z.number().int(), quantity: z.number().int(), amountFen: fen }))
/** What bills and refunds of a shift, or of a day's shifts, come to. */
export const shiftTotalsSchema = z
  .object({
    ticketCount: z.number().int(),
    listFen: fen,
    totalFen: fen,
    otherDayCount: z.number().int(),
    lines: kindTotals,
    adjustments: kindTotals,
    tenders: kindTotals,
    refunds: kindTotals,
    refundLines: kindTotals,
    refundTenders: kindTotals,
    sold: kindTotals,
    used: kindTotals,
    returned: kindTotals,
    takenBack: kindTotals,
    cashSalesFen: fen,
    cashTopUpFen: fen,
    cashRefundFen: fen,
  })
  .meta({ id: 'ShiftTotals' })
