/** Proves the ledger: sums of movements equal the lots, holds equal what is held, and every member's chain is unbroken. */
import { sql } from 'kysely'
import { type Check, type Finding, runChecks } from '../../platform/checks.ts'
import type { ReadCtx } from '../../platform/ctx.ts'
import { CHAIN_START, chainHash } from './chain.ts'

/** Transactions read at once: a few megabytes. */
const BATCH = 5_000

/** Lots whose balance is not the sum of their movements, or whose holds do not add up. */
const lotEqualsMovements: Check = sql`
  select lot.id, jsonb_build_object('remaining', lot.remaining, 'value_fen', lot.value_fen, 'held', lot.held, 'moved', coalesce(m.quantity, 0),
    'moved_value', coalesce(m.value_fen, 0), 'promised', coalesce(h.quantity, 0)) as detail
  from lot
  left join (select lot_id, sum(quantity) as quantity, sum(value_fen) as value_fen from movement group by lot_id) m on m.lot_id = lot.id
  left join (select lot_id, sum(quantity) as quantity from lot_hold where state = 'active' group by lot_id) h on h.lot_id = lot.id
  where lot.remaining <> coalesce(m.quantity, 0) or lot.value_fen <> coalesce(m.value_fen, 0) or lot.held <> coalesce(h.quantity, 0)`

/** What a transfer took out of one wallet it put into another, and every transferred lot goes back to a lot it was taken from. */
const transferBalances: Check = sql`
  select t.source_id as id, jsonb_build_object('quantity', sum(m.quantity), 'value_fen', sum(m.value_fen), 'wallets', count(distinct t.member_id)) as detail
  from wallet_transaction t join movement m on m.transaction_id = t.id
  where t.source_kind = 'transfer' group by t.source_id
  having sum(m.quantity) <> 0 or sum(m.value_fen) <> 0 or count(distinct t.member_id) <> 2`

/** The head that every posting goes on from is the end of the chain. */
const chainHead: Check = sql`
  select w.member_id as id, '{}'::jsonb as detail from wallet w
  left join lateral (select seq, hash from wallet_transaction t where t.member_id = w.member_id order by seq desc limit 1) t on true
  where w.last_seq <> coalesce(t.seq, 0) or (t.hash is not null and w.head_hash <> t.hash)`

/** Lots against their movements. */
export function verifyLots(ctx: ReadCtx): Promise<Finding[]> {
  return runChecks(ctx, { lot_equals_movements: lotEqualsMovements })
}

/** Transfers against themselves. */
export function verifyTransfers(ctx: ReadCtx): Promise<Finding[]> {
  return runChecks(ctx, { transfer_balances: transferBalances })
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
  /** Lot, quantity, value, whose visit used it. */
  movements: [string, number, number, string | null][] | null
}

interface Place {
  memberId: string
  seq: number
  hash: Buffer
}

const BEFORE_ALL: Place = { memberId: '00000000-0000-0000-0000-000000000000', seq: 0, hash: CHAIN_START }

/**
 * Recomputes every chain in order, in batches; while one is hashed the next is read. Returns what breaks and how many movements were read.
 */
export async function verifyChains(ctx: ReadCtx): Promise<{ findings: Finding[]; transactions: number; movements: number }> {
  const findings: Finding[] = []
  let transactions = 0
  let movements = 0
  let at = BEFORE_ALL
  for (let rows = await nextBatch(ctx, at); rows.length > 0; ) {
    const last = rows.at(-1)
    const following = last && rows.length === BATCH ? nextBatch(ctx, { memberId: last.member_id, seq: last.seq }) : Promise.resolve([])
    for (const row of rows) {
      if (!continues(at, row)) findings.push({ check: 'chain_unbroken', id: row.id, detail: { memberId: row.member_id, seq: row.seq } })
      transactions += 1
      movements += row.movements?.length ?? 0
      at = { memberId: row.member_id, seq: row.seq, hash: row.hash }
    }
    rows = await following
  }
  return { findings: [...findings, ...(await runChecks(ctx, { chain_head: chainHead }))], transactions, movements }
}

/** Whether a transaction is the next of its member's chain, or the first of another member's. */
function continues(at: Place, row: ChainRow): boolean {
  const before = row.member_id === at.memberId ? at : { seq: 0, hash: CHAIN_START }
  return row.seq === before.seq + 1 && chainHash(before.hash, chained(row)).equals(row.hash)
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
    movements: (row.movements ?? []).map(([lotId, quantity, valueFen, usedBy]) => ({ lotId, quantity, valueFen, usedBy })),
  }
}

async function nextBatch(ctx: ReadCtx, { memberId, seq }: Pick<Place, 'memberId' | 'seq'>): Promise<ChainRow[]> {
  const { rows } = await sql<ChainRow>`
    with t as (
      select * from wallet_transaction where (member_id, seq) > (${memberId}::uuid, ${seq}::bigint) order by member_id, seq limit ${BATCH}
    )
    select t.id, t.member_id, t.seq, t.reason, t.source_kind, t.source_id, t.reverses_id, t.actor_id, t.store_id, t.business_day, t.at, t.note, t.hash,
      (select json_agg(json_build_array(m.lot_id, m.quantity, m.value_fen, m.used_by) order by m.ordinal)
       from movement m where m.transaction_id = t.id) as movements
    from t order by t.member_id, t.seq`.execute(ctx.db)
  return rows
}
