/** Passkeys: a key in a device that answers for one host, unlocked by finger, face or PIN, and so both factors in one. */
import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import type { ReadCtx, WriteCtx } from '../../platform/ctx.ts'
import { NotFound, NotSignedIn } from '../../platform/errors.ts'
import { FactorNeeded, PasskeyRefused, PasskeyUnavailable } from './errors.ts'
import { clearNeedsFactor, findFactors } from './factor-store.ts'
import { personOf } from './factors.ts'
import {
  countPasskeyUse,
  deletePasskeyRow,
  findPasskey,
  findPasskeys,
  insertChallenge,
  insertPasskey,
  type Passkey,
  renamePasskeyRow,
  takeChallenge,
} from './passkey-store.ts'
import { findAccount } from './store.ts'

const RP_NAME = '云鬓 Yunbin'
/** EdDSA, ES256, RS256 (COSE): what devices have. */
const ALGORITHMS = [-8, -7, -257]
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb']

/** The host passkeys answer for, of the address the console was opened at. @throws PasskeyUnavailable for a bare IP address, which browsers refuse */
export function relyingPartyOf(origin: string): { rpId: string; origin: string } {
  const { hostname } = new URL(origin)
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('[')) throw new PasskeyUnavailable()
  return { rpId: hostname, origin }
}

/** Asks the device of who is signed in for a new passkey. @throws PasskeyUnavailable */
export async function askForNewPasskey(ctx: ReadCtx, origin: string) {
  const staffId = personOf(ctx)
  const party = relyingPartyOf(origin)
  const account = await findAccount(ctx.db, staffId)
  if (account === null) throw new NotSignedIn()
  const known = await findPasskeys(ctx.db, staffId)
  const options = await generateRegistrationOptions({
    rpName: RP_NAME,
    rpID: party.rpId,
    userID: new Uint8Array(Buffer.from(staffId)),
    userName: account.signInName,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: known.filter((p) => p.rpId === party.rpId).map((p) => ({ id: idOf(p), transports: p.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  const challengeId = await insertChallenge(ctx.db, ctx.now, { staffId, challenge: options.challenge, ...party })
  return { challengeId, options: { ...options } }
}

export type NewPasskey = Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports' | 'rpId' | 'isSynced'>

/** Checks a device's answer with a new passkey. Outside the transaction: a question is used up by any answer. @throws ChallengeOver, PasskeyRefused */
export async function checkNewPasskey(ctx: ReadCtx, challengeId: string, response: RegistrationResponseJSON): Promise<NewPasskey> {
  const asked = await takeChallenge(ctx.db, ctx.now, challengeId, personOf(ctx))
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: asked.challenge,
    expectedOrigin: asked.origin,
    expectedRPID: asked.rpId,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null)
  if (!verified?.verified) throw new PasskeyRefused()
  const { credential, credentialBackedUp } = verified.registrationInfo
  return {
    credentialId: Buffer.from(credential.id, 'base64url'),
    publicKey: Buffer.from(credential.publicKey),
    counter: credential.counter,
    transports: (credential.transports ?? []).filter((t) => TRANSPORTS.includes(t)),
    rpId: asked.rpId,
    isSynced: credentialBackedUp,
  }
}

/** Keeps a passkey of who is signed in. @throws PasskeyKnown */
export async function addPasskey(ctx: WriteCtx, passkey: NewPasskey, name: string) {
  const staffId = personOf(ctx)
  const { id, createdAt } = await insertPasskey(ctx, { ...passkey, staffId, name })
  await clearNeedsFactor(ctx, staffId)
  ctx.audit({ action: 'passkey.add', subjectKind: 'Passkey', subjectId: id, detail: { staffId, isSynced: passkey.isSynced } })
  return { id, name, isSynced: passkey.isSynced, createdAt: createdAt.toString(), lastUsedAt: null }
}

/** @throws NotFound when it is another's */
export async function renamePasskey(ctx: WriteCtx, id: string, name: string): Promise<void> {
  if (!(await renamePasskeyRow(ctx, personOf(ctx), id, name))) throw new NotFound()
  ctx.audit({ action: 'passkey.rename', subjectKind: 'Passkey', subjectId: id })
}

/** @throws NotFound when it is another's; FactorNeeded when a role asks for a factor and this is the last */
export async function removePasskey(ctx: WriteCtx, id: string): Promise<void> {
  const staffId = personOf(ctx)
  if (!(await deletePasskeyRow(ctx, staffId, id))) throw new NotFound()
  const { hasTotp, hasPasskey, isRequired } = await findFactors(ctx.db, staffId)
  if (isRequired && !hasTotp && !hasPasskey) throw new FactorNeeded()
  ctx.audit({ action: 'passkey.remove', subjectKind: 'Passkey', subjectId: id, detail: { staffId } })
}

/** Asks whatever device is there for a passkey of this host. @throws PasskeyUnavailable */
export async function askForPasskey(ctx: ReadCtx, origin: string) {
  const party = relyingPartyOf(origin)
  const options = await generateAuthenticationOptions({ rpID: party.rpId, userVerification: 'required' })
  const challengeId = await insertChallenge(ctx.db, ctx.now, { staffId: null, challenge: options.challenge, ...party })
  return { challengeId, options: { ...options } }
}

/** Whose passkey answered, and its new count. Outside the transaction, as above. @throws ChallengeOver, PasskeyRefused */
export async function checkPasskey(
  ctx: ReadCtx,
  challengeId: string,
  response: AuthenticationResponseJSON,
): Promise<{ passkey: Passkey; counter: number }> {
  const asked = await takeChallenge(ctx.db, ctx.now, challengeId, null)
  const passkey = await findPasskey(ctx.db, Buffer.from(response.id, 'base64url'))
  if (passkey === null || passkey.rpId !== asked.rpId) throw new PasskeyRefused()
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: asked.challenge,
    expectedOrigin: asked.origin,
    expectedRPID: asked.rpId,
    requireUserVerification: true,
    credential: { id: idOf(passkey), publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
  }).catch(() => null)
  if (!verified?.verified) throw new PasskeyRefused()
  return { passkey, counter: verified.authenticationInfo.newCounter }
}

/** Notes that a passkey was used. @throws PasskeyRefused when it was taken away, or used with the same count, meanwhile */
export async function usePasskey(ctx: WriteCtx, passkey: Passkey, counter: number): Promise<void> {
  if (!(await countPasskeyUse(ctx, passkey, counter))) throw new PasskeyRefused()
}

function idOf(passkey: { credentialId: Buffer }): string {
  return passkey.credentialId.toString('base64url')
}
