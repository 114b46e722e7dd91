/**
 * What can be printed, by the kind of its source: the room that owns a thing draws it, this list knows whom to ask. A new kind of paper is
 * one more line here; its jobs, retries and reprints are the same as everybody's.
 */
import { findPrinter, type Printer, testPage } from '../../modules/printing/index.ts'
import { escapeText, printable, readRefundReceipt, readTicketReceipt } from '../../modules/sales/index.ts'
import { findReport } from '../../modules/shifts/index.ts'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { drawZ, type ZDocument } from '../close-shift/index.ts'
import { readRefundPaper, readWorksheetPaper } from '../refund-prepaid/index.ts'

export interface Drawable {
  /** The store whose paper it is, after checking that the actor may see the thing. @throws NotFound, Forbidden */
  storeOf(ctx: ReadCtx, id: string): Promise<string>
  /** The document in receiptline, laid out for the printer's paper. */
  draw(ctx: ReadCtx, id: string, printer: Printer): Promise<string>
  /** Which of the store's printers prints it when none is named. */
  duty: 'receipts' | 'reports'
}

const ticket: Drawable = {
  duty: 'receipts',
  storeOf: (ctx, id) => storeOfRow(ctx, 'ticket', id),
  draw: async (ctx, id, { columns, lang }) => (await readTicketReceipt(ctx, id, { columns, lang })).source,
}

const refund: Drawable = {
  duty: 'receipts',
  storeOf: (ctx, id) => storeOfRow(ctx, 'refund', id),
  draw: async (ctx, id, { columns, lang }) => {
    const { kind } = await ctx.db.selectFrom('refund').select('kind').where('id', '=', id).executeTakeFirstOrThrow()
    const read = kind === 'prepaid_refund' ? readRefundPaper : readRefundReceipt
    return (await read(ctx, id, { columns, lang })).source
  },
}

/** The worksheet of a request, also before it is paid. */
const prepaidRefund: Drawable = {
  duty: 'receipts',
  storeOf: async (ctx, id) => {
    const row = await ctx.db.selectFrom('prepaid_refund').select('store_id').where('id', '=', id).executeTakeFirst()
    if (!row) throw new NotFound()
    authorize(ctx, 'read', 'PrepaidRefund', row.store_id)
    return row.store_id
  },
  draw: async (ctx, id, { columns, lang }) => (await readWorksheetPaper(ctx, id, { columns, lang })).source,
}

/** The Z of a shift or a day, as it was when it was closed. */
const zReport: Drawable = {
  duty: 'reports',
  storeOf: async (ctx, id) => (await findReport(ctx, id)).storeId,
  draw: async (ctx, id, { columns, lang }) => drawZ((await findReport(ctx, id)).document as ZDocument, { columns, lang }).source,
}

/** The id is the printer's own. */
const test: Drawable = {
  duty: 'receipts',
  storeOf: async (ctx, id) => {
    const printer = await findPrinter(ctx, id)
    if (!printer) throw new NotFound()
    authorize(ctx, 'use', 'Printer', printer.storeId)
    return printer.storeId
  },
  draw: async (_, __, printer) => testPage(printer, escapeText(printable(printer.name))),
}

export const DOCUMENTS: Readonly<Record<string, Drawable>> = { ticket, refund, prepaid_refund: prepaidRefund, z_report: zReport, test }

/** A bill that was never completed has no paper; its id is as good as none. */
async function storeOfRow(ctx: ReadCtx, table: 'ticket' | 'refund', id: string): Promise<string> {
  const row =
    table === 'ticket'
      ? await ctx.db.selectFrom('ticket').select('store_id').where('id', '=', id).where('number', 'is not', null).executeTakeFirst()
      : await ctx.db.selectFrom('refund').select('store_id').where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound()
  authorize(ctx, 'read', 'Ticket', row.store_id)
  return row.store_id
}
