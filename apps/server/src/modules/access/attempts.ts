/**
 * Tries at a secret, counted before the secret is looked at and outside any transaction: a refusal rolls nothing back, and tries made at
 * once cannot slip past one another. What is counted is forgotten at the first right answer.
 */
import { sql } from 'kysely'
import type { Db } from '../../platform/db.ts'
import { AccountLocked, FactorLocked, PinLocked } from './errors.ts'
import { FIRST_WAIT_SECONDS, FORGET_AFTER_HOURS, FREE_TRIES, hashOf, LONGEST_WAIT_SECONDS, secondsUntil } from './rules.ts'

/** When the `count`-th failure would let one try again: null within the free tries. The cap on the exponent keeps the power small. */
function lockedUntil(now: string, count: ReturnType<typeof sql>) {
  return sql`case when ${count} >= ${FREE_TRIES}::int
    then ${now}::timestamptz + make_interval(secs => least(${FIRST_WAIT_SECONDS}::int * power(2, least(${count} - ${FREE_TRIES}::int, 12)), ${LONGEST_WAIT_SECONDS}::int))
    end`
}

/**
 * Counts a try to sign in by this name, whether or not anybody has it.
 * @throws AccountLocked with `retryAfterSeconds` while the name has to wait
 */
export async function countSignIn(db: Db, signInName: string, now: Temporal.Instant): Promise<void> {
  const name = hashOf(signInName)
  const at = now.toString()
  const next = sql`case when g.last_at < ${at}::timestamptz - make_interval(hours => ${FORGET_AFTER_HOURS}::int) then 1 else g.failed_count + 1 end`
  const { rows } = await sql`
    insert into sign_in_guard as g (name_hash, failed_count, last_at) values (${name}, 1, ${at})
    on conflict (name_hash) do update set failed_count = ${next}, last_at = ${at}, locked_until = ${lockedUntil(at, next)}
    where g.locked_until is null or g.locked_until <= ${at}
    returning 1`.execute(db)
  if (rows.length > 0) return
  const guard = await db.selectFrom('sign_in_guard').select('locked_until').where('name_hash', '=', name).executeTakeFirst()
  throw new AccountLocked({ retryAfterSeconds: secondsUntil(guard?.locked_until ?? now, now) })
}

/** Forgets the tries of a name that signed in, and those of names nobody tried for a day. */
export async function forgetSignIn(db: Db, signInName: string, now: Temporal.Instant): Promise<void> {
  const old = now.subtract({ hours: FORGET_AFTER_HOURS })
  await db
    .deleteFrom('sign_in_guard')
    .where((eb) => eb.or([eb('name_hash', '=', hashOf(signInName)), eb('last_at', '<', old)]))
    .execute()
}

/** What is counted on a person's account, and how a wait is refused. */
const COUNTED = {
  pin: { count: sql.ref('pin_failed_count'), until: sql.ref('pin_locked_until'), Locked: PinLocked },
  factor: { count: sql.ref('factor_failed_count'), until: sql.ref('factor_locked_until'), Locked: FactorLocked },
}
type Counted = keyof typeof COUNTED

/**
 * Counts a try at a person's PIN or second factor.
 * @returns how many tries are left before a wait, should this one be wrong
 * @throws PinLocked or FactorLocked with `retryAfterSeconds` while that has to wait
 */
async function countTry(db: Db, what: Counted, staffId: string, now: Temporal.Instant): Promise<number> {
  const { count, until, Locked } = COUNTED[what]
  const at = now.toString()
  const next = sql`${count} + 1`
  const { rows } = await sql<{ count: number }>`
    update account set ${count} = ${next}, ${until} = ${lockedUntil(at, next)}
    where staff_id = ${staffId} and (${until} is null or ${until} <= ${at})
    returning ${count} as count`.execute(db)
  if (rows[0]) return Math.max(0, FREE_TRIES - rows[0].count)
  const { rows: locked } = await sql<{ until: Temporal.Instant | null }>`
    select ${until} as until from account where staff_id = ${staffId}`.execute(db)
  throw new Locked({ retryAfterSeconds: secondsUntil(locked[0]?.until ?? now, now) })
}

async function forgetTries(db: Db, what: Counted, staffId: string): Promise<void> {
  const { count, until } = COUNTED[what]
  await sql`update account set ${count} = 0, ${until} = null where staff_id = ${staffId}`.execute(db)
}

export const countPin = (db: Db, staffId: string, now: Temporal.Instant) => countTry(db, 'pin', staffId, now)
export const forgetPin = (db: Db, staffId: string) => forgetTries(db, 'pin', staffId)
export const countFactor = (db: Db, staffId: string, now: Temporal.Instant) => countTry(db, 'factor', staffId, now)
export const forgetFactor = (db: Db, staffId: string) => forgetTries(db, 'factor', staffId)
