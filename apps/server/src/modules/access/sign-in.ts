import { type Brand, system } from '../../platform/ctx.ts'
import { type Runtime, readCtx, write } from '../../platform/runtime.ts'
import { countSignIn, forgetSignIn } from './attempts.ts'
import { BrandRequired, PasswordWrong, SignInFailed } from './errors.ts'
import { newToken } from './rules.ts'
import { isSecret } from './secrets.ts'
import { type AccountRow, findAccount, findAccountByName, holdAccount, insertSession } from './store.ts'

export interface SignIn {
  /** Slug; may be left out where there is one brand only. */
  brand?: string | undefined
  /** Lower case. */
  signInName: string
  password: string
  device: string
  ip: string
}

export interface SignedIn {
  brand: Brand
  token: string
  expiresAt: Temporal.Instant
}

/**
 * Opens a session. The try is counted before anything is looked at; an unknown brand, an unknown name and a wrong password take the same
 * time and get the same answer.
 * @throws SignInFailed, AccountLocked, BrandRequired
 */
export async function signIn(runtime: Runtime, input: SignIn): Promise<SignedIn> {
  const brand = await brandOf(runtime, input.brand)
  if (brand === null) {
    await isSecret(null, input.password)
    throw new SignInFailed()
  }
  const { db, now } = readCtx(runtime, brand, system)
  await countSignIn(db, input.signInName, now)
  const account = await findAccountByName(db, input.signInName)
  const isRight = await isSecret(account?.passwordHash, input.password)
  const opened = isRight && account !== null ? await open(runtime, brand, account, input) : null
  if (opened === null) {
    await refuse(runtime, brand, account)
    throw new SignInFailed()
  }
  await forgetSignIn(db, input.signInName, now)
  return opened
}

async function brandOf(runtime: Runtime, slug: string | undefined): Promise<Brand | null> {
  if (slug !== undefined) return runtime.brands.bySlug(slug)
  const brands = await runtime.brands.all()
  if (brands.length > 1) throw new BrandRequired()
  return brands[0] ?? null
}

/** Null when the password was changed, or the person left, between looking and writing. */
async function open(runtime: Runtime, brand: Brand, account: AccountRow, input: SignIn): Promise<SignedIn | null> {
  const { token, hash } = newToken(brand.slug)
  const { result } = await write(runtime, brand, { ...system, id: account.staffId }, async (ctx) => {
    const isStill = await holdAccount(ctx, account)
    if (!isStill) {
      ctx.audit({ action: 'session.refuse', subjectKind: 'Staff', subjectId: account.staffId })
      return null
    }
    const session = await insertSession(ctx, { staffId: account.staffId, tokenHash: hash, device: input.device, ip: input.ip })
    ctx.audit({ action: 'session.create', subjectKind: 'Session', subjectId: session.id })
    return session.expiresAt
  })
  return result === null ? null : { brand, token, expiresAt: result }
}

/** A refused sign-in is written down, whether or not anybody has the name: the same work for both. */
async function refuse(runtime: Runtime, brand: Brand, account: AccountRow | null): Promise<void> {
  await write(runtime, brand, system, async (ctx) => {
    ctx.audit({ action: 'session.refuse', subjectKind: 'Staff', subjectId: account?.staffId ?? null })
  })
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
