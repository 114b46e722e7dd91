/**
 * Tries at a member's PIN or at gift card codes, counted before the secret is looked at and outside any transaction: a refusal rolls
 * nothing back, and tries made at once cannot slip past one another. After five, each waits twice as long as the one before, at most an hour.
 */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { FREE_TRIES } from './rules.ts'

const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 3_600
const FORGET_AFTER_HOURS = 24

export type Secret = 'pin' | 'gift_code'

/** Counts a try. @returns the tries left before a wait, or how long to wait when this one was not let in */
export async function countTry(
  ctx: Pick<ReadCtx, 'db' | 'now'>,
  kind: Secret,
  subjectId: string,
): Promise<{ triesLeft: number } | { waitSeconds: number }> {
  const at = ctx.now.toString()
  const next = sql`case when g.last_at < ${at}::timestamptz - make_interval(hours => ${FORGET_AFTER_HOURS}::int) then 1 else g.failed_count + 1 end`
  const until = sql`case when ${next} >= ${FREE_TRIES}::int
    then ${at}::timestamptz + make_interval(secs => least(${FIRST_WAIT_SECONDS}::int * power(2, least(${next} - ${FREE_TRIES}::int, 12)), ${LONGEST_WAIT_SECONDS}::int))
    end`
  const { rows } = await sql<{ count: number }>`
    insert into secret_guard as g (kind, subject_id, failed_count, last_at) values (${kind}, ${subjectId}::uuid, 1, ${at}::timestamptz)
    on conflict (kind, subject_id) do update set failed_count = ${next}, last_at = ${at}::timestamptz, locked_until = ${until}
    where g.locked_until is null or g.locked_until <= ${at}::timestamptz
    returning g.failed_count as count`.execute(ctx.db)
  if (rows[0]) return { triesLeft: Math.max(0, FREE_TRIES - rows[0].count) }
  const until_ = await lockedUntil(ctx, kind, subjectId)
  return { waitSeconds: Math.max(1, Math.ceil(ctx.now.until(until_ ?? ctx.now).total('seconds'))) }
}

export async function lockedUntil(ctx: Pick<ReadCtx, 'db'>, kind: Secret, subjectId: string): Promise<Temporal.Instant | null> {
  const row = await ctx.db
    .selectFrom('secret_guard')
    .select('locked_until')
    .where('kind', '=', kind)
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  return row?.locked_until ?? null
}

/** At the first right answer what was counted is forgotten. */
export async function forgetTries(ctx: Pick<ReadCtx | WriteCtx, 'db'>, kind: Secret, subjectId: string): Promise<void> {
  await ctx.db.deleteFrom('secret_guard').where('kind', '=', kind).where('subject_id', '=', subjectId).execute()
}
