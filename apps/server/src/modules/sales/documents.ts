/** One bill with everything that was posted on it. */
import { type RawBuilder, sql } from 'kysely'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { openMemberNames } from '../members/index.ts'

interface TicketRow {
  id: string
  store_id: string
  store_name: string
  state: string
  number: string | null
  member_id: string | null
  business_day: string | null
  price_book_version: number | null
  list_fen: number | null
  discount_fen: number | null
  rounding_fen: number | null
  total_fen: number | null
  refunded_fen: number
  note: string
  hold_label: string
  cart: Record<string, unknown> | null
  opened_by_name: string
  opened_at: Temporal.Instant
  completed_by_name: string | null
  completed_at: Temporal.Instant | null
  version: number
  shift_id: string | null
  is_shift_open: boolean
  lines: TicketLineJson[] | null
  tenders: TenderJson[] | null
  exchange: ExchangeJson | null
  refunds: (Omit<RefundJson, 'refundedAtMs'> & { refundedAtMs: number })[] | null
}

/** The other half of an exchange: the refund of a sale, the sale of a refund. */
export interface ExchangeJson {
  refundId: string
  refundNumber: string
  ticketId: string
  ticketNumber: string
  creditFen: number
  isUpgrade: boolean
}

interface RefundJson {
  id: string
  kind: string
  number: string
  totalFen: number
  reasonCode: string
  refundedByName: string
  refundedAtMs: number
  exchangeTicketId: string | null
  isUpgrade: boolean
}

export interface TenderJson {
  id: string
  ordinal: number
  kind: string
  amountFen: number
  receivedFen: number | null
  changeFen: number | null
  reference: string
  memberId: string | null
  payerId: string | null
  memberName: string | null
  sourceId: string | null
  sourceName: string | null
  /** On account: the member, when it is no company's. */
  sourceMemberId: string | null
  originKind: string | null
  refundedFen: number
}

export interface TicketLineJson {
  id: string
  ordinal: number
  kind: string
  itemId: string | null
  name: string
  quantity: number
  unitListFen: number
  listFen: number
  netFen: number
  bonusFen: number
  memberId: string | null
  memberName: string | null
  guest: string
  /** A deposit: by which rule it is kept. */
  depositKind: string | null
  /** What is left of it. */
  depositOpenFen: number | null
  refundedQuantity: number
  refundedFen: number
  adjustments: {
    kind: string
    amountFen: number
    params: Record<string, unknown>
    sourceId: string | null
    approvalId: string | null
    approvedByName: string | null
  }[]
  allocations: {
    id: string
    tenderId: string
    lotId: string | null
    lotKind: string | null
    lotName: string | null
    quantity: number
    amountFen: number
  }[]
  shares: { staffId: string; staffName: string; role: string; shareBp: number; amountFen: number; isRequested: boolean }[]
}

/** One bill with everything posted on it. @throws NotFound also for a store out of the actor's sight */
export async function readTicket(ctx: ReadCtx, ticketId: string) {
  const row = await ticketRow(ctx, ticketId)
  if (!row || row.state === 'discarded' || !inScope(ctx.actor, row.store_id)) throw new NotFound()
  const [lines, tenders] = [row.lines ?? [], row.tenders ?? []]
  const people = [row.member_id, ...lines.map((l) => l.memberId), ...tenders.flatMap((t) => [t.memberId, t.payerId, t.sourceMemberId])]
  const names = await openMemberNames(
    ctx,
    people.filter((id) => id !== null),
  )
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.name ?? null))
  const member = row.member_id === null ? undefined : names.get(row.member_id)
  return {
    id: row.id,
    storeId: row.store_id,
    storeName: row.store_name,
    state: row.state,
    number: row.number,
    memberId: row.member_id,
    memberName: member?.name ?? null,
    memberNumber: member?.number ?? null,
    businessDay: row.business_day,
    priceBookVersion: row.price_book_version,
    listFen: row.list_fen,
    discountFen: row.discount_fen,
    roundingFen: row.rounding_fen,
    totalFen: row.total_fen,
    refundedFen: row.refunded_fen,
    note: row.note,
    holdLabel: row.hold_label,
    cart: row.cart,
    openedByName: row.opened_by_name,
    openedAt: row.opened_at.toString(),
    completedByName: row.completed_by_name,
    completedAt: row.completed_at?.toString() ?? null,
    version: row.version,
    shiftId: row.shift_id,
    isShiftOpen: row.is_shift_open,
    lines: lines.map((l) => ({ ...l, memberName: nameOf(l.memberId) })),
    tenders: tenders.map((t) => ({
      ...t,
      memberName: nameOf(t.memberId ?? t.payerId),
      sourceName: t.sourceName ?? nameOf(t.sourceMemberId),
    })),
    exchange: row.exchange,
    refunds: (row.refunds ?? []).map(({ refundedAtMs, ...r }) => ({
      ...r,
      refundedAt: Temporal.Instant.fromEpochMilliseconds(refundedAtMs).toString(),
    })),
  }
}

/** Not goods came back but a visit, for the pass that covers it 升级为次卡. */
export function isUpgrade(refundId: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql`exists (select from refund_line v join ticket_line vl on vl.id = v.line_id where v.refund_id = ${refundId} and vl.kind = 'service')`
}

export function exchangeOf(condition: RawBuilder<unknown>): RawBuilder<ExchangeJson | null> {
  return sql`(select jsonb_build_object('refundId', x.refund_id, 'refundNumber', xr.number, 'ticketId', x.ticket_id, 'ticketNumber', xt.number,
      'creditFen', x.credit_fen, 'isUpgrade', ${isUpgrade(sql`x.refund_id`)})
    from exchange x join refund xr on xr.id = x.refund_id join ticket xt on xt.id = x.ticket_id where ${condition})`
}

async function ticketRow(ctx: ReadCtx, ticketId: string): Promise<TicketRow | undefined> {
  const { rows } = await sql<TicketRow>`
    select t.id, t.store_id, store.name as store_name, t.state, t.number, t.member_id, t.business_day, t.price_book_version, t.list_fen, t.discount_fen,
      t.rounding_fen, t.total_fen, t.refunded_fen, t.note, t.hold_label, t.cart, opener.name as opened_by_name, t.opened_at,
      closer.name as completed_by_name, t.completed_at, t.version, t.shift_id,
      exists (select from shift where shift.id = t.shift_id and shift.closed_at is null) as is_shift_open,
      (select jsonb_agg(jsonb_build_object('id', l.id, 'ordinal', l.ordinal, 'kind', l.kind, 'itemId', l.item_id, 'name', l.name, 'quantity', l.quantity,
          'unitListFen', l.unit_list_fen, 'listFen', l.list_fen, 'netFen', l.net_fen, 'bonusFen', l.bonus_fen,
          'memberId', l.member_id, 'guest', l.guest,
          'depositKind', deposit.kind, 'depositOpenFen', deposit.open_fen, 'refundedQuantity', coalesce(back.quantity, 0), 'refundedFen', coalesce(back.net_fen, 0),
          'adjustments', coalesce((select jsonb_agg(jsonb_build_object('kind', a.kind, 'amountFen', a.amount_fen, 'params', a.params, 'sourceId', a.source_id,
              'approvalId', a.approval_id, 'approvedByName', approver.name) order by a.ordinal)
            from line_adjustment a left join approval on approval.id = a.approval_id left join staff approver on approver.id = approval.approver_id
            where a.line_id = l.id), '[]'),
          'allocations', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'tenderId', a.tender_id, 'lotId', a.lot_id, 'lotKind', lot.kind,
              'lotName', lot.name, 'quantity', a.quantity, 'amountFen', a.amount_fen) order by a.ordinal)
            from allocation a left join lot on lot.id = a.lot_id where a.line_id = l.id and a.ticket_id = t.id), '[]'),
          'shares', coalesce((select jsonb_agg(jsonb_build_object('staffId', s.staff_id, 'staffName', staff.name, 'role', s.role, 'shareBp', s.share_bp,
              'amountFen', s.amount_fen, 'isRequested', s.is_requested) order by s.ordinal)
            from staff_share s join staff on staff.id = s.staff_id where s.line_id = l.id and s.ticket_id = t.id), '[]')
        ) order by l.ordinal)
       from ticket_line l left join deposit on deposit.id = l.id
       left join lateral (select sum(r.quantity) as quantity, sum(r.net_fen) as net_fen from refund_line r where r.line_id = l.id) back on true
       where l.ticket_id = t.id) as lines,
      (select jsonb_agg(jsonb_build_object('id', e.id, 'ordinal', e.ordinal, 'kind', e.kind, 'amountFen', e.amount_fen, 'receivedFen', e.received_fen,
          'changeFen', e.change_fen, 'reference', e.reference, 'memberId', e.member_id, 'payerId', e.payer_id, 'sourceId', e.source_id, 'originKind', e.origin_kind,
          'sourceName', coalesce(deposit.purpose, account.company_name), 'sourceMemberId', account.member_id,
          'refundedFen', coalesce((select sum(r.amount_fen) from refund_tender r join refund on refund.id = r.refund_id
            where refund.ticket_id = t.id and r.tender_id = e.id), 0)) order by e.ordinal)
       from tender e left join deposit on deposit.id = e.source_id left join credit_account account on account.id = e.source_id
       where e.ticket_id = t.id) as tenders,
      ${exchangeOf(sql`x.ticket_id = t.id`)} as exchange,
      (select jsonb_agg(jsonb_build_object('id', r.id, 'kind', r.kind, 'number', r.number, 'totalFen', r.total_fen, 'reasonCode', r.reason_code,
          'refundedByName', staff.name, 'refundedAtMs', floor(extract(epoch from r.refunded_at) * 1000),
          'exchangeTicketId', x.ticket_id, 'isUpgrade', x.ticket_id is not null and ${isUpgrade(sql`r.id`)}) order by r.refunded_at)
       from refund r join staff on staff.id = r.refunded_by left join exchange x on x.refund_id = r.id where r.ticket_id = t.id) as refunds
    from ticket t join store on store.id = t.store_id join staff opener on opener.id = t.opened_by left join staff closer on closer.id = t.completed_by
    where t.id = ${ticketId}`.execute(ctx.db)
  return rows[0]
}
