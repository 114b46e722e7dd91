import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { TagUnfit } from './errors.ts'
import { openContact, tokensOf } from './person.ts'
import { memberForChange } from './queries.ts'
import type { Tag } from './schemas.ts'
import { replaceTags, replaceTokens } from './store.ts'

/** Makes these the tags of a member. @throws NotFound, TagUnfit */
export async function setTags(ctx: WriteCtx, memberId: string, tagIds: readonly string[]): Promise<{ items: Tag[] }> {
  const wanted = [...new Set(tagIds)]
  const row = await memberForChange(ctx, memberId, {})
  if (!row || row.person_key === null) throw new NotFound()
  const tags = await ctx.db
    .selectFrom('tag')
    .select(['id', 'name'])
    .where('id', '=', (eb) => eb.fn.any(eb.val(wanted)))
    .orderBy('name')
    .execute()
  if (tags.length !== wanted.length) throw new TagUnfit()
  await replaceTags(ctx, memberId, wanted)
  const { name, phone } = openContact(ctx.brand, row)
  const findable = { name: name ?? '', phone, number: row.number, levelId: row.level_id, tagIds: wanted }
  await replaceTokens(ctx, row.member_no, tokensOf(ctx.brand, findable))
  ctx.audit({ action: 'member.set_tags', subjectKind: 'Member', subjectId: memberId, detail: { tagIds: wanted } })
  return { items: tags }
}
