import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { TagTaken } from './errors.ts'
import type { Tag } from './schemas.ts'
import { insertTag } from './store.ts'

/** Adds a tag that members can carry. @throws TagTaken */
export async function createTag(ctx: WriteCtx, input: { name: string }): Promise<Tag> {
  const tag = { id: newId(), name: input.name, isAuto: false }
  if (!(await insertTag(ctx, { id: tag.id, name: tag.name, is_auto: false }))) throw new TagTaken({ name: input.name })
  ctx.audit({ action: 'tag.create', subjectKind: 'Tag', subjectId: tag.id })
  return tag
}
