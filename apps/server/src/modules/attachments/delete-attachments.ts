import { sql } from 'kysely'
import type { WriteCtx } from '../../platform/ctx.ts'
import type { AttachmentOwner } from './queries.ts'

/** Removes the owner's files, or those of the given ids; content and key are gone with the row. Returns how many. */
export async function deleteAttachments(ctx: WriteCtx, owner: AttachmentOwner, ids: readonly string[] | 'all'): Promise<number> {
  let query = ctx.db.deleteFrom('attachment').where('owner_kind', '=', owner.kind).where('owner_id', '=', owner.id)
  if (ids !== 'all') query = query.where(sql<boolean>`id = any(${ids}::uuid[])`)
  const gone = await query.returning('id').execute()
  ctx.audit({
    action: 'attachment.delete',
    subjectKind: owner.kind,
    subjectId: owner.id,
    detail: { attachmentIds: gone.map((row) => row.id) },
  })
  return gone.length
}
