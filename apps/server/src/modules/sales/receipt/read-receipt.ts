import type { ReadCtx } from '../../../platform/ctx.ts'
import { receiptDocument } from './document.ts'
import type { ReceiptFacts } from './facts.ts'
import { refundFacts, ticketFacts } from './queries.ts'
import { receiptRows, receiptSource, receiptTitle } from './render.ts'
import type { Receipt, ReceiptQuery } from './schemas.ts'
import { receiptSvg } from './svg.ts'

/** The receipt of a completed or voided bill. @throws NotFound, Forbidden, ReceiptNotReady */
export async function readTicketReceipt(ctx: ReadCtx, ticketId: string, query: ReceiptQuery): Promise<Receipt> {
  return drawReceipt(await ticketFacts(ctx, ticketId), query)
}

/** The receipt of a refund or void, with its worksheet. @throws NotFound, Forbidden */
export async function readRefundReceipt(ctx: ReadCtx, refundId: string, query: ReceiptQuery): Promise<Receipt> {
  return drawReceipt(await refundFacts(ctx, refundId), query)
}

/** Facts → what a till shows and prints. Pure. */
export function drawReceipt(facts: ReceiptFacts, { columns, lang }: ReceiptQuery): Receipt {
  const document = receiptDocument(facts)
  const source = receiptSource(receiptRows(document, columns, lang))
  return { title: receiptTitle(document, lang), source, svg: receiptSvg(source, columns, lang) }
}
