import { sql } from 'kysely'
import type { ReadCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'

/** What a file belongs to: the kind of thing and its id, in the words of the room that keeps it. */
export interface AttachmentOwner {
  kind: string
  id: string
}

export interface AttachmentInfo {
  id: string
  kind: string
  mediaType: string
  width: number | null
  height: number | null
  bytes: number
  sha256: string
  createdAt: string
}

const INFO = ['id', 'owner_id', 'kind', 'media_type', 'width', 'height', 'bytes', 'sha256', 'created_at'] as const

/** The files of some owners of one kind, oldest first. */
export async function listAttachments(
  ctx: ReadCtx,
  ownerKind: string,
  ownerIds: readonly string[],
): Promise<(AttachmentInfo & { ownerId: string })[]> {
  const rows = await ctx.db
    .selectFrom('attachment')
    .select(INFO)
    .where('owner_kind', '=', ownerKind)
    .where(sql<boolean>`owner_id = any(${ownerIds}::uuid[])`)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ownerId: row.owner_id, ...infoOf(row) }))
}

/** One file, opened. @throws NotFound also when it belongs to something else */
export async function readAttachment(
  ctx: ReadCtx,
  owner: AttachmentOwner,
  attachmentId: string,
): Promise<{ info: AttachmentInfo; content: Buffer }> {
  const row = await ctx.db
    .selectFrom('attachment')
    .select([...INFO, 'key_wrapped', 'content_enc'])
    .where('id', '=', attachmentId)
    .where('owner_kind', '=', owner.kind)
    .where('owner_id', '=', owner.id)
    .executeTakeFirst()
  if (!row) throw new NotFound()
  const key = ctx.brand.keys.openRowKey('attachment', row.id, row.key_wrapped)
  return { info: infoOf(row), content: key.openBytes('content', row.content_enc) }
}

interface InfoRow {
  id: string
  kind: string
  media_type: string
  width: number | null
  height: number | null
  bytes: number
  sha256: Buffer
  created_at: Temporal.Instant
}

function infoOf(row: InfoRow): AttachmentInfo {
  return {
    id: row.id,
    kind: row.kind,
    mediaType: row.media_type,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    sha256: row.sha256.toString('hex'),
    createdAt: row.created_at.toString(),
  }
}
