/** A ticket as posted, without a database: made of a quote, and as it stands after a refund. */
import { allocate } from '../../src/platform/money.ts'
import type { Quote } from '../../src/workflows/checkout/schemas.ts'
import type { Posted, PostedLine } from '../../src/workflows/refund/posted.ts'
import type { Unwound } from '../../src/workflows/refund/unwind.ts'
import { idOf } from './basis.ts'

/** A quote as it would stand in the books once completed. */
export function postedOf(quote: Quote, lots: Posted['lots'] = []): Posted {
  return {
    id: idOf('ticket'),
    number: 'A-261122-0001',
    state: 'completed',
    storeId: idOf('store'),
    storeCode: 'A',
    memberId: idOf('member'),
    businessDay: '2026-11-22',
    shiftId: null,
    isShiftOpen: true,
    today: '2026-11-23',
    totalFen: quote.totalFen,
    refundedFen: 0,
    lots,
    transactions: [],
    deposits: [],
    debts: [],
    accountIds: [],
    holderIds: [],
    tenders: quote.tenders.map((t) => ({ id: `tender-${t.ordinal}`, ...t })),
    lines: quote.lines.map((line, index) => ({
      id: `line-${index}`,
      ordinal: index + 1,
      kind: line.kind,
      itemId: line.itemId,
      name: line.name,
      quantity: line.quantity,
      netFen: line.netFen,
      refundedQuantity: 0,
      allocations: line.allocations.map((a, i) => ({
        id: `allocation-${index}-${i}`,
        tenderId: `tender-${a.tenderOrdinal}`,
        lotId: a.lotId,
        quantity: a.quantity,
        amountFen: a.amountFen,
        refundedQuantity: 0,
        refundedFen: 0,
      })),
      shares: (line.kind === 'rounding' ? [] : allocate(line.netFen, [1, 1])).map((amountFen, i) => ({
        id: `share-${index}-${i}`,
        staffId: idOf('amei'),
        role: 'performer',
        amountFen,
        refundedFen: 0,
      })),
    })),
  }
}

/** The ticket as it stands after a refund. */
export function after(posted: Posted, done: Unwound): Posted {
  const refundedOf = (line: PostedLine) => done.lines.find((l) => l.lineId === line.id)
  return {
    ...posted,
    refundedFen: posted.refundedFen + done.totalFen,
    lines: posted.lines.map((line) => {
      const back = refundedOf(line)
      if (!back) return line
      return {
        ...line,
        refundedQuantity: line.refundedQuantity + back.quantity,
        allocations: line.allocations.map((a) => {
          const part = back.allocations.find((x) => x.allocationId === a.id)
          return { ...a, refundedFen: a.refundedFen + (part?.amountFen ?? 0), refundedQuantity: a.refundedQuantity + (part?.quantity ?? 0) }
        }),
        shares: line.shares.map((s) => ({
          ...s,
          refundedFen: s.refundedFen + (back.shares.find((x) => x.shareId === s.id)?.amountFen ?? 0),
        })),
      }
    }),
  }
}
