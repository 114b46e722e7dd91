import {
  closeRequest,
  DeductionNotAllowed,
  insertRequest,
  insertSheet,
  lockRequest,
  RequestClosed,
  SheetChanged,
} from '../../modules/prepaid/index.ts'
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { askOf, todayAt, workOut } from './quote.ts'
import type { RequestBody } from './schemas.ts'

/** Takes down that a member asks prepaid money back: from now on the days until it is due count. Nothing is paid yet. */
export async function requestPrepaidRefund(ctx: WriteCtx, memberId: string, body: RequestBody) {
  const { today } = await todayAt(ctx, body.storeId)
  if (body.gifts.some((g) => g.deductFen > 0) && !ctx.actor.can('override', 'PrepaidRefund', body.storeId))
    throw new DeductionNotAllowed({})
  const ask = askOf(memberId, body, today)
  const { sheet, rule, dueOn } = await workOut(ctx, ask, null)
  if (sheet.totalFen !== body.expectedTotalFen) throw new SheetChanged({ beforeFen: body.expectedTotalFen, afterFen: sheet.totalFen })
  const id = newId()
  await insertRequest(ctx, { id, ...ask, cause: sheet.cause, ruleSetId: rule.id, dueOn, note: body.note })
  const sha256 = await insertSheet(ctx, id, 'request', sheet)
  ctx.audit({
    action: 'prepaid_refund.request',
    subjectKind: 'PrepaidRefund',
    subjectId: id,
    storeId: body.storeId,
    detail: { memberId, reasonCode: body.reasonCode, totalFen: sheet.totalFen, giftFen: sheet.giftFen, dueOn, sha256 },
  })
  return { id, state: 'requested' as const, totalFen: sheet.totalFen, dueOn, sha256 }
}

/** The member keeps what is left after all, or the request was a mistake. @throws RequestClosed */
export async function cancelPrepaidRefund(ctx: WriteCtx, requestId: string, reason: string) {
  const request = await lockRequest(ctx, requestId)
  authorize(ctx, 'request', 'PrepaidRefund', request.storeId)
  if (request.state !== 'requested') throw new RequestClosed({ state: request.state })
  await closeRequest(ctx, requestId, { state: 'cancelled', reason })
  ctx.audit({ action: 'prepaid_refund.cancel', subjectKind: 'PrepaidRefund', subjectId: requestId, storeId: request.storeId })
  return { id: requestId, state: 'cancelled' as const }
}
