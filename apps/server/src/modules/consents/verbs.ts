import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { ConsentMissing, ConsentTextOutdated } from './errors.ts'
import { currentTexts, hasConsent, memberConsents } from './queries.ts'
import type { ConsentText, MemberConsents, NewConsent, Purpose } from './schemas.ts'

/**
 * Writes down that a member gave or withdrew a consent: to which text, how, and who recorded it. Only the text in force can be agreed to;
 * withdrawing refers to whichever was shown. @throws NotFound, ConsentTextOutdated
 */
export async function recordConsent(ctx: WriteCtx, memberId: string, input: NewConsent): Promise<MemberConsents> {
  const { purpose, isGiven, textId, channel, storeId } = input
  const { items } = await currentTexts(ctx)
  const { rows } = await sql<{ purpose: string; has_member: boolean }>`
    select purpose, exists (select 1 from member where id = ${memberId}::uuid and person_key is not null) as has_member
    from consent_text where id = ${textId}::uuid`.execute(ctx.db)
  if (!rows[0]?.has_member || rows[0].purpose !== purpose) throw new NotFound()
  const current = items.find((text) => text.purpose === purpose)
  if (isGiven && current?.id !== textId) throw new ConsentTextOutdated({ purpose, version: current?.version })
  const id = newId()
  await ctx.db
    .insertInto('consent')
    .values({
      ...{ id, purpose, channel, member_id: memberId, is_given: isGiven, text_id: textId, store_id: storeId },
      recorded_by: ctx.actor.id,
      at: ctx.now,
    })
    .execute()
  const action = isGiven ? 'consent.give' : 'consent.withdraw'
  ctx.audit({ action, subjectKind: 'Member', subjectId: memberId, storeId, detail: { purpose, textId, channel } })
  return memberConsents(ctx, memberId)
}

/** Publishes the next version of a text. Who agreed to an earlier one is not asked again by itself. */
export async function publishConsentText(ctx: WriteCtx, input: { purpose: Purpose; body: string }): Promise<ConsentText> {
  const { purpose, body } = input
  const id = newId()
  const { rows } = await sql<{ version: number }>`
    insert into consent_text (id, purpose, version, body, published_by, published_at)
    select ${id}, ${purpose}, coalesce(max(version), 0) + 1, ${body}, ${ctx.actor.id}::uuid, ${ctx.now}::timestamptz
    from consent_text where purpose = ${purpose} returning version`.execute(ctx.db)
  const version = rows[0]?.version ?? 1
  ctx.audit({ action: 'consent_text.publish', subjectKind: 'ConsentText', subjectId: id, detail: { purpose, version } })
  return { id, purpose, version, body, publishedAt: ctx.now.toString() }
}

/** @throws ConsentMissing with the purpose */
export async function requireConsent(ctx: ReadCtx, memberId: string, purpose: Purpose): Promise<void> {
  if (!(await hasConsent(ctx, memberId, purpose))) throw new ConsentMissing({ purpose })
}
