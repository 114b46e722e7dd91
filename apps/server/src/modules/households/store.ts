/** SQL and locks on households. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'

export interface MemberOfHousehold {
  memberId: string
  householdId: string
  role: 'owner' | 'user'
  dailyLimitFen: number | null
  dailyLimitSessions: number | null
  monthlyLimitFen: number | null
  isSharing: boolean
}

/** What a limit may be changed to; left out, it stays. */
export interface LimitChange {
  dailyLimitFen?: number | null | undefined
  dailyLimitSessions?: number | null | undefined
  monthlyLimitFen?: number | null | undefined
}

function limitColumns({ dailyLimitFen, dailyLimitSessions, monthlyLimitFen }: LimitChange) {
  return {
    ...(dailyLimitFen === undefined ? {} : { daily_limit_fen: dailyLimitFen }),
    ...(dailyLimitSessions === undefined ? {} : { daily_limit_sessions: dailyLimitSessions }),
    ...(monthlyLimitFen === undefined ? {} : { monthly_limit_fen: monthlyLimitFen }),
  }
}

/** Takes the lock under which everything of one household happens; false when there is none. */
export async function lockHousehold(ctx: WriteCtx, id: string): Promise<{ version: number } | null> {
  const { rows } = await sql<{ version: number }>`select version from household where id = ${id}::uuid for update`.execute(ctx.db)
  return rows[0] ?? null
}

/**
 * Takes the lock of a member's household, if there is one: what its users may draw is counted, and the sharing stopped, one at a time.
 * A sale that draws on nobody else's asks nothing.
 */
export async function lockHouseholdOf(ctx: WriteCtx, memberId: string | null): Promise<void> {
  if (memberId === null) return
  await sql`select 1 from household where id = (select household_id from household_member where member_id = ${memberId}::uuid) for no key update`.execute(
    ctx.db,
  )
}

export async function insertHousehold(ctx: WriteCtx, id: string): Promise<void> {
  await ctx.db.insertInto('household').values({ id, created_at: ctx.now }).execute()
}

export async function bumpHousehold(ctx: WriteCtx, id: string, change: LimitChange = {}): Promise<void> {
  await ctx.db
    .updateTable('household')
    .set((eb) => ({
      ...limitColumns(change),
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute()
}

/** Members as they stand, of one household. */
export async function findMembers(ctx: WriteCtx, householdId: string): Promise<{ memberId: string; role: string }[]> {
  return ctx.db
    .selectFrom('household_member')
    .select(['member_id as memberId', 'role'])
    .where('household_id', '=', householdId)
    .orderBy('member_id')
    .execute()
}

/** `unfit` when there is no such living record, `taken` when it has a household already. */
export async function addMember(ctx: WriteCtx, row: MemberOfHousehold): Promise<'added' | 'taken' | 'unfit'> {
  const { rows } = await sql<{ is_fit: boolean; is_added: boolean }>`
    with fit as (
      select id from member where id = ${row.memberId}::uuid and person_key is not null and merged_into_id is null for update
    ), added as (
      insert into household_member (member_id, household_id, role, daily_limit_fen, daily_limit_sessions, monthly_limit_fen, is_sharing, joined_at)
      select id, ${row.householdId}::uuid, ${row.role}, ${row.dailyLimitFen}::bigint, ${row.dailyLimitSessions}::int, ${row.monthlyLimitFen}::bigint,
        ${row.isSharing}, ${ctx.now}::timestamptz from fit
      on conflict (member_id) do nothing returning 1
    )
    select exists (select 1 from fit) as is_fit, exists (select 1 from added) as is_added`.execute(ctx.db)
  return !rows[0]?.is_fit ? 'unfit' : rows[0].is_added ? 'added' : 'taken'
}

export async function changeMember(
  ctx: WriteCtx,
  memberId: string,
  change: LimitChange & { role?: string | undefined; isSharing?: boolean | undefined },
): Promise<void> {
  const { role, isSharing } = change
  const set = {
    ...(role === undefined ? {} : { role }),
    ...(isSharing === undefined ? {} : { is_sharing: isSharing }),
    ...limitColumns(change),
  }
  if (Object.keys(set).length === 0) return
  await ctx.db.updateTable('household_member').set(set).where('member_id', '=', memberId).execute()
}

export async function deleteMembers(ctx: WriteCtx, memberIds: readonly string[]): Promise<void> {
  await sql`delete from household_member where member_id = any(${memberIds}::uuid[])`.execute(ctx.db)
}

export async function deleteHousehold(ctx: WriteCtx, id: string): Promise<void> {
  await ctx.db.deleteFrom('household').where('id', '=', id).execute()
}

/** Another record of the same person takes a place. */
export async function moveMember(ctx: WriteCtx, fromId: string, toId: string): Promise<void> {
  await ctx.db.updateTable('household_member').set({ member_id: toId }).where('member_id', '=', fromId).execute()
}

/** Puts somebody back as they stood: what an undone merge does. */
export async function putBackMember(ctx: WriteCtx, row: MemberOfHousehold & { joinedAt: string }): Promise<void> {
  await ctx.db
    .insertInto('household_member')
    .values({
      member_id: row.memberId,
      household_id: row.householdId,
      role: row.role,
      daily_limit_fen: row.dailyLimitFen,
      daily_limit_sessions: row.dailyLimitSessions,
      monthly_limit_fen: row.monthlyLimitFen,
      is_sharing: row.isSharing,
      joined_at: Temporal.Instant.from(row.joinedAt),
    })
    .execute()
}
