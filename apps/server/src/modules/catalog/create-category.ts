import type { WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { CategoryTaken } from './errors.ts'
import type { CategoryView } from './schemas.ts'
import { bumpRevision, insertCategories } from './store.ts'

/** Adds a category of one kind of item. @throws CategoryTaken */
export async function createCategory(
  ctx: WriteCtx,
  input: { kind: 'service' | 'product' | 'pass'; name: string; sort: number },
): Promise<CategoryView> {
  await bumpRevision(ctx)
  const same = await ctx.db
    .selectFrom('category')
    .select('id')
    .where('kind', '=', input.kind)
    .where('name', '=', input.name)
    .executeTakeFirst()
  if (same) throw new CategoryTaken({ name: input.name })
  const id = newId()
  await insertCategories(ctx, [{ id, ...input }])
  ctx.audit({ action: 'category.create', subjectKind: 'Category', subjectId: id, detail: { kind: input.kind } })
  return { id, ...input, isActive: true, version: 1 }
}
