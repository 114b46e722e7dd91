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

/** Removes the files of these kinds from many owners at once; content and key are gone with the rows. Returns the owners that had any. */
export async function deleteAttachmentsOf(
  ctx: WriteCtx,
  ownerKind: string,
  ownerIds: readonly string[],
  kinds: readonly string[],
): Promise<string[]> {
  const gone = await ctx.db
    .deleteFrom('attachment')
    .where('owner_kind', '=', ownerKind)
    .where(sql<boolean>`owner_id = any(${ownerIds}::uuid[])`)
    .where(sql<boolean>`kind = any(${kinds}::text[])`)
    .returning(['id', 'owner_id'])
    .execute()
  const byOwner = Map.groupBy(gone, (row) => row.owner_id)
  for (const [subjectId, rows] of byOwner)
    ctx.audit({ action: 'attachment.delete', subjectKind: ownerKind, subjectId, detail: { attachmentIds: rows.map((row) => row.id) } })
  return [...byOwner.keys()]
}
