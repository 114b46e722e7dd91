import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { openMemberNames } from '../members/index.ts'
import type { Household } from './schemas.ts'

interface Row {
  id: string
  daily_limit_fen: number | null
  daily_limit_sessions: number | null
  monthly_limit_fen: number | null
  version: number
  members: {
    memberId: string
    role: 'owner' | 'user'
    dailyLimitFen: number | null
    dailyLimitSessions: number | null
    monthlyLimitFen: number | null
    isSharing: boolean
    joinedAtMs: number
  }[]
}

async function find(ctx: ReadCtx, by: { id: string } | { memberId: string }): Promise<Household | null> {
  const where =
    'id' in by ? sql`h.id = ${by.id}::uuid` : sql`h.id = (select household_id from household_member where member_id = ${by.memberId}::uuid)`
  const { rows } = await sql<Row>`
    select h.id, h.daily_limit_fen, h.daily_limit_sessions, h.monthly_limit_fen, h.version,
      (select jsonb_agg(jsonb_build_object('memberId', x.member_id, 'role', x.role, 'dailyLimitFen', x.daily_limit_fen,
          'dailyLimitSessions', x.daily_limit_sessions, 'monthlyLimitFen', x.monthly_limit_fen, 'isSharing', x.is_sharing, 'joinedAtMs', floor(extract(epoch from x.joined_at) * 1000)) order by x.role, x.joined_at, x.member_id)
        from household_member x where x.household_id = h.id) as members
    from household h where ${where}`.execute(ctx.db)
  const row = rows[0]
  if (!row) return null
  const names = await openMemberNames(
    ctx,
    row.members.map((m) => m.memberId),
  )
  return {
    id: row.id,
    dailyLimitFen: row.daily_limit_fen,
    dailyLimitSessions: row.daily_limit_sessions,
    monthlyLimitFen: row.monthly_limit_fen,
    members: row.members.map(({ joinedAtMs, ...m }) => ({
      ...m,
      number: names.get(m.memberId)?.number ?? '',
      name: names.get(m.memberId)?.name ?? null,
      joinedAt: Temporal.Instant.fromEpochMilliseconds(joinedAtMs).toString(),
    })),
    version: row.version,
  }
}

/** The household of a member, null without one. */
export function householdOf(ctx: ReadCtx, memberId: string): Promise<Household | null> {
  return find(ctx, { memberId })
}

/** @throws NotFound */
export async function readHousehold(ctx: ReadCtx, id: string): Promise<Household> {
  const household = await find(ctx, { id })
  if (!household) throw new NotFound()
  return household
}
