import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { readAttachment } from '../attachments/index.ts'
import { SIGNATURE_OWNER } from './rules.ts'
import type { Acceptance, Terms } from './schemas.ts'

/** The terms in force: the newest version; null as long as none was published. */
export async function currentTerms(ctx: ReadCtx): Promise<Terms | null> {
  const row = await ctx.db.selectFrom('terms').selectAll().orderBy('version', 'desc').limit(1).executeTakeFirst()
  if (!row) return null
  const { id, version, title, body } = row
  return {
    id,
    version,
    title,
    body,
    agreedRateBp: row.agreed_rate_bp,
    sha256: row.sha256.toString('hex'),
    publishedAt: row.published_at.toString(),
  }
}

/** Whether the member accepted the terms in force; false as long as there are none. */
export async function hasAcceptedCurrentTerms(ctx: ReadCtx, memberId: string): Promise<boolean> {
  const { rows } = await sql<{ accepted: boolean }>`
    select exists (
      select 1 from terms_acceptance a
      where a.member_id in (select id from member where id = ${memberId}::uuid or merged_into_id = ${memberId}::uuid) and a.terms_id = (select id from terms order by version desc limit 1)) as accepted`.execute(
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

const acceptancesOf = (ctx: ReadCtx, memberId: string) =>
  ctx.db
    .selectFrom('terms_acceptance as a')
    .innerJoin('terms as t', 't.id', 'a.terms_id')
    .innerJoin('staff as s', 's.id', 'a.witness_id')
    .select([
      'a.id',
      'a.terms_id',
      'a.method',
      'a.signature_id',
      'a.store_id',
      'a.witness_id',
      's.name',
      'a.accepted_at',
      't.version',
      't.title',
    ])
    .where('a.member_id', '=', memberId)

type AcceptanceRow = Awaited<ReturnType<ReturnType<typeof acceptancesOf>['execute']>>[number]

function toAcceptance(memberId: string, row: AcceptanceRow): Acceptance {
  return {
    id: row.id,
    memberId,
    termsId: row.terms_id,
    version: row.version,
    title: row.title,
    method: row.method as Acceptance['method'],
    hasSignature: row.signature_id !== null,
    storeId: row.store_id,
    witnessId: row.witness_id,
    witnessName: row.name,
    acceptedAt: row.accepted_at.toString(),
  }
}

/** The acceptance of one version by one member, or null. */
export async function readAcceptance(ctx: ReadCtx, memberId: string, termsId: string): Promise<Acceptance | null> {
  const row = await acceptancesOf(ctx, memberId).where('a.terms_id', '=', termsId).executeTakeFirst()
  return row ? toAcceptance(memberId, row) : null
}

/** Everything a member accepted, newest first. */
export async function listAcceptances(ctx: ReadCtx, memberId: string): Promise<Acceptance[]> {
  const rows = await acceptancesOf(ctx, memberId).orderBy('a.accepted_at', 'desc').orderBy('a.id').execute()
  return rows.map((row) => toAcceptance(memberId, row))
}

/** The picture of a signature. @throws NotFound */
export async function readSignature(ctx: ReadCtx, memberId: string, acceptanceId: string): Promise<{ mediaType: string; content: Buffer }> {
  const row = await acceptancesOf(ctx, memberId).where('a.id', '=', acceptanceId).executeTakeFirst()
  if (!row?.signature_id) throw new NotFound()
  const { info, content } = await readAttachment(ctx, { kind: SIGNATURE_OWNER, id: row.id }, row.signature_id)
  return { mediaType: info.mediaType, content }
}
