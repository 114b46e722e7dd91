import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import type { PreparedFile } from './content.ts'
import type { AttachmentInfo, AttachmentOwner } from './queries.ts'

/** Keeps a file that `prepareFile` made, sealed under a key of its own. */
export async function storeAttachment(ctx: WriteCtx, owner: AttachmentOwner, kind: string, file: PreparedFile): Promise<AttachmentInfo> {
  const id = newId()
  const { rowKey, wrapped } = ctx.brand.keys.newRowKey('attachment', id)
  await ctx.db
    .insertInto('attachment')
    .values({
      id,
      owner_kind: owner.kind,
      owner_id: owner.id,
      kind,
      media_type: file.mediaType,
      width: file.width,
      height: file.height,
      bytes: file.content.length,
      sha256: file.sha256,
      key_wrapped: wrapped,
      content_enc: rowKey.sealBytes('content', file.content),
      created_by: ctx.actor.id,
      created_at: ctx.now,
    })
    .execute()
  ctx.audit({
    action: 'attachment.store',
    subjectKind: owner.kind,
    subjectId: owner.id,
    detail: { attachmentId: id, kind, bytes: file.content.length, sha256: file.sha256.toString('hex') },
  })
  return {
    id,
    kind,
    mediaType: file.mediaType,
    width: file.width,
    height: file.height,
    bytes: file.content.length,
    sha256: file.sha256.toString('hex'),
    createdAt: ctx.now.toString(),
  }
}
