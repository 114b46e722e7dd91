/**
 * Pays a request. In one transaction: lock the request and the wallet, work the worksheet out again, refuse if it differs from what was
 * seen, take what is left out of the lots, post the document, keep the worksheet. Locks in this order: request, wallets, accounts, shift, document counter.
 */
import { useApproval } from '../../modules/access/index.ts'
import {
  ApprovalNeeded,
  closeRequest,
  findRequest,
  insertBankPayout,
  insertSheet,
  lockRequest,
  type Request,
  RequestClosed,
  type Sheet,
  SheetChanged,
} from '../../modules/prepaid/index.ts'
import { requestAtTill } from '../../modules/printing/index.ts'
import { lockAccounts, reduceReceivables } from '../../modules/receivables/index.ts'
import { type PrepaidRefundRows, postPrepaidRefund } from '../../modules/sales/index.ts'
import { takeShift } from '../../modules/shifts/index.ts'
import { lockWallets, type Posting, post } from '../../modules/wallet/index.ts'
import { together } from '../../platform/connection.ts'
import { authorize, type ReadCtx, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { Debt, LoadedGrant } from './load-grants.ts'
import { needsApproval, quotedOf, type Worked, workOut } from './quote.ts'
import type { PayBody, Quoted } from './schemas.ts'
import { cashPaid, checkPayouts } from './ways.ts'

/** What is due on a request today, and how it may be paid. @throws RequestClosed */
export async function quotePayout(ctx: ReadCtx, requestId: string): Promise<Quoted> {
  const request = await findRequest(ctx, requestId)
  authorize(ctx, 'read', 'PrepaidRefund', request.storeId)
  if (request.state !== 'requested') throw new RequestClosed({ state: request.state })
  return { ...(await quotedOf(ctx, await workOut(ctx, request, request.ruleSetId))), dueOn: request.dueOn }
}

/** @throws RequestClosed, SheetChanged, ApprovalNeeded, PayoutInvalid, PayoutIncomplete and what the worksheet throws */
export async function payPrepaidRefund(ctx: WriteCtx, requestId: string, body: PayBody) {
  const request = await lockRequest(ctx, requestId)
  authorize(ctx, 'pay', 'PrepaidRefund', request.storeId)
  if (request.state !== 'requested') throw new RequestClosed({ state: request.state })
  const [owners, debtors] = await together([ownersOf(ctx, request), debtorsOf(ctx, request)])
  const [heads, , shiftId] = await together([
    lockWallets(ctx, owners),
    lockAccounts(ctx, debtors),
    takeShift(ctx, { storeId: request.storeId, tillId: body.tillId }),
  ])
  const worked = await workOut(ctx, request, request.ruleSetId)
  const { sheet, grants } = worked
  if (sheet.totalFen !== body.expectedTotalFen) throw new SheetChanged({ beforeFen: body.expectedTotalFen, afterFen: sheet.totalFen })
  checkPayouts(worked.ways, body.payouts, sheet.totalFen, cashPaid(grants))
  const refundId = newId()
  const approvalId = await approvalOf(ctx, sheet, body.approvalId, refundId)
  const sha256 = await insertSheet(ctx, requestId, 'payout', sheet)
  for (const head of heads.values()) await post(ctx, head, postingsOf(worked, head.memberId, refundId, sha256))
  const number = await postPrepaidRefund(ctx, rowsOf(worked, body, { refundId, approvalId, shiftId }))
  for (const { payee, amountFen, reference } of body.payouts)
    if (payee) await insertBankPayout(ctx, requestId, { amountFen, reference, payee: payee.name, account: payee.account })
  await reduceReceivables(
    ctx,
    refundId,
    debtsOf(grants).map((d) => ({ receivableId: d.id, amountFen: d.openFen })),
  )
  await closeRequest(ctx, requestId, { state: 'paid', refundId })
  if (body.print) {
    const hasCash = body.payouts.some((p) => p.kind === 'cash')
    await requestAtTill(ctx, { storeId: request.storeId, print: body.print, source: { kind: 'refund', id: refundId }, hasCash })
  }
  ctx.audit({
    action: 'prepaid_refund.pay',
    subjectKind: 'PrepaidRefund',
    subjectId: requestId,
    storeId: request.storeId,
    detail: {
      refundId,
      number,
      totalFen: sheet.totalFen,
      lotValueFen: sheet.lotValueFen,
      resultFen: sheet.resultFen,
      interestFen: sheet.interestFen,
      giftFen: sheet.giftFen,
      sha256,
    },
  })
  return { id: requestId, state: 'paid' as const, refundId, number, totalFen: sheet.totalFen, sha256 }
}

/** Whose wallets hold what is asked back; who owns a lot never changes, so it may be asked before the locks. */
async function ownersOf(ctx: ReadCtx, { memberId, grants }: Pick<Request, 'memberId' | 'grants'>): Promise<string[]> {
  const ids = grants.map((g) => g.grantId)
  const owners = await ctx.db
    .selectFrom('lot')
    .select('member_id')
    .distinct()
    .where((eb) => eb('grant_id', '=', eb.fn.any(eb.val(ids))))
    .execute()
  return [...new Set([memberId, ...owners.map((row) => row.member_id)])]
}

/** Whose debts the passes asked back are; who owes a debt never changes either. */
async function debtorsOf(ctx: ReadCtx, { grants }: Pick<Request, 'grants'>): Promise<string[]> {
  const ids = grants.map((g) => g.grantId)
  const debts = await ctx.db
    .selectFrom('receivable')
    .select('account_id')
    .distinct()
    .where((eb) => eb('line_id', '=', eb.fn.any(eb.val(ids))))
    .execute()
  return debts.map((d) => d.account_id)
}

async function approvalOf(ctx: WriteCtx, sheet: Sheet, approvalId: string | null, refundId: string): Promise<string | null> {
  if (!(await needsApproval(ctx, sheet))) return null
  if (approvalId === null) throw new ApprovalNeeded({ act: 'refund', fen: sheet.totalFen })
  await useApproval(ctx, { approvalId, act: 'refund', storeId: sheet.storeId, usedFor: refundId, fen: sheet.totalFen })
  return approvalId
}

/** Debts of passes that go back: the rest of their price is owed no more. */
function debtsOf(grants: readonly LoadedGrant[]): Debt[] {
  return grants.flatMap((g) => [...g.debts])
}

/** One wallet transaction for each that is taken back; its note, and with it the chain, names the worksheet. */
function postingsOf({ store, businessDay, sheet, grants }: Worked, ownerId: string, refundId: string, sha256: string): Posting[] {
  const reversed = new Map(grants.filter((g) => g.ownerId === ownerId).map((g) => [g.grantId, g.transactionId]))
  const owned = sheet.grants.filter((g) => reversed.has(g.grantId))
  const groups = Map.groupBy(owned, (g) => reversed.get(g.grantId) ?? null)
  return [...groups].flatMap(([reversesId, of]): Posting[] => {
    const changes = of.flatMap((g) => g.lots.map((l) => ({ lotId: l.lotId, quantity: -l.quantity, valueFen: -l.valueFen })))
    if (changes.length === 0) return []
    const common = { reason: 'refund' as const, sourceKind: 'refund' as const, sourceId: refundId, reversesId }
    return [{ ...common, storeId: store.id, businessDay, note: `sha256:${sha256}`, changes }]
  })
}

function rowsOf(
  { store, businessDay, sheet, grants }: Worked,
  body: PayBody,
  ids: { refundId: string; approvalId: string | null; shiftId: string },
): PrepaidRefundRows {
  const lines: PrepaidRefundRows['lines'] = sheet.grants.flatMap((g) => [
    { kind: 'lot_value' as const, grantId: g.grantId, amountFen: g.lotValueFen },
    { kind: 'result' as const, grantId: g.grantId, amountFen: g.resultFen },
    { kind: 'interest' as const, grantId: g.grantId, amountFen: g.interest.amountFen },
  ])
  const all = [...lines, { kind: 'gift' as const, grantId: null, amountFen: sheet.giftFen === 0 ? 0 : -sheet.giftFen }]
  return {
    id: ids.refundId,
    storeId: store.id,
    storeCode: store.code,
    businessDay,
    shiftId: ids.shiftId,
    memberId: sheet.memberId,
    totalFen: sheet.totalFen + (sheet.unpaidFen ?? 0),
    reasonCode: sheet.reasonCode,
    note: '',
    approvalId: ids.approvalId,
    lines: all.filter((l) => l.amountFen !== 0 || l.kind === 'lot_value'),
    lots: sheet.grants.flatMap((g) =>
      g.lots.map((l) => ({ lotId: l.lotId, grantId: g.grantId, quantity: l.quantity, valueFen: l.valueFen })),
    ),
    tenders: [
      ...debtsOf(grants).map((d) => ({ tenderId: d.id, kind: 'on_account' as const, amountFen: d.openFen, reason: '', reference: '' })),
      ...body.payouts.map(({ tenderId, kind, amountFen, reason, reference }) => ({ tenderId, kind, amountFen, reason, reference })),
    ],
  }
}
