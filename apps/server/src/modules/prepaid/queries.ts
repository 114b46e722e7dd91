import { type RawBuilder, sql } from 'kysely'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { listAttachments } from '../attachments/index.ts'
import { openMemberNames } from '../members/index.ts'
import type { RequestDetail } from './request-schemas.ts'
import type { Sheet } from './schemas.ts'

/** In the audit trail, and of its evidence. */
export const OWNER = 'PrepaidRefund'

export interface RequestsQuery {
  storeId?: string | undefined
  memberId?: string | undefined
  state?: RequestDetail['state'] | undefined
  limit: number
  cursor?: string | undefined
}

interface SummaryRow {
  id: string
  store_id: string
  store_name: string
  member_id: string
  state: RequestDetail['state']
  reason_code: RequestDetail['reasonCode']
  cause: RequestDetail['cause']
  total_fen: number
  due_on: string
  days_left: number | null
  requested_at: Temporal.Instant
  requested_by_name: string | null
  closed_at: Temporal.Instant | null
  number: string | null
  grant_names: string[] | null
}

const SUMMARY: RawBuilder<SummaryRow> = sql`
  p.id, p.store_id, store.name as store_name, p.member_id, p.state, p.reason_code, p.cause, p.due_on, p.requested_at, asker.name as requested_by_name,
  p.closed_at, refund.number, coalesce(refund.total_fen, (w.body->>'totalFen')::bigint) as total_fen,
  case when p.state = 'requested'
    then p.due_on - (${sql.ref('n.now')} at time zone store.zone)::date end as days_left,
  (select jsonb_agg(g->>'name') from jsonb_array_elements(w.body->'grants') g) as grant_names`

function summaryOf(row: SummaryRow, names: Awaited<ReturnType<typeof openMemberNames>>) {
  return {
    id: row.id,
    storeId: row.store_id,
    storeName: row.store_name,
    memberId: row.member_id,
    memberName: names.get(row.member_id)?.name ?? null,
    memberNumber: names.get(row.member_id)?.number ?? '',
    state: row.state,
    reasonCode: row.reason_code,
    cause: row.cause,
    totalFen: row.total_fen,
    dueOn: row.due_on,
    daysLeft: row.days_left,
    requestedAt: row.requested_at.toString(),
    requestedByName: row.requested_by_name,
    closedAt: row.closed_at?.toString() ?? null,
    number: row.number,
  }
}

/** Requests in the actor's stores: open ones by the day they are due, then the others, newest first. */
export async function listRequests(ctx: ReadCtx, query: RequestsQuery) {
  if (query.storeId !== undefined && !inScope(ctx.actor, query.storeId)) throw new NotFound()
  const cursor = decodeCursor(query.cursor, 2)
  const stores = query.storeId === undefined ? (ctx.actor.scopes === 'all' ? null : ctx.actor.scopes) : [query.storeId]
  const { rows } = await sql<SummaryRow & { sort: string }>`
    select x.* from (
      select ${SUMMARY},
        case when p.state = 'requested' then 'a' || p.due_on::text else 'b' || lpad((9999999999999 - floor(extract(epoch from p.requested_at) * 1000))::text, 13, '0') end as sort
      from prepaid_refund p cross join (select ${ctx.now}::timestamptz as now) n
      join store on store.id = p.store_id
      join prepaid_worksheet w on w.request_id = p.id and w.purpose = 'request'
      left join refund on refund.id = p.refund_id left join staff asker on asker.id = p.requested_by
      where (${stores}::uuid[] is null or p.store_id = any(${stores}::uuid[]))
        and (${query.memberId ?? null}::uuid is null or p.member_id = ${query.memberId ?? null}::uuid)
        and (${query.state ?? null}::text is null or p.state = ${query.state ?? null})
    ) x
    where ${cursor?.[0] ?? null}::text is null or (x.sort, x.id) > (${cursor?.[0] ?? null}::text, ${cursor?.[1] ?? null}::uuid)
    order by x.sort, x.id limit ${query.limit + 1}`.execute(ctx.db)
  const names = await openMemberNames(
    ctx,
    rows.map((r) => r.member_id),
  )
  return toPage(
    rows,
    query.limit,
    (row) => ({ ...summaryOf(row, names), grantNames: row.grant_names ?? [] }),
    (row) => [row.sort, row.id],
  )
}

interface DetailRow extends SummaryRow {
  note: string
  closed_by_name: string | null
  approved_by_name: string | null
  cancel_reason: string
  refund_id: string | null
  sheets: { purpose: 'request' | 'payout'; sha256: string; madeAtMs: number; sheet: Sheet }[] | null
  payouts: RequestDetail['payouts'] | null
}

/** One request with its worksheets, what was paid how, and the evidence. @throws NotFound */
export async function readRequest(ctx: ReadCtx, requestId: string): Promise<RequestDetail> {
  const { rows } = await sql<DetailRow>`
    select ${SUMMARY}, p.note, closer.name as closed_by_name, approver.name as approved_by_name, p.cancel_reason, p.refund_id,
      (select jsonb_agg(jsonb_build_object('purpose', s.purpose, 'sha256', encode(s.sha256, 'hex'), 'madeAtMs', floor(extract(epoch from s.made_at) * 1000),
        'sheet', s.body) order by s.made_at) from prepaid_worksheet s where s.request_id = p.id) as sheets,
      (select jsonb_agg(jsonb_build_object('kind', e.kind, 'fromKind', tender.kind, 'amountFen', e.amount_fen, 'reason', e.reason, 'reference', e.reference)
        order by e.amount_fen desc, e.id) from refund_tender e left join tender on tender.id = e.tender_id where e.refund_id = p.refund_id and e.kind <> 'on_account') as payouts
    from prepaid_refund p cross join (select ${ctx.now}::timestamptz as now) n
    join store on store.id = p.store_id
    join prepaid_worksheet w on w.request_id = p.id and w.purpose = 'request'
    left join refund on refund.id = p.refund_id left join staff asker on asker.id = p.requested_by left join staff closer on closer.id = p.closed_by
    left join approval on approval.id = refund.approval_id left join staff approver on approver.id = approval.approver_id
    where p.id = ${requestId}::uuid`.execute(ctx.db)
  const row = rows[0]
  if (!row || !inScope(ctx.actor, row.store_id)) throw new NotFound()
  const names = await openMemberNames(ctx, [row.member_id])
  return {
    ...summaryOf(row, names),
    note: row.note,
    closedByName: row.closed_by_name,
    approvedByName: row.approved_by_name,
    cancelReason: row.cancel_reason,
    refundId: row.refund_id,
    sheets: (row.sheets ?? []).map(({ madeAtMs, ...s }) => ({ ...s, madeAt: Temporal.Instant.fromEpochMilliseconds(madeAtMs).toString() })),
    payouts: row.payouts ?? [],
    bankPayouts: await bankPayoutsOf(ctx, requestId),
    attachments: (await listAttachments(ctx, OWNER, [requestId])).map(({ ownerId: _, ...info }) => info),
  }
}

/** To whom it was transferred: the name in full, as it has to be the payer's own; of the account, four digits. */
async function bankPayoutsOf(ctx: ReadCtx, requestId: string): Promise<RequestDetail['bankPayouts']> {
  const rows = await ctx.db.selectFrom('bank_payout').selectAll().where('request_id', '=', requestId).orderBy('paid_at').execute()
  return rows.map((row) => ({
    amountFen: row.amount_fen,
    payee: ctx.brand.keys.openRowKey('bank_payout', row.id, row.key_wrapped).open('payee', row.payee_enc),
    accountLast4: row.account_last4,
    reference: row.reference,
    paidAt: row.paid_at.toString(),
  }))
}
