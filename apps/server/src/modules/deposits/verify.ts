/** Proves deposits: what is left is the sum of the movements, and the movements are what the documents say. */
import { sql } from 'kysely'
import { type Check, type Finding, runChecks } from '../../platform/checks.ts'
import type { ReadCtx } from '../../platform/ctx.ts'

type Found = Omit<Finding, 'check'>

const openEqualsMovements = sql<Found>`
  select d.id, jsonb_build_object('openFen', d.open_fen, 'movementsFen', m.fen) as detail
  from deposit d left join (select deposit_id, sum(amount_fen) as fen from deposit_movement group by deposit_id) m on m.deposit_id = d.id
  where d.open_fen <> coalesce(m.fen, 0)`

/** Each deposit is a line of a ticket, and each such line of a posted ticket is a deposit. */
const depositEqualsLine = sql<Found>`
  select coalesce(d.id, l.id) as id, jsonb_build_object('amountFen', d.amount_fen, 'lineFen', l.net_fen) as detail
  from deposit d full join (select id, net_fen from ticket_line where kind = 'deposit') l on l.id = d.id
  where d.amount_fen is distinct from l.net_fen`

/** What the documents say of every deposit, against the movements those documents caused. */
const documentsEqualMovements = sql<Found>`
  select coalesce(e.deposit_id, a.deposit_id) as id, jsonb_build_object('sourceId', coalesce(e.source_id, a.source_id), 'documentFen', e.fen, 'movedFen', a.fen) as detail
  from (
    select deposit_id, source_id, sum(fen) as fen from (
      select id as deposit_id, ticket_id as source_id, net_fen as fen from ticket_line where kind = 'deposit'
      union all
      select source_id, ticket_id, -amount_fen from tender where kind = 'deposit'
      union all
      select t.source_id, r.refund_id, r.amount_fen from refund_tender r join tender t on t.id = r.tender_id where t.kind = 'deposit'
      union all
      select l.id, r.refund_id, -r.net_fen from refund_line r join ticket_line l on l.id = r.line_id where l.kind = 'deposit'
    ) x group by deposit_id, source_id
  ) e
  full join (select deposit_id, source_id, sum(amount_fen) as fen from deposit_movement group by deposit_id, source_id) a
    on a.deposit_id = e.deposit_id and a.source_id = e.source_id
  where e.fen is distinct from a.fen`

const CHECKS: Record<string, Check> = {
  deposit_equals_movements: openEqualsMovements,
  deposit_equals_line: depositEqualsLine,
  deposit_documents_equal_movements: documentsEqualMovements,
}

/** An empty list: everything agrees. */
export function verifyDeposits(ctx: ReadCtx): Promise<Finding[]> {
  return runChecks(ctx, CHECKS)
}
