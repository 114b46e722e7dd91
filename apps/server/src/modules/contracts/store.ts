/** SQL on the tables of terms and their acceptance: both are only ever added to. */
import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'

/** Adds the next version; publishers take turns. */
export async function insertTerms(
  ctx: WriteCtx,
  terms: { id: string; title: string; body: string; agreedRateBp: number | null; sha256: Buffer },
): Promise<{ version: number }> {
  await sql`select pg_advisory_xact_lock(hashtextextended('terms|' || ${ctx.brand.id}::text, 0))`.execute(ctx.db)
  const { rows } = await sql<{ version: number }>`
    insert into terms (id, version, title, body, agreed_rate_bp, sha256, published_by, published_at)
    select ${terms.id}::uuid, coalesce(max(version), 0) + 1, ${terms.title}, ${terms.body}, ${terms.agreedRateBp}::int, ${terms.sha256}::bytea, ${ctx.actor.id}::uuid,
      ${ctx.now}::timestamptz
    from terms returning version`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('the terms were not written')
  return row
}

export interface NewAcceptanceRow {
  id: string
  memberId: string
  termsId: string
  method: string
  witnessId: string
  storeId: string
  signatureId: string | null
}

/** Adds an acceptance unless these terms were accepted before; says whether it was added. */
export async function insertAcceptance(ctx: WriteCtx, row: NewAcceptanceRow): Promise<boolean> {
  const added = await ctx.db
    .insertInto('terms_acceptance')
    .values({
      id: row.id,
      member_id: row.memberId,
      terms_id: row.termsId,
      method: row.method,
      witness_id: row.witnessId,
      store_id: row.storeId,
      signature_id: row.signatureId,
      accepted_at: ctx.now,
    })
    .onConflict((c) => c.columns(['member_id', 'terms_id']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}
