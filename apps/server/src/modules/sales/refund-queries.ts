/** Refunds and voids: lists, and one. */
import { sql } from 'kysely'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { openMemberNames } from '../members/index.ts'
import { type ExchangeJson, exchangeOf, isUpgrade } from './documents.ts'

interface RefundQuery {
  storeId: string
  shiftId?: string | undefined
  day?: string | undefined
  limit: number
  cursor?: string | undefined
}

interface Row {
  id: string
  kind: string
  number: string
  ticketId: string | null
  ticketNumber: string | null
  totalFen: number
  cashFen: number
  reasonCode: string
  refundedByName: string
  refunded_at: Temporal.Instant
}

/** Refunds and voids of a store, newest first. */
export async function listRefunds(ctx: ReadCtx, query: RefundQuery) {
  const cursor = decodeCursor(query.cursor, 2)
  const { rows } = await sql<Row>`
    select r.id, r.kind, r.number, r.ticket_id as "ticketId", t.number as "ticketNumber", r.total_fen as "totalFen", r.reason_code as "reasonCode",
      coalesce((select sum(e.amount_fen) from refund_tender e where e.refund_id = r.id and e.kind = 'cash'), 0)::bigint as "cashFen",
      staff.name as "refundedByName", r.refunded_at
    from refund r left join ticket t on t.id = r.ticket_id join staff on staff.id = r.refunded_by
    where r.store_id = ${query.storeId} and (${query.shiftId ?? null}::uuid is null or r.shift_id = ${query.shiftId ?? null}::uuid)
      and (${query.day ?? null}::date is null or r.business_day = ${query.day ?? null}::date)
      and (${cursor?.[0] ?? null}::timestamptz is null or (r.refunded_at, r.id) < (${cursor?.[0] ?? null}::timestamptz, ${cursor?.[1] ?? null}::uuid))
    order by r.refunded_at desc, r.id desc limit ${query.limit + 1}`.execute(ctx.db)
  return toPage(
    rows,
    query.limit,
    ({ refunded_at, ...row }) => ({ ...row, refundedAt: refunded_at.toString() }),
    (r) => [r.refunded_at.toString(), r.id],
  )
}

interface RefundRow {
  id: string
  kind: string
  ticket_id: string | null
  ticket_number: string | null
  prepaid_request_id: string | null
  number: string
  store_id: string
  business_day: string
  member_id: string | null
  total_fen: number
  reason_code: string
  note: string
  shift_id: string | null
  refunded_at: Temporal.Instant
  refunded_by_name: string
  approved_by_name: string | null
  lines: LineJson[] | null
  tenders: TenderJson[] | null
  exchange: ExchangeJson | null
  is_of_upgrade: boolean
  lots: { lotId: string; memberId: string; name: string; kind: string; quantity: number; amountFen: number }[] | null
}

interface LineJson {
  lineId: string
  kind: string
  name: string
  memberId: string | null
  guest: string
  quantity: number
  netFen: number
  restock: boolean
}

interface TenderJson {
  tenderId: string
  memberId: string | null
  payerId: string | null
  sourceName: string | null
  /** On account: the member, when it is no company's. */
  sourceMemberId: string | null
  fromKind: string
  kind: string
  amountFen: number
  reason: string
}

/** One refund or void with its lines, where the money went, and which lots it went back to. */
export async function readRefund(ctx: ReadCtx, refundId: string) {
  const { rows } = await sql<RefundRow>`
    select r.id, r.kind, r.ticket_id, t.number as ticket_number, p.id as prepaid_request_id, r.number, r.store_id, r.business_day, r.member_id, r.total_fen, r.reason_code, r.note,
      r.refunded_at, r.shift_id, staff.name as refunded_by_name, approver.name as approved_by_name,
      (select jsonb_agg(jsonb_build_object('lineId', l.line_id, 'kind', tl.kind, 'name', tl.name, 'memberId', tl.member_id, 'guest', tl.guest, 'quantity', l.quantity, 'netFen', l.net_fen, 'restock', l.restock)
        order by tl.ordinal) from refund_line l join ticket_line tl on tl.id = l.line_id where l.refund_id = r.id) as lines,
      (select jsonb_agg(jsonb_build_object('tenderId', e.tender_id, 'memberId', tender.member_id, 'payerId', tender.payer_id, 'fromKind', tender.kind, 'kind', e.kind, 'amountFen', e.amount_fen, 'reason', e.reason,
          'sourceName', coalesce(deposit.purpose, account.company_name), 'sourceMemberId', account.member_id) order by tender.ordinal, e.kind)
       from refund_tender e join tender on tender.id = e.tender_id left join deposit on deposit.id = tender.source_id
       left join credit_account account on account.id = tender.source_id where e.refund_id = r.id and r.kind <> 'prepaid_refund') as tenders,
      (select jsonb_agg(jsonb_build_object('lotId', x.lot_id, 'memberId', lot.member_id, 'name', lot.name, 'kind', lot.kind, 'quantity', x.quantity, 'amountFen', x.amount_fen) order by x.lot_id)
       from (select lot_id, sum(quantity) as quantity, sum(amount_fen) as amount_fen from refund_allocation where refund_id = r.id and lot_id is not null group by lot_id) x
       join lot on lot.id = x.lot_id) as lots,
      ${exchangeOf(sql`x.refund_id = r.id`)} as exchange,
      exists (select from exchange x where x.ticket_id = r.ticket_id and ${isUpgrade(sql`x.refund_id`)}) as is_of_upgrade
    from refund r left join ticket t on t.id = r.ticket_id left join prepaid_refund p on p.refund_id = r.id join staff on staff.id = r.refunded_by
    left join approval on approval.id = r.approval_id left join staff approver on approver.id = approval.approver_id
    where r.id = ${refundId}`.execute(ctx.db)
  const row = rows[0]
  if (!row || !inScope(ctx.actor, row.store_id)) throw new NotFound()
  const [lines, tenders, lots] = [row.lines ?? [], row.tenders ?? [], row.lots ?? []]
  const people = [
    ...lines.map((l) => l.memberId),
    ...tenders.flatMap((t) => [t.memberId, t.payerId, t.sourceMemberId]),
    ...lots.map((l) => l.memberId),
  ]
  const names = await openMemberNames(
    ctx,
    people.filter((id) => id !== null),
  )
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? null))
  return {
    id: row.id,
    kind: row.kind,
    ticketId: row.ticket_id,
    ticketNumber: row.ticket_number,
    prepaidRequestId: row.prepaid_request_id,
    number: row.number,
    storeId: row.store_id,
    businessDay: row.business_day,
    memberId: row.member_id,
    totalFen: row.total_fen,
    reasonCode: row.reason_code,
    note: row.note,
    refundedAt: row.refunded_at.toString(),
    shiftId: row.shift_id,
    refundedByName: row.refunded_by_name,
    approvedByName: row.approved_by_name,
    lines: lines.map((l) => ({ ...l, memberName: nameOf(l.memberId) })),
    tenders: tenders.map((t) => ({
      ...t,
      memberName: nameOf(t.memberId ?? t.payerId),
      sourceName: t.sourceName ?? nameOf(t.sourceMemberId),
    })),
    exchange: row.exchange,
    isOfUpgrade: row.is_of_upgrade,
    lots: lots.map((l) => ({ ...l, memberName: nameOf(l.memberId) })),
  }
}
