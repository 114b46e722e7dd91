/** The payment PIN of a member: set, changed, given anew, and proved. Argon2 always runs before the transaction. */
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound } from '../../platform/errors.ts'
import { hashSecret, isSecret } from '../access/index.ts'
import { memberPhoneEnd } from '../members/index.ts'
import {
  IdentityUnproven,
  MemberPinExists,
  MemberPinLocked,
  MemberPinMissing,
  MemberPinWrong,
  MemberUnfit,
  PinProofInvalid,
} from './errors.ts'
import { findGuard, insertProof, setPinHash, takeProof } from './guard-store.ts'
import { countTry, forgetTries } from './tries.ts'

export interface PreparedPin {
  pinHash: string
  /** What must still be so when it is written. */
  over: string | null | 'any'
}

async function guardOfPerson(ctx: ReadCtx, memberId: string) {
  const guard = await findGuard(ctx, memberId)
  if (!guard) throw new NotFound()
  if (guard.isAnonymous) throw new MemberUnfit({ memberId })
  return guard
}

/** Verifies the PIN as typed by the member, before any transaction, as a wrong one must be counted. @throws MemberPinMissing, MemberPinWrong, MemberPinLocked */
export async function verifyMemberPin(ctx: ReadCtx, memberId: string, pin: string): Promise<void> {
  const { pinHash } = await guardOfPerson(ctx, memberId)
  if (pinHash === null) throw new MemberPinMissing({ memberId })
  const tried = await countTry(ctx, 'pin', memberId)
  if ('waitSeconds' in tried) throw new MemberPinLocked({ retryAfterSeconds: tried.waitSeconds })
  if (!(await isSecret(pinHash, pin))) throw new MemberPinWrong({ triesLeft: tried.triesLeft })
  await forgetTries(ctx, 'pin', memberId)
}

/** A first PIN, or another one in place of `current`. @throws MemberPinExists, MemberPinWrong, MemberPinLocked, MemberUnfit, NotFound */
export async function preparePin(ctx: ReadCtx, memberId: string, input: { pin: string; current: string | null }): Promise<PreparedPin> {
  const { pinHash } = await guardOfPerson(ctx, memberId)
  if (pinHash !== null && input.current === null) throw new MemberPinExists({ memberId })
  if (pinHash !== null && input.current !== null) await verifyMemberPin(ctx, memberId, input.current)
  return { pinHash: await hashSecret(input.pin), over: pinHash }
}

/** Writes what was prepared. @throws MemberPinExists when somebody else set one meanwhile */
export async function setPin(ctx: WriteCtx, memberId: string, prepared: PreparedPin, storeId: string): Promise<void> {
  if (!(await setPinHash(ctx, memberId, prepared.pinHash, prepared.over))) throw new MemberPinExists({ memberId })
  ctx.audit({ action: 'pin.set', subjectKind: 'Member', subjectId: memberId, storeId, detail: { isChange: prepared.over !== null } })
}

export const RESET_REASONS = ['forgotten', 'locked', 'exposed', 'other'] as const
export type ResetReason = (typeof RESET_REASONS)[number]

export interface ResetInput {
  memberId: string
  storeId: string
  reason: ResetReason
  /** How the shop knew who asks: the end of the phone number, compared here, or a document that was shown. */
  identity: { kind: 'phone_last4'; last4: string } | { kind: 'document' }
}

/** Checks who asks for another PIN without the old one, and makes its hash. @throws IdentityUnproven, MemberUnfit, NotFound */
export async function prepareReset(ctx: ReadCtx, input: ResetInput & { pin: string }): Promise<PreparedPin> {
  await guardOfPerson(ctx, input.memberId)
  const { identity } = input
  if (identity.kind === 'phone_last4' && (await memberPhoneEnd(ctx, input.memberId)) !== identity.last4) throw new IdentityUnproven()
  return { pinHash: await hashSecret(input.pin), over: 'any' }
}

/** Gives another PIN without the old one; what was tried wrongly is forgotten. */
export async function resetPin(ctx: WriteCtx, input: ResetInput, prepared: PreparedPin): Promise<void> {
  await setPinHash(ctx, input.memberId, prepared.pinHash, prepared.over)
  await forgetTries(ctx, 'pin', input.memberId)
  ctx.audit({
    action: 'pin.reset',
    subjectKind: 'Member',
    subjectId: input.memberId,
    storeId: input.storeId,
    detail: { reason: input.reason, identity: input.identity.kind },
  })
}

export interface GivenProof {
  id: string
  limitFen: number
  expiresAt: Temporal.Instant
}

/** Records that the holder consented to spending at most so much here, before the person signed in: once, within five minutes. */
export async function giveProof(
  ctx: WriteCtx,
  input: { memberId: string; storeId: string; limitFen: number; by: 'pin' | 'gift_code' },
): Promise<GivenProof> {
  const { id, expiresAt } = await insertProof(ctx, input)
  ctx.audit({
    action: 'pin.prove',
    subjectKind: 'Member',
    subjectId: input.memberId,
    storeId: input.storeId,
    detail: { proofId: id, limitFen: input.limitFen, by: input.by },
  })
  return { id, limitFen: input.limitFen, expiresAt }
}

export interface ProofUse {
  proofId: string
  memberId: string
  storeId: string
  /** The ticket or the transfer. */
  usedFor: string
  amountFen: number
}

/** Uses up a proof. One statement that needs no other's answer. @throws PinProofInvalid when it is another's, used, over, or too small */
export async function useProof(ctx: WriteCtx, use: ProofUse): Promise<void> {
  if (!(await takeProof(ctx, use))) throw new PinProofInvalid({ proofId: use.proofId })
  const { proofId, memberId, storeId, usedFor, amountFen } = use
  ctx.audit({ action: 'pin.use', subjectKind: 'Member', subjectId: memberId, storeId, detail: { proofId, usedFor, amountFen } })
}
