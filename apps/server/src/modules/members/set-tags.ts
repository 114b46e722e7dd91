import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { MemberMerged, TagUnfit } from './errors.ts'
import { memberForChange, renewTokens } from './member-for-change.ts'
import type { Tag } from './schemas.ts'
import { replaceTags } from './store.ts'

/**
 * Makes these the tags that a member was given by hand. Automatic tags come and go by their rules: they cannot be named here, and those
 * the member carries stay. @throws NotFound, MemberMerged, TagUnfit
 */
export async function setTags(ctx: WriteCtx, memberId: string, tagIds: readonly string[]): Promise<{ items: Tag[] }> {
  const wanted = [...new Set(tagIds)]
  const row = await memberForChange(ctx, memberId)
  if (!row || row.person_key === null) throw new NotFound()
  if (row.merged_into_id !== null) throw new MemberMerged({ memberId: row.merged_into_id })
  const tags = await ctx.db
    .selectFrom('tag')
    .select(['id', 'name', 'is_auto as isAuto'])
    .where('id', '=', (eb) => eb.fn.any(eb.val([...wanted, ...row.tag_ids])))
    .orderBy('name')
    .execute()
  const now = tags.filter((tag) => tag.isAuto || wanted.includes(tag.id))
  if (now.filter((tag) => !tag.isAuto).length !== wanted.length) throw new TagUnfit()
  await replaceTags(ctx, memberId, wanted)
  await renewTokens(ctx, { ...row, tag_ids: now.map((tag) => tag.id) })
  ctx.audit({ action: 'member.set_tags', subjectKind: 'Member', subjectId: memberId, detail: { tagIds: wanted } })
  return { items: now }
}
