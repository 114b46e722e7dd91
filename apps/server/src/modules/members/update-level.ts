import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { LevelNameTaken } from './errors.ts'
import { listLevels } from './queries.ts'
import type { Level, LevelChange } from './schemas.ts'
import { updateLevelRow } from './store.ts'

/** Changes the name or the fixed discounts of a level read at `version`; tickets to come are priced by it. @throws NotFound, VersionStale, LevelNameTaken */
export async function updateLevel(ctx: WriteCtx, levelId: string, version: number, change: LevelChange): Promise<Level> {
  const { items } = await listLevels(ctx)
  const old = items.find((l) => l.id === levelId)
  if (!old) throw new NotFound()
  if (items.some((l) => l.id !== levelId && l.name === change.name)) throw new LevelNameTaken({ name: change.name })
  const isWritten = await updateLevelRow(ctx, levelId, version, {
    name: change.name,
    service_discount_bp: change.serviceDiscountBp,
    product_discount_bp: change.productDiscountBp,
  })
  if (!isWritten) throw new VersionStale()
  ctx.audit({ action: 'level.update', subjectKind: 'Level', subjectId: levelId, detail: { ...change } })
  return {
    ...old,
    name: change.name ?? old.name,
    serviceDiscountBp: change.serviceDiscountBp ?? old.serviceDiscountBp,
    productDiscountBp: change.productDiscountBp ?? old.productDiscountBp,
    version: version + 1,
  }
}
