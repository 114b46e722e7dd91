/** SQL on `totp`, `recovery_code` and `pending_sign_in`. */
import { sql } from 'kysely'
import type { Brand, ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import type { Db } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { PENDING_MINUTES } from './rules.ts'

/** Which second factors a person has, and whether a role they hold asks for one. */
export interface FactorState {
  hasTotp: boolean
  hasPasskey: boolean
  isRequired: boolean
  recoveryCodesLeft: number
}

export async function findFactors(db: Db, staffId: string): Promise<FactorState> {
  const { rows } = await sql<FactorState>`
    select exists (select 1 from totp where staff_id = ${staffId} and confirmed_at is not null) as "hasTotp",
      exists (select 1 from passkey where staff_id = ${staffId}) as "hasPasskey",
      exists (select 1 from role_grant g join role r on r.key = g.role where g.staff_id = ${staffId} and r.requires_factor) as "isRequired",
      (select count(*)::int from recovery_code where staff_id = ${staffId} and used_at is null) as "recoveryCodesLeft"`.execute(db)
  return rows[0] as FactorState
}

export interface TotpRow {
  secret: string
  isConfirmed: boolean
  confirmedAt: Temporal.Instant | null
}

/** The opened secret of a person's app, locked against another change when `forUpdate`. */
export async function findTotp(ctx: { db: Db; brand: Brand }, staffId: string, forUpdate = false): Promise<TotpRow | null> {
  let query = ctx.db.selectFrom('totp').selectAll().where('staff_id', '=', staffId)
  if (forUpdate) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) return null
  const secret = ctx.brand.keys.openRowKey('totp', staffId, row.key_wrapped).open('secret', row.secret_enc)
  return { secret, isConfirmed: row.confirmed_at !== null, confirmedAt: row.confirmed_at }
}

/** Keeps a secret that no code was typed of yet, in the place of an earlier one of the kind. False when a confirmed one is there. */
export async function insertTotp(ctx: WriteCtx, staffId: string, secret: string): Promise<boolean> {
  const { rowKey, wrapped } = ctx.brand.keys.newRowKey('totp', staffId)
  const values = { key_wrapped: wrapped, secret_enc: rowKey.seal('secret', secret), created_at: ctx.now }
  const row = await ctx.db
    .insertInto('totp')
    .values({ staff_id: staffId, ...values })
    .onConflict((c) => c.column('staff_id').doUpdateSet(values).where('totp.confirmed_at', 'is', null))
    .returning('staff_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Takes a time step as used. False when it, or a newer one, was used before: of two at once the second finds it used. */
export async function useStep(ctx: WriteCtx, staffId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('totp')
    .set({ last_step: step })
    .where('staff_id', '=', staffId)
    .where('confirmed_at', 'is not', null)
    .where('last_step', '<', step)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

export async function confirmTotpRow(ctx: WriteCtx, staffId: string, step: number): Promise<void> {
  await ctx.db.updateTable('totp').set({ confirmed_at: ctx.now, last_step: step }).where('staff_id', '=', staffId).execute()
}

/** Removes a person's app and recovery codes. */
export async function deleteTotp(ctx: WriteCtx, staffId: string): Promise<void> {
  await ctx.db.deleteFrom('totp').where('staff_id', '=', staffId).execute()
  await ctx.db.deleteFrom('recovery_code').where('staff_id', '=', staffId).execute()
}

/** New recovery codes; earlier ones are worth nothing from now on. */
export async function replaceRecoveryCodes(ctx: WriteCtx, staffId: string, digests: readonly string[]): Promise<void> {
  await ctx.db.deleteFrom('recovery_code').where('staff_id', '=', staffId).execute()
  await sql`insert into recovery_code (staff_id, digest) select ${staffId}, d from unnest(${digests}::bigint[]) d`.execute(ctx.db)
}

/** Uses a recovery code up. False when there is no such code, or it was used. */
export async function takeRecoveryCode(ctx: WriteCtx, staffId: string, digest: string): Promise<boolean> {
  const { rows } = await sql`
    update recovery_code set used_at = ${ctx.now} where staff_id = ${staffId} and digest = ${digest}::bigint and used_at is null
    returning 1`.execute(ctx.db)
  return rows.length === 1
}

export async function hasRecoveryCode(db: Db, staffId: string, digest: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from recovery_code where staff_id = ${staffId} and digest = ${digest}::bigint and used_at is null`.execute(db)
  return rows.length === 1
}

/** A second factor was set up: sessions that could do nothing but that may do their work now. */
export async function clearNeedsFactor(ctx: WriteCtx, staffId: string): Promise<void> {
  await ctx.db
    .updateTable('session')
    .set({ needs_factor: false })
    .where('staff_id', '=', staffId)
    .where('needs_factor', '=', true)
    .execute()
}

/** A role asks for a second factor now: whoever holds it and has none may do nothing else until they have one. */
export async function markNeedsFactor(ctx: WriteCtx, role: string): Promise<void> {
  await sql`
    update session s set needs_factor = true
    where s.revoked_at is null and s.factor = 'password' and s.expires_at > ${ctx.now}
      and exists (select 1 from role_grant g where g.staff_id = s.staff_id and g.role = ${role})
      and not exists (select 1 from totp t where t.staff_id = s.staff_id and t.confirmed_at is not null)
      and not exists (select 1 from passkey p where p.staff_id = s.staff_id)`.execute(ctx.db)
}

export interface PendingSignIn {
  id: string
  staffId: string
  passwordHash: string
}

export async function insertPending(ctx: WriteCtx, pending: { tokenHash: Buffer; staffId: string; passwordHash: string }): Promise<void> {
  await ctx.db
    .insertInto('pending_sign_in')
    .values({
      id: newId(),
      token_hash: pending.tokenHash,
      staff_id: pending.staffId,
      password_hash: pending.passwordHash,
      created_at: ctx.now,
      expires_at: ctx.now.add({ minutes: PENDING_MINUTES }),
    })
    .execute()
}

/** A sign-in that waits for its second factor and is not over. */
export async function findPending(ctx: ReadCtx, tokenHash: Buffer): Promise<PendingSignIn | null> {
  const row = await ctx.db
    .selectFrom('pending_sign_in')
    .select(['id', 'staff_id as staffId', 'password_hash as passwordHash'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', ctx.now)
    .executeTakeFirst()
  return row ?? null
}

/** Takes a waiting sign-in away. False when another request took it first. */
export async function takePending(ctx: WriteCtx, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db.deleteFrom('pending_sign_in').where('id', '=', id).executeTakeFirstOrThrow()
  return Number(numDeletedRows) === 1
}
