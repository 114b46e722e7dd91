/** What merging stands on beyond the records themselves. */
import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'

export interface SideFacts {
  id: string
  tickets: number
  heldBills: number
  holds: number
  balanceFen: number
  passes: number
  /** On account, in all stores. */
  owedFen: number
  /** Left of deposits, in all stores. */
  depositsFen: number
  household: {
    householdId: string
    role: 'owner' | 'user'
    dailyLimitFen: number | null
    dailyLimitSessions: number | null
    monthlyLimitFen: number | null
    isSharing: boolean
    joinedAt: string
  } | null
}

/** Bills, holds, means and household of two records, in one statement. */
export async function factsOf(ctx: ReadCtx, ids: readonly [string, string]): Promise<Map<string, SideFacts>> {
  const { rows } = await sql<SideFacts>`
    select m.id,
      (select count(*) from ticket t where t.member_id = m.id and t.number is not null) as tickets,
      (select count(*) from ticket t where t.member_id = m.id and t.state = 'held') as "heldBills",
      (select count(*) from lot where lot.member_id = m.id and lot.held > 0) as holds,
      (select coalesce(sum(lot.remaining), 0) from lot where lot.member_id = m.id and lot.kind in ('principal', 'bonus') and lot.remaining > 0) as "balanceFen",
      (select count(*) from lot where lot.member_id = m.id and lot.kind = 'pass' and lot.remaining > 0) as passes,
      (select coalesce(sum(r.open_fen), 0)::bigint from receivable r where r.account_id = m.id and r.open_fen > 0) as "owedFen",
      (select coalesce(sum(d.open_fen), 0)::bigint from deposit d where d.member_id = m.id and d.open_fen > 0) as "depositsFen",
      (select jsonb_build_object('householdId', h.household_id, 'role', h.role, 'dailyLimitFen', h.daily_limit_fen,
        'dailyLimitSessions', h.daily_limit_sessions, 'monthlyLimitFen', h.monthly_limit_fen, 'isSharing', h.is_sharing, 'joinedAt', h.joined_at) from household_member h where h.member_id = m.id) as household
    from member m where m.id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}
