import { readRequest } from '../../modules/prepaid/index.ts'
import type { Receipt, ReceiptQuery } from '../../modules/sales/index.ts'
import { readStore } from '../../modules/settings/index.ts'
import { authorize, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { drawWorksheet } from './paper.ts'

/** The paper of a request: its worksheet as it was paid, or as it was asked for. @throws NotFound, Forbidden */
export async function readWorksheetPaper(ctx: ReadCtx, requestId: string, query: ReceiptQuery): Promise<Receipt> {
  const request = await readRequest(ctx, requestId)
  authorize(ctx, 'read', 'PrepaidRefund', request.storeId)
  const { zone } = await readStore(ctx, request.storeId)
  return drawWorksheet({ request, brandName: ctx.brand.name, zone }, query)
}

/** The same, found by the document that paid it. @throws NotFound, Forbidden */
export async function readRefundPaper(ctx: ReadCtx, refundId: string, query: ReceiptQuery): Promise<Receipt> {
  const row = await ctx.db.selectFrom('prepaid_refund').select('id').where('refund_id', '=', refundId).executeTakeFirst()
  if (!row) throw new NotFound()
  return readWorksheetPaper(ctx, row.id, query)
}
