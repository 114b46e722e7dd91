/** Proves the ledger: sums of movements equal the lots, holds equal what is held, and every member's chain is unbroken. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { CHAIN_START, type ChainedMovement, chainHash } from './chain.ts'

/** A thing that does not add up; ids only. */
export interface Finding {
  check: string
  id: string
  detail: Record<string, unknown>
}

const BATCH = 2_000

/** Lots whose balance is not the sum of their movements, or whose holds do not add up. */
export async function verifyLots(ctx: ReadCtx): Promise<Finding[]> {
  const { rows } = await sql<{
    id: string
    remaining: number
    value_fen: number
    held: number
    moved: number
    moved_value: number
    promised: number
  }>`
    select lot.id, lot.remaining, lot.value_fen, lot.held, coalesce(m.quantity, 0)::bigint as moved, coalesce(m.value_fen, 0)::bigint as moved_value,
      coalesce(h.quantity, 0)::bigint as promised
    from lot
    left join (select lot_id, sum(quantity) as quantity, sum(value_fen) as value_fen from movement group by lot_id) m on m.lot_id = lot.id
    left join (select lot_id, sum(quantity) as quantity from lot_hold where state = 'active' group by lot_id) h on h.lot_id = lot.id
    where lot.remaining <> coalesce(m.quantity, 0) or lot.value_fen <> coalesce(m.value_fen, 0) or lot.held <> coalesce(h.quantity, 0)
    limit 100`.execute(ctx.db)
  return rows.map(({ id, ...detail }) => ({ check: 'lot_equals_movements', id, detail }))
}

/** What a transfer took out of one wallet it put into another, and every transferred lot goes back to a lot it was taken from. */
export async function verifyTransfers(ctx: ReadCtx): Promise<Finding[]> {
  const { rows } = await sql<{ id: string; quantity: number; value_fen: number; wallets: number }>`
    select t.source_id as id, sum(m.quantity)::bigint as quantity, sum(m.value_fen)::bigint as value_fen, count(distinct t.member_id)::int as wallets
    from wallet_transaction t join movement m on m.transaction_id = t.id
    where t.source_kind = 'transfer' group by t.source_id
    having sum(m.quantity) <> 0 or sum(m.value_fen) <> 0 or count(distinct t.member_id) <> 2
    limit 100`.execute(ctx.db)
  return rows.map(({ id, ...detail }) => ({ check: 'transfer_balances', id, detail }))
}

interface ChainRow {
  id: string
  member_id: string
  seq: number
  reason: string
  source_kind: string
  source_id: string
  reverses_id: string | null
  actor_id: string | null
  store_id: string | null
  business_day: string
  at: Temporal.Instant
  note: string
  hash: Buffer
  movements: ChainedMovement[] | null
}

/** Recomputes every chain in order, in batches. Returns what breaks and how many movements were read. */
export async function verifyChains(ctx: ReadCtx): Promise<{ findings: Finding[]; transactions: number; movements: number }> {
  const findings: Finding[] = []
  let transactions = 0
  let movements = 0
  let at: { memberId: string; seq: number; hash: Buffer } = { memberId: '00000000-0000-0000-0000-000000000000', seq: 0, hash: CHAIN_START }
  for (;;) {
    const rows = await nextBatch(ctx, at.memberId, at.seq)
    for (const row of rows) {
      const isNext = row.member_id === at.memberId
      const expectedSeq = isNext ? at.seq + 1 : 1
      const hash = chainHash(isNext ? at.hash : CHAIN_START, { ...chained(row) })
      if (row.seq !== expectedSeq || !hash.equals(row.hash))
        findings.push({ check: 'chain_unbroken', id: row.id, detail: { memberId: row.member_id, seq: row.seq } })
      transactions += 1
      movements += row.movements?.length ?? 0
      at = { memberId: row.member_id, seq: row.seq, hash: row.hash }
    }
    if (rows.length < BATCH) break
  }
  const { rows: heads } = await sql<{ member_id: string }>`
    select w.member_id from wallet w
    left join lateral (select seq, hash from wallet_transaction t where t.member_id = w.member_id order by seq desc limit 1) t on true
    where w.last_seq <> coalesce(t.seq, 0) or (t.hash is not null and w.head_hash <> t.hash) limit 100`.execute(ctx.db)
  for (const head of heads) findings.push({ check: 'chain_head', id: head.member_id, detail: {} })
  return { findings, transactions, movements }
}

function chained(row: ChainRow) {
  return {
    id: row.id,
    memberId: row.member_id,
    seq: row.seq,
    reason: row.reason,
    sourceKind: row.source_kind,
    sourceId: row.source_id,
    reversesId: row.reverses_id,
    actorId: row.actor_id,
    storeId: row.store_id,
    businessDay: row.business_day,
    atMs: row.at.epochMilliseconds,
    note: row.note,
    movements: row.movements ?? [],
  }
}

async function nextBatch(ctx: ReadCtx, memberId: string, seq: number): Promise<ChainRow[]> {
  const { rows } = await sql<ChainRow>`
    with t as (
      select * from wallet_transaction where (member_id, seq) > (${memberId}::uuid, ${seq}::bigint) order by member_id, seq limit ${BATCH}
    )
    select t.id, t.member_id, t.seq, t.reason, t.source_kind, t.source_id, t.reverses_id, t.actor_id, t.store_id, t.business_day, t.at, t.note, t.hash,
      (select jsonb_agg(jsonb_build_object('lotId', m.lot_id, 'quantity', m.quantity, 'valueFen', m.value_fen, 'usedBy', m.used_by) order by m.ordinal)
       from movement m where m.transaction_id = t.id) as movements
    from t order by t.member_id, t.seq`.execute(ctx.db)
  return rows
}
