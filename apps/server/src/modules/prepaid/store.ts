/** SQL and locks on the tables of requests, worksheets and bank pay-outs. */
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { sheetHash } from './canonical.ts'
import { AlreadyRequested } from './errors.ts'
import type { Cause, Reason } from './rule-params.ts'
import type { Gift, Sheet } from './schemas.ts'
import type { Ask } from './worksheet.ts'

export interface Request extends Ask {
  id: string
  state: 'requested' | 'paid' | 'cancelled'
  cause: Cause
  ruleSetId: string
  dueOn: string
}

/** Writes a request and what it asks for. @throws AlreadyRequested when one of the grants stands in an open request */
export async function insertRequest(ctx: WriteCtx, request: Omit<Request, 'state'> & { note: string }): Promise<void> {
  await ctx.db
    .insertInto('prepaid_refund')
    .values({
      id: request.id,
      member_id: request.memberId,
      store_id: request.storeId,
      reason_code: request.reasonCode,
      cause: request.cause,
      rule_set_id: request.ruleSetId,
      rescinded_on: request.rescindedOn,
      service_stopped_on: request.serviceStoppedOn,
      had_same_service: request.hadSameService,
      gifts: JSON.stringify(request.gifts),
      note: request.note,
      due_on: request.dueOn,
      requested_by: ctx.actor.id,
      requested_at: ctx.now,
    })
    .execute()
  await ctx.db
    .insertInto('prepaid_refund_grant')
    .values(request.grants.map((g) => ({ request_id: request.id, grant_id: g.grantId, portion_fen: g.portionFen })))
    .execute()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'prepaid_refund_grant_open' ? new AlreadyRequested({}) : error
    })
}

/** A request, for as long as the transaction lasts nobody else's to pay or cancel. @throws NotFound */
export async function lockRequest(ctx: WriteCtx, requestId: string): Promise<Request> {
  await ctx.db.selectFrom('prepaid_refund').select('id').where('id', '=', requestId).forUpdate().executeTakeFirst()
  return findRequest(ctx, requestId)
}

/** @throws NotFound */
export async function findRequest(ctx: ReadCtx, requestId: string): Promise<Request> {
  const row = await ctx.db.selectFrom('prepaid_refund').selectAll().where('id', '=', requestId).executeTakeFirst()
  if (!row) throw new NotFound()
  const grants = await ctx.db
    .selectFrom('prepaid_refund_grant')
    .select(['grant_id', 'portion_fen'])
    .where('request_id', '=', requestId)
    .orderBy('grant_id')
    .execute()
  return {
    id: row.id,
    state: row.state as Request['state'],
    memberId: row.member_id,
    storeId: row.store_id,
    reasonCode: row.reason_code as Reason,
    cause: row.cause as Cause,
    ruleSetId: row.rule_set_id,
    rescindedOn: row.rescinded_on,
    serviceStoppedOn: row.service_stopped_on,
    hadSameService: row.had_same_service,
    gifts: row.gifts as unknown as Gift[],
    dueOn: row.due_on,
    grants: grants.map((g) => ({ grantId: g.grant_id, portionFen: g.portion_fen })),
  }
}

/** Ends a request, by paying it or not; its grants may be asked for again. */
export async function closeRequest(
  ctx: WriteCtx,
  requestId: string,
  end: { state: 'paid'; refundId: string } | { state: 'cancelled'; reason: string },
): Promise<void> {
  await ctx.db
    .updateTable('prepaid_refund')
    .set({
      state: end.state,
      closed_by: ctx.actor.id,
      closed_at: ctx.now,
      ...(end.state === 'paid' ? { refund_id: end.refundId } : { cancel_reason: end.reason }),
    })
    .where('id', '=', requestId)
    .execute()
  await ctx.db.updateTable('prepaid_refund_grant').set({ is_open: false }).where('request_id', '=', requestId).execute()
}

/** Keeps a worksheet for good. Returns its digest, in hexadecimal. */
export async function insertSheet(ctx: WriteCtx, requestId: string, purpose: 'request' | 'payout', sheet: Sheet): Promise<string> {
  const sha256 = sheetHash(sheet)
  await ctx.db
    .insertInto('prepaid_worksheet')
    .values({
      id: newId(),
      request_id: requestId,
      purpose,
      body: JSON.stringify(sheet),
      sha256,
      made_by: ctx.actor.id,
      made_at: ctx.now,
    })
    .execute()
  return sha256.toString('hex')
}

export interface BankPayout {
  amountFen: number
  payee: string
  account: string
  reference: string
}

/** Records to whom money was transferred; name and account are sealed, of the account four digits stay readable. */
export async function insertBankPayout(ctx: WriteCtx, requestId: string, payout: BankPayout): Promise<void> {
  const id = newId()
  const { rowKey, wrapped } = ctx.brand.keys.newRowKey('bank_payout', id)
  await ctx.db
    .insertInto('bank_payout')
    .values({
      id,
      request_id: requestId,
      amount_fen: payout.amountFen,
      key_wrapped: wrapped,
      payee_enc: rowKey.seal('payee', payout.payee),
      account_enc: rowKey.seal('account', payout.account),
      account_last4: payout.account.replace(/\s/g, '').slice(-4),
      reference: payout.reference,
      paid_by: ctx.actor.id,
      paid_at: ctx.now,
    })
    .execute()
}
