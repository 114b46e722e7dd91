import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { openMemberNames } from '../members/index.ts'
import type { Household } from './schemas.ts'

interface Row {
  id: string
  daily_limit_fen: number | null
  daily_limit_sessions: number | null
  version: number
  members: {
    memberId: string
    role: 'owner' | 'user'
    dailyLimitFen: number | null
    dailyLimitSessions: number | null
    joinedAtMs: number
  }[]
}

async function find(ctx: ReadCtx, by: { id: string } | { memberId: string }): Promise<Household | null> {
  const where =
    'id' in by ? sql`h.id = ${by.id}::uuid` : sql`h.id = (select household_id from household_member where member_id = ${by.memberId}::uuid)`
  const { rows } = await sql<Row>`
    select h.id, h.daily_limit_fen, h.daily_limit_sessions, h.version,
      (select jsonb_agg(jsonb_build_object('memberId', x.member_id, 'role', x.role, 'dailyLimitFen', x.daily_limit_fen,
          'dailyLimitSessions', x.daily_limit_sessions, 'joinedAtMs', floor(extract(epoch from x.joined_at) * 1000)) order by x.role, x.joined_at, x.member_id)
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

/** Somebody whose lots a member may draw on, and how much of them a day. */
export interface LotSource {
  ownerId: string
  /** Null for another record of the same person, merged into this one: their own, without limits. */
  householdId: string | null
  /** What this member may draw a day; null is no limit. The household's own limit is of all its users together. */
  dailyLimitFen: number | null
  dailyLimitSessions: number | null
  householdLimitFen: number | null
  householdLimitSessions: number | null
}

/** Whose lots a member may draw on besides those of their own record: records merged into it, then the owners of their household. One statement. */
export async function lotSourcesOf(ctx: ReadCtx, memberId: string): Promise<LotSource[]> {
  const { rows } = await sql<LotSource>`
    select id as "ownerId", null::uuid as "householdId", null::bigint as "dailyLimitFen", null::int as "dailyLimitSessions",
      null::bigint as "householdLimitFen", null::int as "householdLimitSessions"
    from member where merged_into_id = ${memberId}::uuid
    union all
    (select owner.member_id as "ownerId", h.id as "householdId", me.daily_limit_fen as "dailyLimitFen",
      me.daily_limit_sessions as "dailyLimitSessions", h.daily_limit_fen as "householdLimitFen", h.daily_limit_sessions as "householdLimitSessions"
    from household_member me
    join household h on h.id = me.household_id
    join household_member owner on owner.household_id = h.id and owner.role = 'owner' and owner.member_id <> me.member_id
    where me.member_id = ${memberId}::uuid order by owner.joined_at, owner.member_id)`.execute(ctx.db)
  return rows
}
