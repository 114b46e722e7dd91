/** Deposits of people who are no members are found by keyed hashes of name and phone. Those taken before such were kept have none yet. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { contactTokens } from '../members/index.ts'
import { openDepositContact } from './contact.ts'

/** Deposits that somebody left a name with and nobody finds by it, behind the one named; ids ascending. */
export async function unfoundDeposits(ctx: ReadCtx, afterId: string | null, limit: number): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from deposit where contact_enc is not null and contact_tokens = '{}' and (${afterId}::uuid is null or id > ${afterId}::uuid)
    order by id limit ${limit}`.execute(ctx.db)
  return rows.map((r) => r.id)
}

/** Makes these deposits be found by what was left with them. */
export async function reindexDeposits(ctx: WriteCtx, depositIds: readonly string[]): Promise<void> {
  const rows = await ctx.db
    .selectFrom('deposit')
    .select(['id', 'person_key as personKey', 'contact_enc as contactEnc'])
    .where('id', '=', sql<string>`any(${depositIds}::uuid[])`)
    .execute()
  const found = rows.flatMap((row) => {
    const contact = openDepositContact(ctx.brand, row)
    return contact ? [{ id: row.id, tokens: contactTokens(ctx.brand, contact) }] : []
  })
  // As text: they are 64 bits wide.
  await sql`
    update deposit set contact_tokens = f.tokens::bigint[]
    from jsonb_to_recordset(${JSON.stringify(found)}::jsonb) as f(id uuid, tokens text[]) where deposit.id = f.id`.execute(ctx.db)
  ctx.audit({ action: 'deposit.reindex', subjectKind: 'Brand', subjectId: ctx.brand.id, detail: { count: found.length } })
}
