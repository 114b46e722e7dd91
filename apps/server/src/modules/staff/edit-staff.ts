import { inScope, type WriteCtx } from '../../platform/ctx.ts'
import { Forbidden, NotFound } from '../../platform/errors.ts'
import { endSessions, findGrants } from '../access/index.ts'
import { readStore } from '../settings/index.ts'
import { requireOwner } from './queries.ts'
import { mayChange, type Staff } from './rules.ts'
import { findStaff, updateStaff } from './store.ts'

export type StaffChange = { [K in keyof Omit<Staff, 'id' | 'version'>]?: Staff[K] | undefined }

/** A person the actor may change. @throws NotFound out of sight; Forbidden when the person's roles are beyond the actor's */
export async function changeable(ctx: WriteCtx, staffId: string): Promise<{ staff: Staff; isOwner: boolean }> {
  const staff = await findStaff(ctx, staffId)
  if (!staff || !inScope(ctx.actor, staff.homeStoreId)) throw new NotFound()
  const grants = (await findGrants(ctx, [staffId])).get(staffId) ?? []
  if (!mayChange(ctx.actor, { homeStoreId: staff.homeStoreId, grants })) throw new Forbidden({ action: 'manage', subject: 'Staff' })
  return { staff, isOwner: grants.some((grant) => grant.role === 'owner') }
}

/** Edits a person; who leaves is signed out everywhere. @throws NotFound, Forbidden, VersionStale, StaffCodeTaken, LastOwner */
export async function editStaff(ctx: WriteCtx, input: { staffId: string; version: number; change: StaffChange }): Promise<Staff> {
  const { staff: before, isOwner } = await changeable(ctx, input.staffId)
  const given = Object.entries(input.change).filter(([, value]) => value !== undefined)
  const after: Staff = { ...before, ...Object.fromEntries(given) }
  if (after.homeStoreId !== before.homeStoreId) await requireManaged(ctx, after.homeStoreId)
  const staff = await updateStaff(ctx, after, input.version)
  if (before.isActive && !staff.isActive) {
    await endSessions(ctx, staff.id)
    if (isOwner) await requireOwner(ctx)
  }
  const fields = given.map(([field]) => field).filter((field) => before[field as keyof Staff] !== staff[field as keyof Staff])
  ctx.audit({
    action: 'staff.edit',
    subjectKind: 'Staff',
    subjectId: staff.id,
    storeId: staff.homeStoreId,
    detail: { fields, position: staff.position, isActive: staff.isActive },
  })
  return staff
}

/** @throws NotFound when there is no such store in sight, Forbidden when the actor does not manage its people */
export async function requireManaged(ctx: WriteCtx, storeId: string): Promise<void> {
  await readStore(ctx, storeId)
  if (!ctx.actor.can('manage', 'Staff', storeId)) throw new Forbidden({ action: 'manage', subject: 'Staff' })
}
