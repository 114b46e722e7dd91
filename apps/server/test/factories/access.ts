/** People with roles and live sessions, and the stores they work in. */
import { randomBytes } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import { authenticate, type Grant } from '../../src/modules/access/index.ts'
import { newToken } from '../../src/modules/access/rules.ts'
import { createStore, type NewStore, type Role, type Store } from '../../src/modules/settings/index.ts'
import { POSITIONS } from '../../src/modules/staff/index.ts'
import { type Actor, type Brand, system } from '../../src/platform/ctx.ts'
import { newId } from '../../src/platform/ids.ts'
import { createBrand } from '../../src/platform/migrate.ts'
import { write } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'

export const TEST_PASSWORD = 'test-password'
export const TEST_PIN = '271828'

/** Cheap hashes: what is tested is never their strength. */
const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 }
const hashes = Promise.all([hash(TEST_PASSWORD, cheap), hash(TEST_PIN, cheap)])

const CODE_LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'

/** A code that no other test of the file has. */
export function randomCode(length: number): string {
  return [...randomBytes(length)].map((byte) => CODE_LETTERS[byte % CODE_LETTERS.length]).join('')
}

export interface SignedIn {
  token: string
  actor: Actor
  staffId: string
  /** Home store, and the store of the role (an owner's role holds in all). */
  storeId: string
  signInName: string
}

/** A store of the test's brand (or of `brand`). */
export async function makeStore(base: TestBase, input: Partial<NewStore> = {}, brand: Brand = base.brand): Promise<Store> {
  const { result } = await write(base.runtime, brand, system, (ctx) => createStore(ctx, { code: randomCode(6), name: '测试店', ...input }))
  return result
}

/** Another brand in the test's database, empty. */
export async function makeBrand(base: TestBase, options: { isDemo?: boolean } = {}): Promise<Brand> {
  const slug = `b${randomCode(6).toLowerCase()}`
  const { config, clock, brands } = base.runtime
  const founding = { slug, name: '另一家', trade: 'nail', isDemo: options.isDemo ?? false, masterKey: config.masterKey, now: clock.now() }
  await createBrand(base.ownerUrl, founding)
  const brand = await brands.bySlug(slug)
  if (!brand) throw new Error('the brand just made is not known')
  return brand
}

/**
 * A person of that role who has just signed in. Without `storeId` a store is made; an owner's role holds in every store.
 * Password and PIN are TEST_PASSWORD and TEST_PIN.
 */
export async function signInAs(
  base: TestBase,
  role: Role,
  options: { storeId?: string; brand?: Brand; grants?: Grant[] } = {},
): Promise<SignedIn> {
  const brand = options.brand ?? base.brand
  const storeId = options.storeId ?? (await makeStore(base, {}, brand)).id
  const grants = options.grants ?? [{ role, storeId: role === 'owner' ? null : storeId }]
  const db = base.runtime.brands.dbOf(brand)
  const now = base.runtime.clock.now()
  const [passwordHash, pinHash] = await hashes
  const staffId = newId()
  const code = randomCode(8)
  const signInName = code.toLowerCase()
  await db
    .insertInto('staff')
    .values({
      id: staffId,
      code,
      name: `员工${code}`,
      position: POSITIONS.find((p) => p === role) ?? 'adviser',
      home_store_id: storeId,
      created_at: now,
    })
    .execute()
  await db
    .insertInto('account')
    .values({ staff_id: staffId, sign_in_name: signInName, password_hash: passwordHash, pin_hash: pinHash })
    .execute()
  await db
    .insertInto('role_grant')
    .values(grants.map((grant) => ({ id: newId(), staff_id: staffId, role: grant.role, store_id: grant.storeId })))
    .execute()
  const { token, hash: tokenHash } = newToken(brand.slug)
  await db
    .insertInto('session')
    .values({
      id: newId(),
      token_hash: tokenHash,
      staff_id: staffId,
      device: 'test',
      ip: '127.0.0.1',
      created_at: now,
      last_seen_at: now,
      expires_at: now.add({ hours: 24 }),
    })
    .execute()
  const who = await authenticate(base.runtime)(token)
  if (who === null) throw new Error('the session just made is not known')
  return { token, actor: who.actor, staffId, storeId, signInName }
}
