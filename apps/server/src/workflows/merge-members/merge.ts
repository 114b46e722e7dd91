import { leaveHousehold, moveHouseholdMember, putBackMember } from '../../modules/households/index.ts'
import { type MergeInput, mergeRecord, unmergeRecord } from '../../modules/members/index.ts'
import { joinAccounts } from '../../modules/receivables/index.ts'
import { lockWallet } from '../../modules/wallet/index.ts'
import type { WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { MergeHasHeldBills, MergeHasHolds, MergeHouseholdsDiffer } from './errors.ts'
import { factsOf, type SideFacts } from './facts.ts'

/** What became of the merged record's place in a household. */
type HouseholdPart =
  | { did: 'nothing' }
  | { did: 'moved'; householdId: string }
  | { did: 'left'; place: NonNullable<SideFacts['household']> }

/** Both wallets, in the order of their ids: a sale under way ends before, one that begins meanwhile waits and then sees the merge. */
async function lockWallets(ctx: WriteCtx, ids: readonly string[]): Promise<void> {
  for (const id of ids.toSorted()) await lockWallet(ctx, id)
}

/**
 * Merges a member's second record into the first. The survivor takes chosen values, tags and the place in a household; bills, wallet, cards,
 * debts, deposits, consents and assessments stay with the record they were made for, which points to the survivor, and are shown with it.
 * @throws what `mergeRecord` throws; MergeHasHeldBills, MergeHasHolds, MergeHouseholdsDiffer
 */
export async function mergeMembers(ctx: WriteCtx, input: MergeInput): Promise<{ id: string; survivorId: string }> {
  const { survivorId, mergedId } = input
  await lockWallets(ctx, [...new Set([survivorId, mergedId])])
  await joinAccounts(ctx, survivorId, mergedId)
  const facts = await factsOf(ctx, [survivorId, mergedId])
  const [survivor, merged] = [facts.get(survivorId), facts.get(mergedId)]
  if (!survivor || !merged) throw new NotFound()
  const [obstacle] = obstaclesOf(survivor, merged)
  if (obstacle) throw obstacle
  const household = survivorId === mergedId ? ({ did: 'nothing' } as const) : await moveHousehold(ctx, survivor, merged)
  const id = await mergeRecord(ctx, { ...input, context: { household } })
  return { id, survivorId }
}

/** Why two cannot be merged as things stand. */
export function obstaclesOf(survivor: SideFacts, merged: SideFacts) {
  const own = survivor.household?.householdId
  const theirs = merged.household?.householdId
  return [
    ...(merged.heldBills > 0 ? [new MergeHasHeldBills({ count: merged.heldBills })] : []),
    ...(merged.holds > 0 ? [new MergeHasHolds({ count: merged.holds })] : []),
    ...(own !== undefined && theirs !== undefined && own !== theirs ? [new MergeHouseholdsDiffer()] : []),
  ]
}

async function moveHousehold(ctx: WriteCtx, survivor: SideFacts, merged: SideFacts): Promise<HouseholdPart> {
  if (merged.household === null) return { did: 'nothing' }
  if (survivor.household === null) {
    await moveHouseholdMember(ctx, merged.id, survivor.id)
    return { did: 'moved', householdId: merged.household.householdId }
  }
  // An owner twice in one household is one owner; should only the record that goes have owned, the one that stays takes over.
  await leaveHousehold(ctx, survivor.household.role === 'owner' || merged.household.role === 'user' ? [merged.id] : [survivor.id])
  if (survivor.household.role === 'owner' || merged.household.role === 'user') return { did: 'left', place: merged.household }
  await moveHouseholdMember(ctx, merged.id, survivor.id)
  return { did: 'left', place: survivor.household }
}

/** Takes a merge back. @throws what `unmergeRecord` throws */
export async function undoMerge(ctx: WriteCtx, mergeId: string): Promise<{ id: string; survivorId: string }> {
  const { survivorId, mergedId, context } = await unmergeRecord(ctx, mergeId)
  await giveBackHousehold(ctx, survivorId, mergedId, context.household as HouseholdPart)
  return { id: mergeId, survivorId }
}

async function giveBackHousehold(ctx: WriteCtx, survivorId: string, mergedId: string, part: HouseholdPart): Promise<void> {
  const now = (await factsOf(ctx, [survivorId, mergedId])).get(survivorId)?.household ?? null
  // Who left the household since keeps out of it.
  if (part.did === 'nothing' || now === null) return
  if (now.householdId !== (part.did === 'moved' ? part.householdId : part.place.householdId)) return
  if (part.did === 'moved') return moveHouseholdMember(ctx, survivorId, mergedId)
  const isTakenOver = part.place.role === 'user' && now.role === 'owner'
  if (isTakenOver) await moveHouseholdMember(ctx, survivorId, mergedId)
  // Places kept before these two were known had no monthly limit, and shared.
  const before = { monthlyLimitFen: null, isSharing: true }
  await putBackMember(ctx, { ...before, memberId: isTakenOver ? survivorId : mergedId, ...part.place })
}
