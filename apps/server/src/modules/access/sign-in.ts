import { type Brand, type ReadCtx, system, type WriteCtx } from '../../platform/ctx.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { countFactor, countSignIn, forgetFactor, forgetSignIn } from './attempts.ts'
import { BrandRequired, FactorRequired, FactorWrong, PasswordWrong, SignInFailed, SignInOver } from './errors.ts'
import {
  findFactors,
  findPending,
  findTotp,
  hasRecoveryCode,
  insertPending,
  type PendingSignIn,
  takePending,
  takeRecoveryCode,
  useStep,
} from './factor-store.ts'
import type { Passkey } from './passkey-store.ts'
import { usePasskey } from './passkeys.ts'
import { isRecoveryCode, recoveryDigest } from './recovery.ts'
import { newToken, PENDING_MINUTES, readToken } from './rules.ts'
import { isSecret } from './secrets.ts'
import { type AccountRow, findAccount, findAccountByName, holdAccount, insertSession, type Proof } from './store.ts'
import { stepOf } from './totp.ts'

/** Where somebody signs in: what the browser says of itself, and the shared till it stands at, if it is one. */
export interface Place {
  device: string
  ip: string
  deviceId: string | null
}

export interface SignIn {
  /** Lower case. */
  signInName: string
  password: string
  place: Place
}

export interface SignedIn {
  brand: Brand
  token: string
  expiresAt: Temporal.Instant
}

/** The brand of that slug, or the only one. @throws BrandRequired when there are several */
export async function brandOf(runtime: Runtime, slug: string | undefined): Promise<Brand | null> {
  if (slug !== undefined) return runtime.brands.bySlug(slug)
  const brands = await runtime.brands.all()
  if (brands.length > 1) throw new BrandRequired()
  return brands[0] ?? null
}

/**
 * Opens a session. The try is counted before anything is looked at; an unknown brand, an unknown name and a wrong password take the same
 * time and get the same answer.
 * @throws SignInFailed, AccountLocked; FactorRequired when the password is right and a second factor is on
 */
export async function signIn(runtime: Runtime, brand: Brand | null, input: SignIn): Promise<SignedIn> {
  if (brand === null) {
    await isSecret(null, input.password)
    throw new SignInFailed()
  }
  const { db, now } = readCtx(runtime, brand, system)
  await countSignIn(db, input.signInName, now)
  const account = await findAccountByName(db, input.signInName)
  const isRight = await isSecret(account?.passwordHash, input.password)
  if (!isRight || account === null) return refuse(runtime, brand, account)
  const { hasTotp, hasPasskey, isRequired } = await findFactors(db, account.staffId)
  const isTwoSteps = hasTotp || (isRequired && hasPasskey)
  const opened = isTwoSteps
    ? await wait(runtime, brand, account, [...(hasTotp ? ['totp', 'recovery'] : []), ...(hasPasskey ? ['passkey'] : [])])
    : await open(runtime, brand, account.staffId, 'password', input.place, (ctx) => holdAccount(ctx, account))
  if (opened === null) return refuse(runtime, brand, account)
  await forgetSignIn(db, input.signInName, now)
  if ('token' in opened) return opened
  throw new FactorRequired(opened)
}

/** Opens a session in a transaction of its own, if `mayOpen` still says so; null when it does not. */
export async function open(
  runtime: Runtime,
  brand: Brand,
  staffId: string,
  factor: Proof,
  place: Place,
  mayOpen: (ctx: WriteCtx) => Promise<boolean>,
): Promise<SignedIn | null> {
  const { token, hash } = newToken(brand.slug)
  const { result } = await write(runtime, brand, { ...system, id: staffId }, async (ctx) => {
    if (!(await mayOpen(ctx))) {
      ctx.audit({ action: 'session.refuse', subjectKind: 'Staff', subjectId: staffId, detail: { factor } })
      return null
    }
    const session = await insertSession(ctx, { staffId, tokenHash: hash, factor, ...place })
    ctx.audit({ action: 'session.create', subjectKind: 'Session', subjectId: session.id, detail: { factor } })
    return session.expiresAt
  })
  return result === null ? null : { brand, token, expiresAt: result }
}

/** The password is right: keeps that for some minutes, for the second factor to follow. Null when it was changed meanwhile. */
async function wait(runtime: Runtime, brand: Brand, account: AccountRow, factors: readonly string[]) {
  const { token, hash } = newToken(brand.slug)
  const { result } = await write(runtime, brand, { ...system, id: account.staffId }, async (ctx) => {
    const isStill = await holdAccount(ctx, account)
    if (isStill) await insertPending(ctx, { tokenHash: hash, staffId: account.staffId, passwordHash: account.passwordHash })
    ctx.audit({ action: isStill ? 'session.await_factor' : 'session.refuse', subjectKind: 'Staff', subjectId: account.staffId })
    return isStill
  })
  return result ? { pendingToken: token, factors, expiresInSeconds: PENDING_MINUTES * 60 } : null
}

/** A refused sign-in is written down, whether or not anybody has the name: the same work for both. */
async function refuse(runtime: Runtime, brand: Brand, account: { staffId: string } | null): Promise<never> {
  await write(runtime, brand, system, async (ctx) => {
    ctx.audit({ action: 'session.refuse', subjectKind: 'Staff', subjectId: account?.staffId ?? null })
  })
  throw new SignInFailed()
}

/**
 * The second step: a one-time code or a recovery code. Counted before it is looked at; each is accepted once.
 * @throws SignInOver when the first step is over, FactorWrong, FactorLocked
 */
export async function signInWithCode(
  runtime: Runtime,
  input: { pendingToken: string; code: string },
  placeOf: (brand: Brand) => Promise<Place>,
): Promise<SignedIn> {
  const { pendingToken, code } = input
  const read = readToken(pendingToken)
  const brand = read === null ? null : await runtime.brands.bySlug(read.slug)
  if (read === null || brand === null) throw new SignInOver()
  const ctx = readCtx(runtime, brand, system)
  const pending = await findPending(ctx, read.hash)
  if (pending === null) throw new SignInOver()
  const triesLeft = await countFactor(ctx.db, pending.staffId, ctx.now)
  const use = await useOf(ctx, pending.staffId, code)
  const place = await placeOf(brand)
  const opened = use && (await open(runtime, brand, pending.staffId, use.factor, place, (tx) => useUp(tx, pending, use.take)))
  if (!opened) {
    if (!use) await noteWrongFactor(runtime, brand, pending.staffId)
    throw new FactorWrong({ triesLeft })
  }
  await forgetFactor(ctx.db, pending.staffId)
  return opened
}

interface FactorUse {
  factor: Proof
  take: (ctx: WriteCtx) => Promise<boolean>
}

/** What a typed code is, and how it is used up; null when it is nothing. */
async function useOf(ctx: ReadCtx, staffId: string, code: string): Promise<FactorUse | null> {
  if (isRecoveryCode(code)) {
    const digest = recoveryDigest(ctx.brand, staffId, code)
    const isKnown = await hasRecoveryCode(ctx.db, staffId, digest)
    return isKnown ? { factor: 'recovery', take: (tx) => takeRecoveryCode(tx, staffId, digest) } : null
  }
  const totp = await findTotp(ctx, staffId)
  const step = totp?.isConfirmed ? stepOf(totp.secret, code, ctx.now) : null
  return step === null ? null : { factor: 'totp', take: (tx) => useStep(tx, staffId, step) }
}

/** The first step is taken up and the code used, or neither: a code is not lost to a sign-in that is over. */
async function useUp(ctx: WriteCtx, pending: PendingSignIn, take: FactorUse['take']): Promise<boolean> {
  if (!(await holdAccount(ctx, pending)) || !(await take(ctx))) return false
  if (!(await takePending(ctx, pending.id))) throw new SignInOver()
  return true
}

async function noteWrongFactor(runtime: Runtime, brand: Brand, staffId: string): Promise<void> {
  await write(runtime, brand, system, async (ctx) => {
    ctx.audit({ action: 'factor.refuse', subjectKind: 'Staff', subjectId: staffId })
  })
}

/** Opens a session for the owner of a passkey that answered. @throws PasskeyRefused */
export async function signInWithPasskey(
  runtime: Runtime,
  brand: Brand,
  used: { passkey: Passkey; counter: number },
  place: Place,
): Promise<SignedIn> {
  const opened = await open(runtime, brand, used.passkey.staffId, 'passkey', place, async (ctx) => {
    await usePasskey(ctx, used.passkey, used.counter)
    return true
  })
  if (opened === null) throw new SignInFailed()
  return opened
}

/** Verifies the password of who is signed in, counted like a sign-in. @throws PasswordWrong, AccountLocked */
export async function verifyOwnPassword(runtime: Runtime, who: { brand: Brand; staffId: string }, password: string): Promise<void> {
  const db = runtime.brands.dbOf(who.brand)
  const now = runtime.clock.now()
  const account = await findAccount(db, who.staffId)
  if (account === null) throw new PasswordWrong()
  await countSignIn(db, account.signInName, now)
  if (!(await isSecret(account.passwordHash, password))) throw new PasswordWrong()
  await forgetSignIn(db, account.signInName, now)
}
