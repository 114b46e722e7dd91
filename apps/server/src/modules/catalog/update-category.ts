import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { CategoryTaken } from './errors.ts'
import type { CategoryView } from './schemas.ts'
import { bumpRevision, updateCategory as storeCategory } from './store.ts'

/** Renames, sorts or retires a category that was read at `version`. @throws NotFound, VersionStale, CategoryTaken */
export async function updateCategory(
  ctx: WriteCtx,
  categoryId: string,
  version: number,
  change: { name?: string | undefined; sort?: number | undefined; isActive?: boolean | undefined },
): Promise<CategoryView> {
  await bumpRevision(ctx)
  const old = await ctx.db.selectFrom('category').selectAll().where('id', '=', categoryId).executeTakeFirst()
  if (!old) throw new NotFound()
  if (change.name !== undefined && change.name !== old.name) {
    const same = await ctx.db
      .selectFrom('category')
      .select('id')
      .where('kind', '=', old.kind)
      .where('name', '=', change.name)
      .executeTakeFirst()
    if (same) throw new CategoryTaken({ name: change.name })
  }
  if (!(await storeCategory(ctx, categoryId, version, change))) throw new VersionStale()
  ctx.audit({ action: 'category.update', subjectKind: 'Category', subjectId: categoryId, detail: { fields: Object.keys(change) } })
  return {
    id: categoryId,
    kind: old.kind as CategoryView['kind'],
    name: change.name ?? old.name,
    sort: change.sort ?? old.sort,
    isActive: change.isActive ?? old.is_active,
    version: version + 1,
  }
}
