import { inScope, type WriteCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/ids.ts'
import { StoreUnfit } from './errors.ts'
import { enrolmentBasis, insertHolder } from './store.ts'

/**
 * Makes a holder without a person: what an unnamed card belongs to. No search finds it, and nothing personal is kept of it.
 * Its wallet is opened by the workflow that calls this. @throws StoreUnfit
 */
export async function createHolder(ctx: WriteCtx, storeId: string): Promise<{ id: string; number: string }> {
  const basis = await enrolmentBasis(ctx, { homeStoreId: storeId, levelId: null, tagIds: [], number: null, adviserId: null })
  if (basis.zone === null || !inScope(ctx.actor, storeId)) throw new StoreUnfit({ storeId })
  if (basis.lowestLevelId === null) throw new Error('a brand has levels before it sells')
  const id = newId()
  const number = `G${String(basis.memberNo).padStart(6, '0')}`
  await insertHolder(ctx, { id, memberNo: basis.memberNo, number, levelId: basis.lowestLevelId, homeStoreId: storeId })
  ctx.audit({ action: 'member.create_holder', subjectKind: 'Member', subjectId: id, storeId, detail: { number } })
  return { id, number }
}
