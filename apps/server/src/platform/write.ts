/** Begin, run, record, commit: the only place where a transaction starts. */
import { sql } from 'kysely'
import { THEN_COMMIT, unqueued } from './connection.ts'
import type { Actor, AuditEntry, Brand, WriteCtx } from './ctx.ts'
import { type Db, isRetryable, type Tx } from './db.ts'

const MAX_ATTEMPTS = 3

/** What a write of a retried request needs: who, which key, and the digest of what was asked. */
export interface Claim {
  key: string
  operation: string
  requestHash: Buffer
}

export interface Outcome<T> {
  result: T
  replayed: boolean
}

/** A key that was seen before: the answer given then, or proof that the request was another. */
export class KeyReused extends Error {}

interface WriteInput<T> {
  db: Db
  brand: Brand
  actor: Actor
  now: Temporal.Instant
  claim?: Claim | undefined
  /** May be run again after a deadlock, so it touches nothing but the database. */
  run: (ctx: WriteCtx) => Promise<T>
}

/**
 * Runs a verb in one transaction: claims the idempotency key, runs, writes the audit trail and the jobs, commits.
 * @throws KeyReused when the key belongs to another request; whatever the verb throws, after rolling back
 */
export async function runWrite<T>(input: WriteInput<T>): Promise<Outcome<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await attemptWrite(input)
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isRetryable(error)) throw error
    }
  }
}

function attemptWrite<T>(input: WriteInput<T>): Promise<Outcome<T>> {
  const { brand, actor, now, claim } = input
  return input.db.transaction().execute((transaction) =>
    transaction.getExecutor().provideConnection(async (connection) => {
      // Kysely's own transaction sends one statement at a time; verbs may send several that do not wait for one another.
      const db = unqueued(connection) as Tx
      const entries: AuditEntry[] = []
      const jobs: { task: string; payload: Record<string, unknown> }[] = []
      const ctx: WriteCtx = {
        db,
        brand,
        actor,
        now,
        audit: (entry) => void entries.push(entry),
        enqueue: (task, payload) => void jobs.push({ task, payload }),
      }
      if (claim) {
        const earlier = await claimKey(ctx, claim)
        if (earlier) return { result: earlier.response as T, replayed: true }
      }
      const result = await input.run(ctx)
      if (entries.length === 0) throw new Error('a write must say in the audit trail what it did')
      await record(ctx, entries, jobs, claim, claim ? result : null)
      return { result, replayed: false }
    }),
  )
}

/** Takes the key, waiting for another transaction that holds it; returns the earlier answer if there is one. */
async function claimKey(ctx: WriteCtx, claim: Claim): Promise<{ response: unknown } | null> {
  const actorId = ctx.actor.id
  if (actorId === null) return null
  const taken = await ctx.db
    .insertInto('idempotency_key')
    .values({ actor_id: actorId, key: claim.key, operation: claim.operation, request_hash: claim.requestHash, created_at: ctx.now })
    .onConflict((c) => c.columns(['actor_id', 'key']).doNothing())
    .returning('key')
    .executeTakeFirst()
  if (taken) return null
  const earlier = await ctx.db
    .selectFrom('idempotency_key')
    .select(['operation', 'request_hash', 'response'])
    .where('actor_id', '=', actorId)
    .where('key', '=', claim.key)
    .executeTakeFirstOrThrow()
  const same = earlier.operation === claim.operation && earlier.request_hash.equals(claim.requestHash)
  if (!same) throw new KeyReused()
  return { response: earlier.response }
}

/** Audit trail, jobs and the kept answer, in one statement; it takes COMMIT along, so nothing may be done after it. */
async function record(
  ctx: WriteCtx,
  entries: readonly AuditEntry[],
  jobs: readonly { task: string; payload: Record<string, unknown> }[],
  claim: Claim | undefined,
  stored: unknown,
): Promise<void> {
  const rows = entries.map((e) => ({
    action: e.action,
    subject_kind: e.subjectKind,
    subject_id: e.subjectId,
    store_id: e.storeId ?? null,
    detail: e.detail ?? {},
  }))
  const queued = jobs.map((j) => ({ task: j.task, payload: { ...j.payload, brandId: ctx.brand.id } }))
  await sql`${sql.raw(THEN_COMMIT)}
    with audit as (
      insert into audit_entry (at, actor_id, store_id, action, subject_kind, subject_id, detail)
      select ${ctx.now.toString()}::timestamptz, ${ctx.actor.id}::uuid, r.store_id, r.action, r.subject_kind, r.subject_id, r.detail
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as r(action text, subject_kind text, subject_id uuid, store_id uuid, detail jsonb)
    ), kept as (
      update idempotency_key set status = 200, response = ${JSON.stringify(stored)}::jsonb
      where actor_id = ${ctx.actor.id}::uuid and key = ${claim?.key ?? null}
    )
    select public.yunbin_enqueue(j.task, j.payload)
    from jsonb_to_recordset(${JSON.stringify(queued)}::jsonb) as j(task text, payload jsonb)`.execute(ctx.db)
}
