import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { violatedConstraint } from '../../platform/db.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import {
  deleteAttachments,
  deleteAttachmentsOf,
  type PreparedFile,
  prepareFile,
  readAttachment,
  storeAttachment,
} from '../attachments/index.ts'
import { requireConsent } from '../consents/index.ts'
import { keyOfPerson } from '../members/index.ts'
import { DEFAULT_TEMPLATES } from './default-templates.ts'
import { AnswersUnfit, TemplateUnfit } from './errors.ts'
import { listAssessments, type SealedResult } from './queries.ts'
import { scoreOf, templateFault } from './rules.ts'
import { type Assessment, type NewAssessment, type NewTemplate, newAssessment, type Template } from './schemas.ts'

const PHOTO_EDGE = 1600

/** Publishes a template, or the next version of one. Assessments taken already keep theirs. @throws TemplateUnfit, VersionStale */
export async function publishTemplate(ctx: WriteCtx, input: NewTemplate): Promise<Template> {
  const fault = templateFault(input)
  if (fault !== null) throw new TemplateUnfit({ reason: fault })
  const id = newId()
  const { basedOn, ...content } = input
  const { key, name, questions, bands, isActive } = content
  const made = sql<{ version: number }>`
    insert into assessment_template (id, key, version, name, questions, bands, is_active, created_at)
    select ${id}, ${key}, coalesce(max(version), 0) + 1, ${name}, ${JSON.stringify(questions)}::jsonb, ${JSON.stringify(bands)}::jsonb, ${isActive},
      ${ctx.now}::timestamptz
    from assessment_template where key = ${key}
    having ${basedOn ?? null}::int is null or coalesce(max(version), 0) = ${basedOn ?? null}::int returning version`
  const { rows } = await made.execute(ctx.db).catch((error: unknown) => {
    throw violatedConstraint(error) === 'assessment_template_key_version_key' ? new VersionStale() : error
  })
  const version = rows[0]?.version
  if (version === undefined) throw new VersionStale()
  ctx.audit({ action: 'assessment_template.publish', subjectKind: 'AssessmentTemplate', subjectId: id, detail: { key, version } })
  return { id, version, ...content }
}

/** Gives a brand the questionnaires a shop begins with. */
export async function seedTemplates(ctx: WriteCtx): Promise<void> {
  for (const template of DEFAULT_TEMPLATES) await publishTemplate(ctx, template)
}

/** The person an assessment or plan is about, locked. @throws NotFound also when merged into another record or erased */
export async function personFor(ctx: WriteCtx, memberId: string) {
  const { rows } = await sql<{ id: string; person_key: Buffer | null; adviser_id: string | null }>`
    select id, person_key, adviser_id from member where id = ${memberId}::uuid and merged_into_id is null for share`.execute(ctx.db)
  const key = rows[0] && keyOfPerson(ctx.brand, rows[0])
  if (!rows[0] || !key) throw new NotFound()
  return { key, adviserId: rows[0].adviser_id }
}

/** Takes an assessment: scored by its template, sealed with the person, with their consent to health data. @throws NotFound, ConsentMissing, AnswersUnfit */
export async function assess(ctx: WriteCtx, memberId: string, input: NewAssessment): Promise<Assessment> {
  const { templateId, storeId, answers, notes } = newAssessment.parse(input)
  const { key } = await personFor(ctx, memberId)
  await requireConsent(ctx, memberId, 'health')
  const template = await ctx.db.selectFrom('assessment_template').selectAll().where('id', '=', templateId).executeTakeFirst()
  if (!template) throw new NotFound()
  const result = scoreOf(template as unknown as Template, answers)
  if (result === null) throw new AnswersUnfit()
  const id = newId()
  const sealed: SealedResult = { answers, notes, ...result }
  await ctx.db
    .insertInto('assessment')
    .values({
      id,
      member_id: memberId,
      template_id: templateId,
      store_id: storeId,
      result_enc: key.seal(`assessment|${id}`, JSON.stringify(sealed)),
      taken_by: ctx.actor.id,
      taken_at: ctx.now,
    })
    .execute()
  ctx.audit({ action: 'assessment.take', subjectKind: 'Member', subjectId: memberId, storeId, detail: { assessmentId: id, templateId } })
  return readAssessment(ctx, memberId, id)
}

/** @throws NotFound */
export async function readAssessment(ctx: ReadCtx, memberId: string, id: string): Promise<Assessment> {
  const [found] = (await listAssessments(ctx, memberId, id)).items
  if (!found) throw new NotFound()
  return found
}

export type Moment = 'before' | 'after'

/** Draws a picture anew for comparing. @throws AttachmentTooLarge, AttachmentUnreadable */
export function preparePicture(bytes: Buffer): Promise<PreparedFile> {
  return prepareFile(bytes, { accept: ['image'], edge: PHOTO_EDGE })
}

/** Puts the picture before or after into an assessment, with consent. @throws NotFound, ConsentMissing */
export async function putPicture(
  ctx: WriteCtx,
  memberId: string,
  assessmentId: string,
  moment: Moment,
  file: PreparedFile,
): Promise<Assessment> {
  await personFor(ctx, memberId)
  await requireConsent(ctx, memberId, 'photo')
  const found = await readAssessment(ctx, memberId, assessmentId)
  const owner = { kind: 'Assessment', id: assessmentId }
  const { id } = await storeAttachment(ctx, owner, moment, file)
  const column = moment === 'before' ? { before_photo_id: id } : { after_photo_id: id }
  await ctx.db.updateTable('assessment').set(column).where('id', '=', assessmentId).execute()
  const old = moment === 'before' ? found.beforePhotoId : found.afterPhotoId
  if (old !== null) await deleteAttachments(ctx, owner, [old])
  ctx.audit({ action: 'assessment.put_photo', subjectKind: 'Member', subjectId: memberId, detail: { assessmentId, moment, photoId: id } })
  return readAssessment(ctx, memberId, assessmentId)
}

/** @throws NotFound when there is none */
export async function readPicture(ctx: ReadCtx, memberId: string, assessmentId: string, moment: Moment) {
  const found = await readAssessment(ctx, memberId, assessmentId)
  const photoId = moment === 'before' ? found.beforePhotoId : found.afterPhotoId
  if (photoId === null) throw new NotFound()
  const { content, info } = await readAttachment(ctx, { kind: 'Assessment', id: assessmentId }, photoId)
  return { content, mediaType: info.mediaType }
}

/** Removes the pictures before and after of every assessment of these records; what was found stays. */
export async function forgetPictures(ctx: WriteCtx, memberIds: readonly string[]): Promise<void> {
  const { rows } = await sql<{ id: string; member_id: string }>`
    update assessment set before_photo_id = null, after_photo_id = null
    where member_id = any(${memberIds}::uuid[]) and (before_photo_id is not null or after_photo_id is not null)
    returning id, member_id`.execute(ctx.db)
  if (rows.length === 0) return
  const assessmentIds = rows.map((row) => row.id)
  await deleteAttachmentsOf(ctx, 'Assessment', assessmentIds, ['before', 'after'])
  for (const [subjectId, own] of Map.groupBy(rows, (row) => row.member_id)) {
    const detail = { assessmentIds: own.map((row) => row.id) }
    ctx.audit({ action: 'assessment.remove_photos', subjectKind: 'Member', subjectId, detail })
  }
}
