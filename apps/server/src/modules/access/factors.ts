/** One's own second factor: one-time codes of an app, and recovery codes for the day it is lost. */
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotSignedIn } from '../../platform/errors.ts'
import { FactorNeeded, FactorWrong, TotpNotBegun, TotpOff, TotpOn } from './errors.ts'
import { clearNeedsFactor, confirmTotpRow, deleteTotp, findFactors, findTotp, insertTotp, replaceRecoveryCodes } from './factor-store.ts'
import { deletePasskeys } from './passkey-store.ts'
import { newRecoveryCodes, recoveryDigest } from './recovery.ts'
import { findAccount, findAccountByName, revokeAll } from './store.ts'
import { newTotpSecret, stepOf, totpUri } from './totp.ts'

/** Shows a new secret to scan. It counts for nothing until a code of it was typed. @throws TotpOn */
export async function beginTotp(ctx: WriteCtx): Promise<{ secret: string; uri: string }> {
  const staffId = personOf(ctx)
  const account = await findAccount(ctx.db, staffId)
  if (account === null) throw new NotSignedIn()
  const secret = newTotpSecret()
  if (!(await insertTotp(ctx, staffId, secret))) throw new TotpOn()
  ctx.audit({ action: 'totp.begin', subjectKind: 'Staff', subjectId: staffId })
  return { secret, uri: totpUri(secret, { brand: ctx.brand.name, signInName: account.signInName }) }
}

/**
 * Turns one-time codes on with the first of them, which is thereby used, and gives recovery codes, shown this once.
 * @throws TotpNotBegun, TotpOn, FactorWrong
 */
export async function confirmTotp(ctx: WriteCtx, code: string): Promise<{ recoveryCodes: string[] }> {
  const staffId = personOf(ctx)
  const totp = await findTotp(ctx, staffId, true)
  if (totp === null) throw new TotpNotBegun()
  if (totp.isConfirmed) throw new TotpOn()
  const step = stepOf(totp.secret, code, ctx.now)
  if (step === null) throw new FactorWrong()
  await confirmTotpRow(ctx, staffId, step)
  await clearNeedsFactor(ctx, staffId)
  const recoveryCodes = await giveRecoveryCodes(ctx, staffId)
  ctx.audit({ action: 'totp.confirm', subjectKind: 'Staff', subjectId: staffId })
  return { recoveryCodes }
}

/** New recovery codes; the earlier ones are void. The present password was verified before. @throws TotpOff */
export async function renewRecoveryCodes(ctx: WriteCtx): Promise<{ recoveryCodes: string[] }> {
  const staffId = personOf(ctx)
  const totp = await findTotp(ctx, staffId, true)
  if (!totp?.isConfirmed) throw new TotpOff()
  const recoveryCodes = await giveRecoveryCodes(ctx, staffId)
  ctx.audit({ action: 'recovery_codes.renew', subjectKind: 'Staff', subjectId: staffId })
  return { recoveryCodes }
}

/** Turns one-time codes off. The present password was verified before. @throws TotpOff, FactorNeeded when a role asks for a factor and no other is left */
export async function removeTotp(ctx: WriteCtx): Promise<void> {
  const staffId = personOf(ctx)
  const { hasTotp, hasPasskey, isRequired } = await findFactors(ctx.db, staffId)
  if (!hasTotp) throw new TotpOff()
  if (isRequired && !hasPasskey) throw new FactorNeeded()
  await deleteTotp(ctx, staffId)
  ctx.audit({ action: 'totp.remove', subjectKind: 'Staff', subjectId: staffId })
}

/** Takes a person's factors away and ends their sessions: their phone is lost. Who may do so is the staff room's to decide. */
export async function dropFactors(ctx: WriteCtx, staffId: string): Promise<void> {
  await deleteTotp(ctx, staffId)
  await deletePasskeys(ctx, staffId)
  await revokeAll(ctx, staffId, ctx.actor.sessionId)
}

/**
 * The way back for somebody whom nobody else can help, such as the only owner: told to the machine itself, never over the network.
 * @returns whether anybody has that sign-in name
 */
export async function dropFactorsOf(ctx: WriteCtx, signInName: string): Promise<boolean> {
  const account = await findAccountByName(ctx.db, signInName.toLowerCase())
  ctx.audit({ action: 'factors.reset', subjectKind: 'Staff', subjectId: account?.staffId ?? null })
  if (account === null) return false
  await dropFactors(ctx, account.staffId)
  return true
}

async function giveRecoveryCodes(ctx: WriteCtx, staffId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  const digests = codes.map((code) => recoveryDigest(ctx.brand, staffId, code))
  await replaceRecoveryCodes(ctx, staffId, digests)
  return codes
}

export function personOf(ctx: ReadCtx): string {
  if (ctx.actor.id === null) throw new NotSignedIn()
  return ctx.actor.id
}
