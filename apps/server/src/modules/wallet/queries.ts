import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { decodeCursor, toPage } from '../../platform/pages.ts'
import { businessDay } from '../../platform/time.ts'
import { openMemberNames } from '../members/index.ts'
import { readLots } from './owned-lots.ts'
import { balancesOf, obstacleOf, paidValueFen, sessionsFor } from './rules.ts'

/** A member's balances and lots, as the counter and the member see them. */
export async function readWallet(ctx: ReadCtx, input: { memberId: string; withEmpty: boolean }) {
  const member = await ctx.db
    .selectFrom('member')
    .innerJoin('store', 'store.id', 'member.home_store_id')
    .select(['store.zone', 'store.cutoff_hour'])
    .where('member.id', '=', input.memberId)
    .executeTakeFirst()
  if (!member) throw new NotFound()
  const today = businessDay(ctx.now, member.zone, member.cutoff_hour)
  const lots = await readLots(ctx, input.memberId, input.withEmpty ? 'all' : 'open')
  return {
    memberId: input.memberId,
    balances: balancesOf(lots, today),
    lots: lots.map((owned) => {
      const { createdAtMs: _, termsId: _terms, priceBookVersion: _book, createdAt, ...lot } = owned
      const paidFen = paidValueFen(lots, owned)
      const paidSessions = lot.owedFen > 0 && lot.unit === 'session' ? sessionsFor(owned, paidFen) : null
      return {
        ...lot,
        createdAt: createdAt.toString(),
        paidSessions,
        obstacle: obstacleOf(owned, today) ?? (paidFen === 0 || paidSessions === 0 ? 'unpaid' : null),
      }
    }),
  }
}

interface StatementRow {
  id: string
  seq: number
  reason: string
  source_kind: string
  source_id: string
  reverses_id: string | null
  actor_id: string | null
  actor_name: string | null
  store_id: string | null
  business_day: string
  at: Temporal.Instant
  note: string
  hash: Buffer
  prev_hash: Buffer
  movements: { lotId: string; kind: string; unit: string; name: string; quantity: number; valueFen: number; usedBy: string | null }[]
}

/** A member's wallet transactions, newest first, with the hashes that chain them. Two statements whatever the length, three where others used something. */
export async function readStatement(ctx: ReadCtx, input: { memberId: string; limit: number; cursor?: string | undefined }) {
  const wallet = await ctx.db
    .selectFrom('wallet')
    .select(['last_seq', 'head_hash'])
    .where('member_id', '=', input.memberId)
    .executeTakeFirst()
  if (!wallet) throw new NotFound()
  const before = decodeCursor(input.cursor, 1)?.[0] ?? wallet.last_seq + 1
  const { rows } = await sql<StatementRow>`
    select t.id, t.seq, t.reason, t.source_kind, t.source_id, t.reverses_id, t.actor_id, staff.name as actor_name, t.store_id, t.business_day, t.at, t.note,
      t.hash, t.prev_hash, m.movements
    from wallet_transaction t
    left join staff on staff.id = t.actor_id
    cross join lateral (
      select jsonb_agg(jsonb_build_object('lotId', m.lot_id, 'kind', lot.kind, 'unit', lot.unit, 'name', lot.name, 'quantity', m.quantity,
        'valueFen', m.value_fen, 'usedBy', m.used_by) order by m.ordinal) as movements
      from movement m join lot on lot.id = m.lot_id where m.transaction_id = t.id
    ) m
    where t.member_id = ${input.memberId} and t.seq < ${Number(before)}
    order by t.seq desc limit ${input.limit + 1}`.execute(ctx.db)
  const names = await openMemberNames(
    ctx,
    rows.flatMap((row) => (row.movements ?? []).flatMap((m) => m.usedBy ?? [])),
  )
  const page = toPage(
    rows,
    input.limit,
    (row) => ({
      id: row.id,
      seq: row.seq,
      reason: row.reason,
      sourceKind: row.source_kind,
      sourceId: row.source_id,
      reversesId: row.reverses_id,
      actorId: row.actor_id,
      actorName: row.actor_name,
      storeId: row.store_id,
      businessDay: row.business_day,
      at: row.at.toString(),
      note: row.note,
      hash: row.hash.toString('hex'),
      prevHash: row.prev_hash.toString('hex'),
      movements: (row.movements ?? []).map((m) => ({ ...m, usedByName: m.usedBy === null ? null : (names.get(m.usedBy)?.name ?? null) })),
    }),
    (row) => [row.seq],
  )
  return { ...page, headHash: wallet.head_hash.toString('hex') }
}
