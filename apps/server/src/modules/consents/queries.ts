import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import type { ConsentText, MemberConsents, Purpose } from './schemas.ts'

/** The text in force of every purpose. */
export async function currentTexts(ctx: ReadCtx): Promise<{ items: ConsentText[] }> {
  const { rows } = await sql<Omit<ConsentText, 'publishedAt'> & { published_at: Temporal.Instant }>`
    select distinct on (purpose) id, purpose, version, body, published_at from consent_text order by purpose, version desc`.execute(ctx.db)
  return { items: rows.map(({ published_at, ...text }) => ({ ...text, publishedAt: published_at.toString() })) }
}

type Entry = MemberConsents['history'][number]

/** What a member consented to and withdrew, under every record of theirs. */
export async function memberConsents(ctx: ReadCtx, memberId: string): Promise<MemberConsents> {
  const { rows } = await sql<Omit<Entry, 'at'> & { at: Temporal.Instant }>`
    select c.id, c.purpose, c.is_given as "isGiven", t.version as "textVersion", c.channel, s.name as "recordedBy", c.at
    from consent c join consent_text t on t.id = c.text_id left join staff s on s.id = c.recorded_by
    where c.member_id in (select id from member where id = ${memberId}::uuid or merged_into_id = ${memberId}::uuid)
    order by c.at desc, c.id desc limit 200`.execute(ctx.db)
  const history = rows.map((row): Entry => ({ ...row, at: row.at.toString() }))
  const current = [...Map.groupBy(history, (entry) => entry.purpose).values()].flatMap((entries) => entries.slice(0, 1))
  return { current, history }
}

/** Whether a member's newest word on a purpose is yes. */
export async function hasConsent(ctx: ReadCtx, memberId: string, purpose: Purpose): Promise<boolean> {
  const { rows } = await sql<{ is_given: boolean }>`
    select c.is_given from consent c
    where c.member_id in (select id from member where id = ${memberId}::uuid or merged_into_id = ${memberId}::uuid) and c.purpose = ${purpose}
    order by c.at desc, c.id desc limit 1`.execute(ctx.db)
  return rows[0]?.is_given ?? false
}
