/** Proves the settlement: statements are as they were sealed, and hold exactly their months' movements. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { type StatementBody, statementHash } from './rules.ts'
import { entriesHash } from './store.ts'

export interface SettlementFinding {
  check: string
  id: string
  detail: Record<string, unknown>
}

/** An empty list: everything agrees. */
export async function verifySettlement(ctx: ReadCtx): Promise<SettlementFinding[]> {
  const { rows } = await sql<{ a: string; body: StatementBody; hash: Buffer; aHash: string; bHash: string; aFen: number; bFen: number }>`
    select s.store_a_id as a, s.body, s.hash, coalesce(one.hash, '') as "aHash", coalesce(other.hash, '') as "bHash",
      coalesce(one.owed, 0)::bigint as "aFen", coalesce(other.owed, 0)::bigint as "bFen"
    from settlement_statement s
    cross join lateral (select ${entriesHash} as hash, sum(e.owed_fen) as owed from settlement_entry e
      where e.month = s.month and e.issuer_id = s.store_a_id and e.performer_id = s.store_b_id) one
    cross join lateral (select ${entriesHash} as hash, sum(e.owed_fen) as owed from settlement_entry e
      where e.month = s.month and e.issuer_id = s.store_b_id and e.performer_id = s.store_a_id) other`.execute(ctx.db)
  const findings: SettlementFinding[] = []
  for (const { a, body, hash, aHash, bHash, aFen, bFen } of rows) {
    const detail = { month: body.month, storeAId: body.storeAId, storeBId: body.storeBId }
    if (!statementHash(body).equals(hash)) findings.push({ check: 'statement_sealed', id: a, detail })
    const holds = body.entriesHash === `${aHash}.${bHash}` && body.aOwes.owedFen === aFen && body.bOwes.owedFen === bFen
    if (!holds || body.netFen !== aFen - bFen) findings.push({ check: 'statement_equals_entries', id: a, detail })
  }
  const { rows: loose } = await sql<{ id: string }>`
    select distinct e.transaction_id as id from settlement_entry e join movement m on m.transaction_id = e.transaction_id and m.ordinal = e.ordinal
    where m.value_fen <> e.value_fen or not exists (select 1 from settlement_statement s where s.month = e.month
      and s.store_a_id = least(e.issuer_id, e.performer_id) and s.store_b_id = greatest(e.issuer_id, e.performer_id))
    limit 100`.execute(ctx.db)
  for (const { id } of loose) findings.push({ check: 'entry_in_statement', id, detail: {} })
  return findings
}
