import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { Acceptance, Terms } from './schemas.ts'

/** The terms in force: the newest version; null as long as none was published. */
export async function currentTerms(ctx: ReadCtx): Promise<Terms | null> {
  const row = await ctx.db.selectFrom('terms').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!row) return null
  const { id, version, title, body } = row
  return { id, version, title, body, sha256: row.sha256.toString('hex'), publishedAt: row.published_at.toString() }
}

/** Whether the member accepted the terms in force; false as long as there are none. */
export async function hasAcceptedCurrentTerms(ctx: ReadCtx, memberId: string): Promise<boolean> {
  const { rows } = await sql<{ accepted: boolean }>`
    select exists (
      select 1 from terms_acceptance a
      where a.member_id = ${memberId}::uuid and a.terms_id = (select id from terms order by version desc limit 1)) as accepted`.execute(
    ctx.db,
  )
  return rows[0]?.accepted ?? false
}

/** What an acceptance needs to know, in one statement. */
export async function acceptanceBasis(
  ctx: ReadCtx,
  input: { memberId: string; termsId: string; storeId: string },
): Promise<{ hasMember: boolean; hasStore: boolean; version: number | null; currentVersion: number | null }> {
  const { rows } = await sql<{ hasMember: boolean; hasStore: boolean; version: number | null; currentVersion: number | null }>`
    select exists (select 1 from member where id = ${input.memberId}::uuid) as "hasMember",
      exists (select 1 from store where id = ${input.storeId}::uuid) as "hasStore",
      (select version from terms where id = ${input.termsId}::uuid) as version,
      (select max(version) from terms) as "currentVersion"`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new Error('a query without from gives a row')
  return row
}

export async function readAcceptance(ctx: ReadCtx, memberId: string, termsId: string): Promise<Acceptance> {
  const row = await ctx.db
    .selectFrom('terms_acceptance as a')
    .innerJoin('terms as t', 't.id', 'a.terms_id')
    .select(['a.id', 'a.method', 'a.store_id', 'a.witness_id', 'a.accepted_at', 't.version'])
    .where('a.member_id', '=', memberId)
    .where('a.terms_id', '=', termsId)
    .executeTakeFirstOrThrow()
  return {
    id: row.id,
    memberId,
    termsId,
    version: row.version,
    method: row.method as Acceptance['method'],
    storeId: row.store_id,
    witnessId: row.witness_id,
    acceptedAt: row.accepted_at.toString(),
  }
}
