/** Proves debts: what is open is the sum of the movements, and the movements are what the documents say. */
import { sql } from 'kysely'
import { type Check, type Finding, runChecks } from '../../platform/checks.ts'
import type { ReadCtx } from '../../platform/ctx.ts'

type Found = Omit<Finding, 'check'>

const openEqualsMovements = sql<Found>`
  select r.id, jsonb_build_object('openFen', r.open_fen, 'movementsFen', m.fen) as detail
  from receivable r left join (select receivable_id, sum(amount_fen) as fen from receivable_movement group by receivable_id) m on m.receivable_id = r.id
  where r.open_fen <> coalesce(m.fen, 0)`

const receivableEqualsTender = sql<Found>`
  select coalesce(r.id, t.id) as id, jsonb_build_object('amountFen', r.amount_fen, 'tenderFen', t.amount_fen, 'accountId', r.account_id, 'chargedId', t.source_id) as detail
  from receivable r full join (select id, source_id, amount_fen from tender where kind = 'on_account') t on t.id = r.id
  where r.amount_fen is distinct from t.amount_fen or r.account_id is distinct from t.source_id`

/** A settlement line paid as much as it says, and what was taken back of it is owed again. */
const settlementsEqualLines = sql<Found>`
  select coalesce(l.id, m.line_id) as id, jsonb_build_object('lineFen', l.fen, 'movedFen', m.fen) as detail
  from (
    select l.id, l.net_fen - coalesce((select sum(r.net_fen) from refund_line r where r.line_id = l.id), 0) as fen
    from ticket_line l where l.kind = 'settlement'
  ) l
  full join (select line_id, -sum(amount_fen) as fen from receivable_movement where line_id is not null group by line_id) m on m.line_id = l.id
  where l.fen is distinct from m.fen`

const refundsEqualReductions = sql<Found>`
  select coalesce(d.refund_id, m.source_id) as id, jsonb_build_object('receivableId', coalesce(d.tender_id, m.receivable_id), 'documentFen', d.fen, 'movedFen', m.fen) as detail
  from (select refund_id, tender_id, sum(amount_fen) as fen from refund_tender where kind = 'on_account' group by refund_id, tender_id) d
  full join (select source_id, receivable_id, -sum(amount_fen) as fen from receivable_movement where kind = 'reduced' group by source_id, receivable_id) m
    on m.source_id = d.refund_id and m.receivable_id = d.tender_id
  where d.fen is distinct from m.fen`

/** What of a pass is owed is the debt of the tender that stands for it on the line that sold it. */
const passDebtsEqualLines = sql<Found>`
  select r.id, jsonb_build_object('lineId', r.line_id, 'passLineId', a.line_id) as detail
  from receivable r
  left join (
    select a.tender_id, min(l.id::text)::uuid as line_id
    from receivable d join allocation a on a.tender_id = d.id join ticket_line l on l.id = a.line_id and l.kind = 'pass' group by a.tender_id
  ) a on a.tender_id = r.id
  where r.line_id is distinct from a.line_id`

/** Nobody uses more of a pass than is paid of it. */
const passesUsedWithinPaid = sql<Found>`
  select r.id, jsonb_build_object('priceFen', l.net_fen, 'owedFen', r.open_fen, 'usedFen', used.fen) as detail
  from receivable r join ticket_line l on l.id = r.line_id
  cross join lateral (
    select coalesce(sum(a.amount_fen - coalesce((select sum(b.amount_fen) from refund_allocation b where b.allocation_id = a.id), 0)), 0) as fen
    from lot join allocation a on a.lot_id = lot.id where lot.grant_id = r.line_id
  ) used
  where r.open_fen > 0 and used.fen > l.net_fen - r.open_fen`

const CHECKS: Record<string, Check> = {
  receivable_equals_movements: openEqualsMovements,
  receivable_equals_tender: receivableEqualsTender,
  settlements_equal_lines: settlementsEqualLines,
  refunds_equal_reductions: refundsEqualReductions,
  pass_debts_equal_lines: passDebtsEqualLines,
  passes_used_within_paid: passesUsedWithinPaid,
}

/** An empty list: everything agrees. */
export function verifyReceivables(ctx: ReadCtx): Promise<Finding[]> {
  return runChecks(ctx, CHECKS)
}
