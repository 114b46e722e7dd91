/** The photo by which a member is known at the counter: two sizes, sealed, with the member's consent. */
import { sql } from 'kysely'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import {
  type AttachmentOwner,
  deleteAttachments,
  deleteAttachmentsOf,
  listAttachments,
  type PreparedFile,
  prepareFile,
  readAttachment,
  storeAttachment,
} from '../attachments/index.ts'
import { requireConsent } from '../consents/index.ts'
import { MemberMerged } from './errors.ts'
import { recordsOf } from './records.ts'

const PHOTO_EDGE = 640
const THUMB_EDGE = 96

const ownerOf = (memberId: string): AttachmentOwner => ({ kind: 'Member', id: memberId })

export interface PreparedPhoto {
  photo: PreparedFile
  thumb: PreparedFile
}

/** Draws a picture anew in both sizes. @throws AttachmentTooLarge, AttachmentUnreadable */
export async function preparePhoto(bytes: Buffer): Promise<PreparedPhoto> {
  const photo = await prepareFile(bytes, { accept: ['image'], edge: PHOTO_EDGE })
  return { photo, thumb: await prepareFile(photo.content, { edge: THUMB_EDGE, isSquare: true }) }
}

async function lockMember(ctx: WriteCtx, memberId: string): Promise<void> {
  const { rows } = await sql<{ merged_into_id: string | null }>`
    select merged_into_id from member where id = ${memberId}::uuid and person_key is not null for update`.execute(ctx.db)
  const row = rows[0]
  if (!row) throw new NotFound()
  if (row.merged_into_id !== null) throw new MemberMerged({ memberId: row.merged_into_id })
}

async function setPhotoId(ctx: WriteCtx, memberId: string, photoId: string | null): Promise<void> {
  await ctx.db.updateTable('member').set({ photo_id: photoId }).where('id', '=', memberId).execute()
}

/** Puts a photo in place of the one before. @throws NotFound, MemberMerged, ConsentMissing */
export async function putPhoto(ctx: WriteCtx, memberId: string, { photo, thumb }: PreparedPhoto): Promise<{ photoId: string }> {
  await lockMember(ctx, memberId)
  await requireConsent(ctx, memberId, 'photo')
  const before = await listAttachments(ctx, 'Member', [memberId])
  const { id } = await storeAttachment(ctx, ownerOf(memberId), 'photo', photo)
  await storeAttachment(ctx, ownerOf(memberId), 'photo_thumb', thumb)
  await setPhotoId(ctx, memberId, id)
  const old = before.filter((a) => a.kind.startsWith('photo')).map((a) => a.id)
  if (old.length > 0) await deleteAttachments(ctx, ownerOf(memberId), old)
  ctx.audit({ action: 'member.set_photo', subjectKind: 'Member', subjectId: memberId, detail: { photoId: id } })
  return { photoId: id }
}

/** @throws NotFound when there is none */
export async function removePhoto(ctx: WriteCtx, memberId: string): Promise<Record<string, never>> {
  await lockMember(ctx, memberId)
  const photos = (await listAttachments(ctx, 'Member', [memberId])).filter((a) => a.kind.startsWith('photo'))
  if (photos.length === 0) throw new NotFound()
  await setPhotoId(ctx, memberId, null)
  await deleteAttachments(
    ctx,
    ownerOf(memberId),
    photos.map((a) => a.id),
  )
  ctx.audit({ action: 'member.remove_photo', subjectKind: 'Member', subjectId: memberId })
  return {}
}

/** The records of one person, locked: their own and those merged into it. Empty for nobody. */
export async function lockRecordsOf(ctx: WriteCtx, memberId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from member where id = any(${recordsOf(memberId)}) and person_key is not null
    order by id for update`.execute(ctx.db)
  return rows.map((row) => row.id)
}

/** Removes the photos of these records, as far as there are any. */
export async function forgetPhotos(ctx: WriteCtx, memberIds: readonly string[]): Promise<void> {
  await ctx.db.updateTable('member').set({ photo_id: null }).where(sql<boolean>`id = any(${memberIds}::uuid[])`).execute()
  const had = await deleteAttachmentsOf(ctx, 'Member', memberIds, ['photo', 'photo_thumb'])
  for (const subjectId of had) ctx.audit({ action: 'member.remove_photo', subjectKind: 'Member', subjectId })
}

/** The photo, or its small square. @throws NotFound when there is none */
export async function readPhoto(ctx: ReadCtx, memberId: string, size: 'full' | 'thumb'): Promise<{ content: Buffer; mediaType: string }> {
  const kind = size === 'full' ? 'photo' : 'photo_thumb'
  const found = (await listAttachments(ctx, 'Member', [memberId])).findLast((a) => a.kind === kind)
  if (!found) throw new NotFound()
  const { content, info } = await readAttachment(ctx, ownerOf(memberId), found.id)
  return { content, mediaType: info.mediaType }
}
