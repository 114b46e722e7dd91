/** SQL on `account`, `role_grant` and `session`. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { type Db, violatedConstraint } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import type { Grant } from './actor.ts'
import type { Act } from './approve.ts'
import { SignInNameTaken } from './errors.ts'
import { APPROVAL_MINUTES, SESSION_DAYS } from './rules.ts'

export interface LiveSession {
  id: string
  staffId: string
  lastSeenAt: Temporal.Instant
  expiresAt: Temporal.Instant
  grants: Grant[]
}

/** The session of a token, not revoked and of a person still with us, with the roles held: one statement. */
export async function findSession(db: Db, tokenHash: Buffer): Promise<LiveSession | null> {
  const { rows } = await sql<LiveSession>`
    select s.id, s.staff_id as "staffId", s.last_seen_at as "lastSeenAt", s.expires_at as "expiresAt",
      coalesce((select jsonb_agg(jsonb_build_object('role', g.role, 'storeId', g.store_id)) from role_grant g where g.staff_id = s.staff_id), '[]') as grants
    from session s join staff p on p.id = s.staff_id
    where s.token_hash = ${tokenHash} and s.revoked_at is null and p.is_active`.execute(db)
  return rows[0] ?? null
}

/** Written outside a transaction: when a session was last used is no fact of the business. */
export async function touchSession(db: Db, sessionId: string, now: Temporal.Instant): Promise<void> {
  await db.updateTable('session').set({ last_seen_at: now }).where('id', '=', sessionId).where('last_seen_at', '<', now).execute()
}

export async function insertSession(
  ctx: WriteCtx,
  session: { staffId: string; tokenHash: Buffer; device: string; ip: string },
): Promise<{ id: string; expiresAt: Temporal.Instant }> {
  const id = newId()
  const expiresAt = ctx.now.add({ hours: SESSION_DAYS * 24 })
  await ctx.db
    .insertInto('session')
    .values({
      id,
      token_hash: session.tokenHash,
      staff_id: session.staffId,
      device: session.device.slice(0, 200),
      ip: session.ip,
      created_at: ctx.now,
      last_seen_at: ctx.now,
      expires_at: expiresAt,
    })
    .execute()
  return { id, expiresAt }
}

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

export async function findGrants(ctx: ReadCtx, staffIds: readonly string[]): Promise<Map<string, Grant[]>> {
  const { rows } = await sql<{ staffId: string; role: Grant['role']; storeId: string | null }>`
    select staff_id as "staffId", role, store_id as "storeId" from role_grant where staff_id = any(${staffIds}::uuid[]) order by id`.execute(
    ctx.db,
  )
  const grants = new Map<string, Grant[]>()
  for (const { staffId, role, storeId } of rows) grants.set(staffId, [...(grants.get(staffId) ?? []), { role, storeId }])
  return grants
}

export async function replaceGrants(ctx: WriteCtx, staffId: string, grants: readonly Grant[]): Promise<void> {
  await ctx.db.deleteFrom('role_grant').where('staff_id', '=', staffId).execute()
  if (grants.length === 0) return
  await ctx.db
    .insertInto('role_grant')
    .values(grants.map((grant) => ({ id: newId(), staff_id: staffId, role: grant.role, store_id: grant.storeId })))
    .execute()
}

export async function insertApproval(
  ctx: WriteCtx,
  request: { storeId: string; act: string; approverId: string; bp: number | null; fen: number | null },
): Promise<{ id: string; expiresAt: Temporal.Instant; limitBp: number | null; limitFen: number | null }> {
  if (ctx.actor.id === null) throw new TypeError('an approval is given to a person')
  const id = newId()
  const expiresAt = ctx.now.add({ minutes: APPROVAL_MINUTES })
  await ctx.db
    .insertInto('approval')
    .values({
      id,
      approver_id: request.approverId,
      requester_id: ctx.actor.id,
      store_id: request.storeId,
      act: request.act,
      limit_bp: request.bp,
      limit_fen: request.fen,
      created_at: ctx.now,
      expires_at: expiresAt,
    })
    .execute()
  return { id, expiresAt, limitBp: request.bp, limitFen: request.fen }
}

/** Marks an approval as used if it covers this use. Returns who approved, or null. */
export async function consumeApproval(
  ctx: WriteCtx,
  use: { approvalId: string; act: string; storeId: string; usedFor: string; bp?: number; fen?: number },
): Promise<string | null> {
  const row = await ctx.db
    .updateTable('approval')
    .set({ used_at: ctx.now, used_for: use.usedFor })
    .where('id', '=', use.approvalId)
    .where('requester_id', '=', ctx.actor.id)
    .where('act', '=', use.act)
    .where('store_id', '=', use.storeId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', ctx.now)
    .$if(use.bp !== undefined, (q) => q.where('limit_bp', '>=', use.bp ?? 0))
    .$if(use.fen !== undefined, (q) => q.where('limit_fen', '>=', use.fen ?? 0))
    .returning('approver_id')
    .executeTakeFirst()
  return row?.approver_id ?? null
}

export interface Approval {
  id: string
  act: Act
  storeId: string
  approverId: string
  limitBp: number | null
  limitFen: number | null
  expiresAt: Temporal.Instant
  /** Neither used nor over. */
  isUsable: boolean
}

/** Approvals given to the actor, for a preview: nothing is used up. Unknown ids and those of others are left out. */
export async function readApproval(ctx: ReadCtx, ids: readonly string[]): Promise<Approval[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Approval>`
    select id, act, store_id as "storeId", approver_id as "approverId", limit_bp as "limitBp", limit_fen as "limitFen",
      expires_at as "expiresAt", used_at is null and expires_at > ${ctx.now.toString()}::timestamptz as "isUsable"
    from approval where id = any(${ids}::uuid[]) and requester_id = ${ctx.actor.id}::uuid`.execute(ctx.db)
  return rows
}
