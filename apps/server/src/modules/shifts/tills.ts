/** The tills of a store. */
import { authorize, type WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { LastTill, TillInUse } from './errors.ts'
import { findTillStore } from './queries.ts'
import { ensureTill, holdOpenShift, lockTills } from './store.ts'

/** Adds a till to a store, after those it has. */
export async function addTill(ctx: WriteCtx, input: { storeId: string; name: string }): Promise<{ tillId: string }> {
  authorize(ctx, 'manage', 'Till', input.storeId)
  await ensureTill(ctx, input.storeId)
  // No other is added meanwhile.
  await lockTills(ctx, input.storeId)
  const last = await ctx.db
    .selectFrom('till')
    .select((eb) => eb.fn.max('ordinal').as('ordinal'))
    .where('store_id', '=', input.storeId)
    .executeTakeFirstOrThrow()
  const ordinal = Number(last.ordinal) + 1
  const id = newId()
  await ctx.db.insertInto('till').values({ id, store_id: input.storeId, ordinal, name: input.name, created_at: ctx.now }).execute()
  ctx.audit({ action: 'till.add', subjectKind: 'Till', subjectId: id, storeId: input.storeId, detail: { ordinal } })
  return { tillId: id }
}

export interface TillChange {
  name?: string | undefined
  isActive?: boolean | undefined
}

/** Renames a till, or puts it away. @throws NotFound, VersionStale, TillInUse, LastTill */
export async function editTill(ctx: WriteCtx, input: { tillId: string; version: number; change: TillChange }): Promise<void> {
  const storeId = await findTillStore(ctx, input.tillId)
  if (storeId === null) throw new NotFound()
  authorize(ctx, 'manage', 'Till', storeId)
  await lockTills(ctx, storeId)
  if (input.change.isActive === false) await refuseAway(ctx, storeId, input.tillId)
  const { name, isActive } = input.change
  const row = await ctx.db
    .updateTable('till')
    .set({
      version: input.version + 1,
      ...(name === undefined ? {} : { name }),
      ...(isActive === undefined ? {} : { is_active: isActive }),
    })
    .where('id', '=', input.tillId)
    .where('version', '=', input.version)
    .returning('ordinal')
    .executeTakeFirst()
  if (!row) throw new VersionStale()
  ctx.audit({ action: 'till.edit', subjectKind: 'Till', subjectId: input.tillId, storeId, detail: { fields: Object.keys(input.change) } })
}

async function refuseAway(ctx: WriteCtx, storeId: string, tillId: string): Promise<void> {
  const open = await holdOpenShift(ctx, { storeId, tillId })
  if (open !== null) throw new TillInUse({ shiftId: open })
  const other = await ctx.db
    .selectFrom('till')
    .select('id')
    .where('store_id', '=', storeId)
    .where('id', '<>', tillId)
    .where('is_active', '=', true)
    .limit(1)
    .executeTakeFirst()
  if (!other) throw new LastTill()
}
