/** SQL on `account`, `role_grant` and `session`. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { type Db, violatedConstraint } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { RoleUnknown } from '../settings/index.ts'
import type { Grant, HeldRole } from './actor.ts'
import { SignInNameTaken } from './errors.ts'
import { SESSION_DAYS } from './rules.ts'

/** How somebody proved who they are. */
export const PROOFS = ['password', 'totp', 'recovery', 'passkey', 'pin'] as const
export type Proof = (typeof PROOFS)[number]

export interface LiveSession {
  id: string
  staffId: string
  lastSeenAt: Temporal.Instant
  expiresAt: Temporal.Instant
  isLocked: boolean
  /** May do nothing but set up a second factor. */
  needsFactor: boolean
  factor: Proof
  /** The store of the shared till the session belongs to, and after how long it locks; null on a device of one's own. */
  deviceStoreId: string | null
  idleLockMinutes: number | null
  grants: HeldRole[]
}

/** The session of a token, not revoked and of a person still with us, with the roles held and their words: one statement. */
export async function findSession(db: Db, tokenHash: Buffer): Promise<LiveSession | null> {
  const { rows } = await sql<LiveSession>`
    select s.id, s.staff_id as "staffId", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
      s.locked_at is not null as "isLocked", s.needs_factor as "needsFactor", s.factor, d.store_id as "deviceStoreId",
      case when d.id is not null then (select idle_lock_minutes from brand_setting) end as "idleLockMinutes",
      coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'storeId', g.store_id, 'abilities', r.abilities))
        from role_grant g join role r on r.key = g.role where g.staff_id = s.staff_id), '[]') as grants
    from session s join staff p on p.id = s.staff_id left join shared_device d on d.id = s.device_id
    where s.token_hash = ${tokenHash} and s.revoked_at is null and p.is_active`.execute(db)
  return rows[0] ?? null
}

/** Written outside a transaction: when a session was last used is no fact of the business. */
export async function touchSession(db: Db, sessionId: string, now: Temporal.Instant): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: now }).where('id', '=', sessionId).where('last_seen_at', '<', now).execute()
}

export interface NewSession {
  staffId: string
  tokenHash: Buffer
  device: string
  ip: string
  factor: Proof
  /** The shared till it is opened at. */
  deviceId?: string | null
}

/** Opens a session. Who needs a second factor and has none, by the roles held, may only set one up with it. */
export async function insertSession(ctx: WriteCtx, session: NewSession): Promise<{ id: string; expiresAt: Temporal.Instant }> {
  const id = newId()
  const expiresAt = ctx.now.add({ hours: SESSION_DAYS * 24 })
  const deviceId = session.deviceId ?? null
  await sql`
    insert into session (id, token_hash, staff_id, device, ip, factor, device_id, needs_factor, created_at, last_seen_at, expires_at)
    select ${id}, ${session.tokenHash}, ${session.staffId}, ${session.device.slice(0, 200)}, ${session.ip}, ${session.factor}, ${deviceId}::uuid,
      ${session.factor}::text = 'password' and ${NEEDS_FACTOR(session.staffId)},
      ${ctx.now}, ${ctx.now}, ${expiresAt}`.execute(ctx.db)
  return { id, expiresAt }
}

/** Whether a role of that person asks for a second factor and there is none. */
const NEEDS_FACTOR = (staffId: string) => sql`(
  exists (select 1 from role_grant g join role r on r.key = g.role where g.staff_id = ${staffId}::uuid and r.requires_factor)
  and not exists (select 1 from totp where staff_id = ${staffId}::uuid and confirmed_at is not null)
  and not exists (select 1 from passkey where staff_id = ${staffId}::uuid))`

/** Ends one session of a person (or of anybody, when `staffId` is null). Returns whose it was, or null when there was none alive. */
export async function revokeOne(ctx: WriteCtx, sessionId: string, staffId: string | null): Promise<string | null> {
  let query = ctx.db.updateTable('session').set({ revoked_at: ctx.now }).where('id', '=', sessionId).where('revoked_at', 'is', null)
  if (staffId !== null) query = query.where('staff_id', '=', staffId)
  const row = await query.returning('staff_id').executeTakeFirst()
  return row?.staff_id ?? null
}

/** Ends every session of a person but `exceptId`. Returns how many. */
export async function revokeAll(ctx: WriteCtx, staffId: string, exceptId: string | null): Promise<number> {
  let query = ctx.db.updateTable('session').set({ revoked_at: ctx.now }).where('staff_id', '=', staffId).where('revoked_at', 'is', null)
  if (exceptId !== null) query = query.where('id', '<>', exceptId)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

/** Deletes what ended before `before`, and whatever waits for an answer that can come no more. Returns how many sessions. */
export async function deleteEnded(ctx: WriteCtx, before: Temporal.Instant): Promise<number> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('session')
    .where((eb) => eb.or([eb('revoked_at', '<', before), eb('expires_at', '<', before), eb('last_seen_at', '<', before)]))
    .executeTakeFirstOrThrow()
  await ctx.db.deleteFrom('pending_sign_in').where('expires_at', '<', ctx.now).execute()
  await ctx.db.deleteFrom('passkey_challenge').where('expires_at', '<', ctx.now).execute()
  return Number(numDeletedRows)
}

export interface AccountRow {
  staffId: string
  passwordHash: string
  pinHash: string | null
}

/** The account somebody signs in with, if that person is still with us. */
export async function findAccountByName(db: Db, signInName: string): Promise<AccountRow | null> {
  const row = await db
    .selectFrom('account')
    .innerJoin('staff', 'staff.id', 'account.staff_id')
    .select(['account.staff_id', 'account.password_hash', 'account.pin_hash'])
    .where('account.sign_in_name', '=', signInName)
    .where('staff.is_active', '=', true)
    .executeTakeFirst()
  return row ? { staffId: row.staff_id, passwordHash: row.password_hash, pinHash: row.pin_hash } : null
}

export async function findAccount(db: Db, staffId: string): Promise<(AccountRow & { signInName: string }) | null> {
  const row = await db.selectFrom('account').selectAll().where('staff_id', '=', staffId).executeTakeFirst()
  return row ? { staffId, passwordHash: row.password_hash, pinHash: row.pin_hash, signInName: row.sign_in_name } : null
}

/** Holds the account still and says whether its password is the one that was verified, and its person still with us. */
export async function holdAccount(ctx: WriteCtx, account: { staffId: string; passwordHash: string }): Promise<boolean> {
  const { rows } = await sql`
    select 1 from account a join staff s on s.id = a.staff_id
    where a.staff_id = ${account.staffId} and a.password_hash = ${account.passwordHash} and s.is_active
    for share`.execute(ctx.db)
  return rows.length > 0
}

/** Makes or changes an account; what is undefined stays. @throws SignInNameTaken */
export async function upsertAccount(
  ctx: WriteCtx,
  account: { staffId: string; signInName: string; passwordHash: string; pinHash: string | null },
): Promise<void> {
  const values = { sign_in_name: account.signInName, password_hash: account.passwordHash, pin_hash: account.pinHash }
  await ctx.db
    .insertInto('account')
    .values({ staff_id: account.staffId, ...values })
    .onConflict((c) => c.column('staff_id').doUpdateSet({ ...values, pin_failed_count: 0, pin_locked_until: null }))
    .execute()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'account_sign_in_name_key' ? new SignInNameTaken() : error
    })
}

export async function updateSecret(ctx: WriteCtx, staffId: string, secret: { passwordHash: string } | { pinHash: string }): Promise<void> {
  const change =
    'passwordHash' in secret
      ? { password_hash: secret.passwordHash }
      : { pin_hash: secret.pinHash, pin_failed_count: 0, pin_locked_until: null }
  await ctx.db.updateTable('account').set(change).where('staff_id', '=', staffId).execute()
}

/** The roles people hold, with the words of the brand's own roles. */
export async function findGrants(ctx: ReadCtx, staffIds: readonly string[]): Promise<Map<string, Required<HeldRole>[]>> {
  const { rows } = await sql<Required<HeldRole> & { staffId: string }>`
    select g.staff_id as "staffId", g.role, g.store_id as "storeId", r.name, r.abilities
    from role_grant g join role r on r.key = g.role where g.staff_id = any(${staffIds}::uuid[]) order by g.id`.execute(ctx.db)
  const grants = new Map<string, Required<HeldRole>[]>()
  for (const { staffId, ...grant } of rows) grants.set(staffId, [...(grants.get(staffId) ?? []), grant])
  return grants
}

/** @throws RoleUnknown */
export async function replaceGrants(ctx: WriteCtx, staffId: string, grants: readonly Grant[]): Promise<void> {
  await ctx.db.deleteFrom('role_grant').where('staff_id', '=', staffId).execute()
  if (grants.length === 0) return
  await ctx.db
    .insertInto('role_grant')
    .values(grants.map((grant) => ({ id: newId(), staff_id: staffId, role: grant.role, store_id: grant.storeId })))
    .execute()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'role_grant_role_fkey' ? new RoleUnknown() : error
    })
}
