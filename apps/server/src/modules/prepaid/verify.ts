/** Proves the worksheets: unchanged since they were made, adding up in themselves, and agreeing with what was paid. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { sumFen } from '../../platform/money.ts'
import { sheetHash } from './canonical.ts'
import type { Sheet } from './schemas.ts'

export interface PrepaidFinding {
  check: string
  id: string
  detail: Record<string, unknown>
}

interface Row {
  id: string
  request_id: string
  purpose: string
  body: Sheet
  sha256: Buffer
  state: string
  total_fen: number | null
  lots: { lotId: string; quantity: number; valueFen: number }[] | null
}

const BATCH = 500

/** Reads every worksheet once. An empty list: everything agrees. */
export async function verifyPrepaid(ctx: ReadCtx): Promise<PrepaidFinding[]> {
  const findings: PrepaidFinding[] = []
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const rows = await batchAfter(ctx, after)
    for (const row of rows) findings.push(...findingsOf(row))
    after = rows.at(-1)?.id ?? after
    if (rows.length < BATCH) return findings
  }
}

async function batchAfter(ctx: ReadCtx, after: string): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select w.id, w.request_id, w.purpose, w.body, w.sha256, p.state, refund.total_fen,
      (select jsonb_agg(jsonb_build_object('lotId', l.lot_id, 'quantity', l.quantity, 'valueFen', l.value_fen) order by l.lot_id)
       from prepaid_refund_lot l where l.refund_id = p.refund_id) as lots
    from prepaid_worksheet w join prepaid_refund p on p.id = w.request_id left join refund on refund.id = p.refund_id
    where w.id > ${after}::uuid order by w.id limit ${BATCH}`.execute(ctx.db)
  return rows
}

function findingsOf(row: Row): PrepaidFinding[] {
  const { body } = row
  const found: PrepaidFinding[] = []
  const say = (check: string, detail: Record<string, unknown>) =>
    found.push({ check, id: row.id, detail: { requestId: row.request_id, ...detail } })
  if (!sheetHash(body).equals(row.sha256)) say('worksheet_unchanged', {})
  const sum = (of: (g: Sheet['grants'][number]) => number) => sumFen(body.grants.map(of))
  const unpaidFen = sum((g) => g.unpaidFen ?? 0)
  const expectedFen = sum((g) => g.refundFen) - unpaidFen - body.giftFen + sum((g) => g.interest.amountFen)
  if (body.totalFen !== expectedFen || sum((g) => g.lotValueFen + g.resultFen) !== body.refundFen)
    say('worksheet_adds_up', { totalFen: body.totalFen, expectedFen })
  if (row.purpose !== 'payout') return found
  if (row.state !== 'paid' || row.total_fen !== body.totalFen + unpaidFen)
    say('worksheet_equals_refund', { state: row.state, totalFen: body.totalFen, paidFen: row.total_fen })
  const lots = body.grants.flatMap((g) => g.lots.map(({ lotId, quantity, valueFen }) => ({ lotId, quantity, valueFen })))
  lots.sort((a, b) => (a.lotId < b.lotId ? -1 : 1))
  if (
    JSON.stringify(lots) !== JSON.stringify((row.lots ?? []).map((l) => ({ lotId: l.lotId, quantity: l.quantity, valueFen: l.valueFen })))
  )
    say('worksheet_equals_lots', { lots, taken: row.lots ?? [] })
  return found
}
