import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound, VersionStale } from '../../platform/errors.ts'
import { newId } from '../../platform/ids.ts'
import { HouseholdMemberUnfit, HouseholdNeedsOwner, HouseholdTaken } from './errors.ts'
import { readHousehold } from './queries.ts'
import type { Household, HouseholdChange, HouseholdMemberChange, NewHouseholdMember } from './schemas.ts'
import * as store from './store.ts'

const NO_LIMITS = { dailyLimitFen: null, dailyLimitSessions: null, monthlyLimitFen: null, isSharing: true }

/** Begins a household with its first owner. @throws HouseholdTaken, HouseholdMemberUnfit */
export async function createHousehold(ctx: WriteCtx, ownerId: string): Promise<Household> {
  const id = newId()
  await store.insertHousehold(ctx, id)
  await add(ctx, { memberId: ownerId, householdId: id, role: 'owner', ...NO_LIMITS })
  ctx.audit({ action: 'household.create', subjectKind: 'Household', subjectId: id, detail: { ownerId } })
  return readHousehold(ctx, id)
}

async function add(ctx: WriteCtx, row: store.MemberOfHousehold): Promise<void> {
  const outcome = await store.addMember(ctx, row)
  if (outcome === 'unfit') throw new HouseholdMemberUnfit({ memberId: row.memberId })
  if (outcome === 'taken') throw new HouseholdTaken({ memberId: row.memberId })
}

/** @throws NotFound, HouseholdTaken, HouseholdMemberUnfit */
export async function addHouseholdMember(ctx: WriteCtx, householdId: string, input: NewHouseholdMember): Promise<Household> {
  if (!(await store.lockHousehold(ctx, householdId))) throw new NotFound()
  const { memberId, role = 'user', dailyLimitFen = null, dailyLimitSessions = null, monthlyLimitFen = null } = input
  const limits = { dailyLimitFen, dailyLimitSessions, monthlyLimitFen }
  await add(ctx, { memberId, householdId, role, isSharing: true, ...limits })
  await store.bumpHousehold(ctx, householdId)
  const detail = { memberId, role, ...limits }
  ctx.audit({ action: 'household.add_member', subjectKind: 'Household', subjectId: householdId, detail })
  return readHousehold(ctx, householdId)
}

/** Sets what all users together may draw a day, at the version that was read. @throws NotFound, VersionStale */
export async function setHouseholdLimits(ctx: WriteCtx, householdId: string, version: number, change: HouseholdChange): Promise<Household> {
  const row = await store.lockHousehold(ctx, householdId)
  if (!row) throw new NotFound()
  if (row.version !== version) throw new VersionStale()
  await store.bumpHousehold(ctx, householdId, change)
  ctx.audit({ action: 'household.set_limits', subjectKind: 'Household', subjectId: householdId, detail: { ...change } })
  return readHousehold(ctx, householdId)
}

/** Changes somebody's part or limits. The last owner stays one. @throws NotFound, HouseholdNeedsOwner */
export async function changeHouseholdMember(
  ctx: WriteCtx,
  householdId: string,
  memberId: string,
  change: HouseholdMemberChange,
): Promise<Household> {
  const members = await membersOf(ctx, householdId, memberId)
  if (change.role === 'user' && isLastOwner(members, memberId)) throw new HouseholdNeedsOwner()
  await store.changeMember(ctx, memberId, change)
  await store.bumpHousehold(ctx, householdId)
  ctx.audit({ action: 'household.change_member', subjectKind: 'Household', subjectId: householdId, detail: { memberId, ...change } })
  return readHousehold(ctx, householdId)
}

/**
 * Takes somebody out. The last owner goes only when nobody else is left, and the household with them.
 * @throws NotFound, HouseholdNeedsOwner
 */
export async function removeHouseholdMember(
  ctx: WriteCtx,
  householdId: string,
  memberId: string,
): Promise<{ household: Household | null }> {
  const members = await membersOf(ctx, householdId, memberId)
  if (isLastOwner(members, memberId) && members.length > 1) throw new HouseholdNeedsOwner()
  await store.deleteMembers(ctx, [memberId])
  ctx.audit({ action: 'household.remove_member', subjectKind: 'Household', subjectId: householdId, detail: { memberId } })
  if (members.length > 1) {
    await store.bumpHousehold(ctx, householdId)
    return { household: await readHousehold(ctx, householdId) }
  }
  await store.deleteHousehold(ctx, householdId)
  return { household: null }
}

/** The members of a household, locked, with `memberId` among them. @throws NotFound */
async function membersOf(ctx: WriteCtx, householdId: string, memberId: string) {
  if (!(await store.lockHousehold(ctx, householdId))) throw new NotFound()
  const members = await store.findMembers(ctx, householdId)
  if (!members.some((m) => m.memberId === memberId)) throw new NotFound()
  return members
}

function isLastOwner(members: readonly { memberId: string; role: string }[], memberId: string): boolean {
  const owners = members.filter((m) => m.role === 'owner')
  return owners.length === 1 && owners[0]?.memberId === memberId
}
