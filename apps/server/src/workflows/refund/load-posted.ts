/** Reads a completed ticket and what was taken back of it, in one statement. */
import { sql } from 'kysely'
import { inScope, type ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { businessDay } from '../../platform/time.ts'
import { TicketNotCompleted } from './errors.ts'
import type { Posted, PostedDebt, PostedDeposit, PostedLine, PostedLot, PostedTender, PostedTransaction } from './posted.ts'

interface PostedRow {
  id: string
  number: string
  state: string
  store_id: string
  store_code: string
  zone: string
  cutoff_hour: number
  member_id: string | null
  business_day: string
  shift_id: string | null
  is_shift_open: boolean
  total_fen: number
  refunded_fen: number
  lines: PostedLine[] | null
  tenders: PostedTender[] | null
  lots: PostedLot[] | null
  transactions: PostedTransaction[] | null
  deposits: PostedDeposit[] | null
  debts: PostedDebt[] | null
  account_ids: string[] | null
  holder_ids: string[] | null
}

/** @throws NotFound, also out of the actor's scope; TicketNotCompleted for a bill that is held, voided or discarded */
export async function loadPosted(ctx: ReadCtx, ticketId: string): Promise<Posted> {
  const { rows } = await sql<PostedRow>`
    select t.id, t.number, t.state, t.store_id, store.code as store_code, store.zone, store.cutoff_hour, t.member_id, t.business_day, t.total_fen, t.refunded_fen, t.shift_id,
      exists (select from shift where shift.id = t.shift_id and shift.closed_at is null) as is_shift_open,
      (select jsonb_agg(jsonb_build_object('id', l.id, 'ordinal', l.ordinal, 'kind', l.kind, 'itemId', l.item_id, 'name', l.name, 'quantity', l.quantity, 'netFen', l.net_fen,
          'refundedQuantity', coalesce((select sum(r.quantity) from refund_line r where r.line_id = l.id), 0),
          'allocations', coalesce((select jsonb_agg(jsonb_build_object('id', a.id, 'tenderId', a.tender_id, 'lotId', a.lot_id, 'quantity', a.quantity,
              'amountFen', a.amount_fen, 'refundedQuantity', coalesce(back.quantity, 0), 'refundedFen', coalesce(back.amount_fen, 0)) order by a.ordinal)
            from allocation a
            left join lateral (select sum(r.quantity) as quantity, sum(r.amount_fen) as amount_fen from refund_allocation r where r.allocation_id = a.id) back on true
            where a.line_id = l.id and a.ticket_id = t.id), '[]'),
          'shares', coalesce((select jsonb_agg(jsonb_build_object('id', s.id, 'staffId', s.staff_id, 'role', s.role, 'amountFen', s.amount_fen,
              'refundedFen', coalesce((select sum(x.amount_fen) from refund_share x join refund on refund.id = x.refund_id
                where refund.ticket_id = t.id and x.share_id = s.id), 0)) order by s.ordinal)
            from staff_share s where s.line_id = l.id and s.ticket_id = t.id), '[]')
        ) order by l.ordinal) from ticket_line l where l.ticket_id = t.id) as lines,
      (select jsonb_agg(jsonb_build_object('id', e.id, 'ordinal', e.ordinal, 'kind', e.kind, 'memberId', e.member_id, 'sourceId', e.source_id,
          'originKind', e.origin_kind) order by e.ordinal) from tender e where e.ticket_id = t.id) as tenders,
      (select jsonb_agg(jsonb_build_object('id', lot.id, 'memberId', lot.member_id, 'grantId', lot.grant_id, 'name', lot.name, 'kind', lot.kind, 'unit', lot.unit, 'initial', lot.initial,
          'remaining', lot.remaining, 'held', lot.held, 'initialValueFen', lot.initial_value_fen, 'valueFen', lot.value_fen, 'expiresOn', lot.expires_on,
          'isFrozen', lot.is_frozen, 'isTransferred', exists (select 1 from lot n where n.origin_lot_id = lot.id)) order by lot.id)
       from lot where lot.id in (select a.lot_id from allocation a where a.ticket_id = t.id and a.lot_id is not null)
         or lot.grant_id in (select l.id from ticket_line l where l.ticket_id = t.id and l.kind in ('top_up', 'pass'))) as lots,
      (select jsonb_agg(jsonb_build_object('id', w.id, 'reason', w.reason, 'memberId', w.member_id, 'usedBy',
          (select case when count(*) = count(m.used_by) and count(distinct m.used_by) = 1 then (array_agg(m.used_by))[1] end
           from movement m where m.transaction_id = w.id)) order by w.seq)
       from wallet_transaction w where w.source_kind = 'ticket' and w.source_id = t.id) as transactions,
      (select jsonb_agg(jsonb_build_object('id', d.id, 'kind', d.kind, 'openFen', d.open_fen))
       from ticket_line l join deposit d on d.id = l.id where l.ticket_id = t.id and l.kind = 'deposit') as deposits,
      (select jsonb_agg(jsonb_build_object('id', r.id, 'openFen', r.open_fen, 'isSettledFromWallet', exists (
          select 1 from (select line_id from receivable_movement where receivable_id = r.id and line_id is not null group by line_id having sum(amount_fen) < 0) s
          join allocation a on a.line_id = s.line_id where a.lot_id is not null)))
       from receivable r where r.ticket_id = t.id) as debts,
      (select jsonb_agg(x.account_id) from (
          select r.account_id from receivable r where r.ticket_id = t.id
          union
          select r.account_id from ticket_line l join receivable_movement m on m.line_id = l.id join receivable r on r.id = m.receivable_id
          where l.ticket_id = t.id and l.kind = 'settlement') x) as account_ids,
      (select jsonb_agg(distinct lot.member_id) from ticket_line l join receivable_movement m on m.line_id = l.id join receivable r on r.id = m.receivable_id
        join lot on lot.grant_id = r.line_id
       where l.ticket_id = t.id and l.kind = 'settlement') as holder_ids
    from ticket t join store on store.id = t.store_id where t.id = ${ticketId}`.execute(ctx.db)
  const row = rows[0]
  if (!row || !inScope(ctx.actor, row.store_id)) throw new NotFound()
  if (row.state !== 'completed') throw new TicketNotCompleted({ state: row.state })
  return {
    id: row.id,
    number: row.number,
    state: row.state,
    storeId: row.store_id,
    storeCode: row.store_code,
    memberId: row.member_id,
    businessDay: row.business_day,
    shiftId: row.shift_id,
    isShiftOpen: row.is_shift_open,
    totalFen: row.total_fen,
    refundedFen: row.refunded_fen,
    today: businessDay(ctx.now, row.zone, row.cutoff_hour),
    lines: row.lines ?? [],
    tenders: row.tenders ?? [],
    lots: row.lots ?? [],
    transactions: row.transactions ?? [],
    deposits: row.deposits ?? [],
    debts: row.debts ?? [],
    accountIds: row.account_ids ?? [],
    holderIds: row.holder_ids ?? [],
  }
}
