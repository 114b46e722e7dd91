/** SQL on `passkey` and `passkey_challenge`. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import { type Db, violatedConstraint } from '../../platform/db.ts'
import { newId } from '../../platform/ids.ts'
import { ChallengeOver, PasskeyKnown } from './errors.ts'
import { CHALLENGE_MINUTES } from './rules.ts'

export interface Passkey {
  id: string
  staffId: string
  credentialId: Buffer
  publicKey: Buffer
  counter: number
  transports: string[]
  rpId: string
  isSynced: boolean
  name: string
  createdAt: Temporal.Instant
  lastUsedAt: Temporal.Instant | null
}

export interface Challenge {
  id: string
  /** Null: whoever has a passkey may answer. */
  staffId: string | null
  challenge: string
  rpId: string
  origin: string
}

const COLUMNS = [
  'id',
  'staff_id as staffId',
  'credential_id as credentialId',
  'public_key as publicKey',
  'counter',
  'transports',
  'rp_id as rpId',
  'is_synced as isSynced',
  'name',
  'created_at as createdAt',
  'last_used_at as lastUsedAt',
] as const

export function findPasskeys(db: Db, staffId: string): Promise<Passkey[]> {
  return db.selectFrom('passkey').select(COLUMNS).where('staff_id', '=', staffId).orderBy('id').execute()
}

/** A passkey of somebody still with us. */
export async function findPasskey(db: Db, credentialId: Buffer): Promise<Passkey | null> {
  const row = await db
    .selectFrom('passkey')
    .select(COLUMNS)
    .where('credential_id', '=', credentialId)
    .where(sql<boolean>`exists (select 1 from staff where staff.id = passkey.staff_id and is_active)`)
    .executeTakeFirst()
  return row ?? null
}

/** @throws PasskeyKnown */
export async function insertPasskey(
  ctx: WriteCtx,
  passkey: Omit<Passkey, 'id' | 'createdAt' | 'lastUsedAt'>,
): Promise<{ id: string; createdAt: Temporal.Instant }> {
  const id = newId()
  await ctx.db
    .insertInto('passkey')
    .values({
      id,
      staff_id: passkey.staffId,
      credential_id: passkey.credentialId,
      public_key: passkey.publicKey,
      counter: passkey.counter,
      transports: passkey.transports,
      rp_id: passkey.rpId,
      is_synced: passkey.isSynced,
      name: passkey.name,
      created_at: ctx.now,
    })
    .execute()
    .catch((error: unknown) => {
      throw violatedConstraint(error) === 'passkey_credential_id_key' ? new PasskeyKnown() : error
    })
  return { id, createdAt: ctx.now }
}

/** Notes a use. False when the passkey is gone, or answered at the same time with another count. */
export async function countPasskeyUse(ctx: WriteCtx, passkey: Passkey, counter: number): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('passkey')
    .set({ counter, last_used_at: ctx.now })
    .where('id', '=', passkey.id)
    .where('counter', '=', passkey.counter)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

/** Names one of a person's passkeys. False when there is none of that id. */
export async function renamePasskeyRow(ctx: WriteCtx, staffId: string, id: string, name: string): Promise<boolean> {
  const { numUpdatedRows } = await ctx.db
    .updateTable('passkey')
    .set({ name })
    .where('id', '=', id)
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow()
  return Number(numUpdatedRows) === 1
}

export async function deletePasskeyRow(ctx: WriteCtx, staffId: string, id: string): Promise<boolean> {
  const { numDeletedRows } = await ctx.db
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('staff_id', '=', staffId)
    .executeTakeFirstOrThrow()
  return Number(numDeletedRows) === 1
}

export async function deletePasskeys(ctx: WriteCtx, staffId: string): Promise<void> {
  await ctx.db.deleteFrom('passkey').where('staff_id', '=', staffId).execute()
}

/** Keeps a question until it is answered. Written outside a transaction: it is no fact of the business. */
export async function insertChallenge(db: Db, now: Temporal.Instant, challenge: Omit<Challenge, 'id'>): Promise<string> {
  const id = newId()
  await db
    .insertInto('passkey_challenge')
    .values({
      id,
      staff_id: challenge.staffId,
      challenge: challenge.challenge,
      rp_id: challenge.rpId,
      origin: challenge.origin,
      created_at: now,
      expires_at: now.add({ minutes: CHALLENGE_MINUTES }),
    })
    .execute()
  return id
}

/**
 * Takes a question away, whatever the answer turns out to be worth: it is asked once.
 * @param staffId the person it was put to; null for a question to whoever has a passkey
 * @throws ChallengeOver
 */
export async function takeChallenge(db: Db, now: Temporal.Instant, id: string, staffId: string | null): Promise<Challenge> {
  const row = await db
    .deleteFrom('passkey_challenge')
    .where('id', '=', id)
    .where(sql<boolean>`staff_id is not distinct from ${staffId}::uuid`)
    .returning(['id', 'staff_id as staffId', 'challenge', 'rp_id as rpId', 'origin', 'expires_at as expiresAt'])
    .executeTakeFirst()
  if (!row || Temporal.Instant.compare(row.expiresAt, now) <= 0) throw new ChallengeOver()
  return row
}
