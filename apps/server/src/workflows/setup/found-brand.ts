import { hashSecret } from '../../modules/access/index.ts'
import { seedTemplates } from '../../modules/care/index.ts'
import { seedTradeCatalog } from '../../modules/catalog/index.ts'
import { seedTerms } from '../../modules/contracts/index.ts'
import { seedLevels } from '../../modules/members/index.ts'
import { createStore, editSettings } from '../../modules/settings/index.ts'
import { createStaff, setAccount } from '../../modules/staff/index.ts'
import { type Brand, system, type WriteCtx } from '../../platform/ctx.ts'
import { BrandExists, createBrand } from '../../platform/migrate.ts'
import { type Runtime, write } from '../../platform/runtime.ts'
import { SetupDone, SlugTaken } from './errors.ts'
import { slugOf, type Trade } from './rules.ts'

/** A new shop begins with the caps of the national rule; it may choose others. */
const FIRST_PROFILE = 'national'

export interface Founding {
  brand: { name: string; slug?: string | undefined }
  trade: Trade
  store: { name: string; code?: string | undefined; zone?: string | undefined }
  /** `signInName` in lower case; `pin` of 4 to 8 digits. */
  owner: { name: string; signInName: string; password: string; pin: string }
  isDemo?: boolean
  /** Only while there is no brand here: the wizard's rule. */
  isFirst?: boolean
}

export interface Founded {
  brand: Brand
  storeId: string
  ownerId: string
}

/**
 * Founds a brand with its first store, its owner, levels, terms and the catalogue of its trade. All of it stands, or nothing.
 * @throws SetupDone when it is not the first and should be; SlugTaken
 */
export async function foundBrand(runtime: Runtime, input: Founding): Promise<Founded> {
  // Hashing is slow on purpose: before any lock is taken.
  const passwordHash = await hashSecret(input.owner.password)
  const pinHash = await hashSecret(input.owner.pin)
  const slug = input.brand.slug ?? slugOf(input.brand.name)
  const made = { storeId: '', ownerId: '' }
  const fill = async (brand: Brand) => {
    const { result } = await write(runtime, brand, system, (ctx) => furnish(ctx, input, { passwordHash, pinHash }))
    Object.assign(made, result)
  }
  await createBrand(runtime.ownerUrl, {
    slug,
    name: input.brand.name,
    trade: input.trade,
    isDemo: input.isDemo ?? false,
    masterKey: runtime.config.masterKey,
    now: runtime.clock.now(),
    isFirst: input.isFirst ?? false,
    fill,
  }).catch((error: unknown) => {
    if (!(error instanceof BrandExists)) throw error
    throw input.isFirst ? new SetupDone() : new SlugTaken({ slug })
  })
  const brand = await runtime.brands.bySlug(slug)
  if (brand === null) throw new Error('the brand just founded is not in the registry')
  return { brand, ...made }
}

async function furnish(ctx: WriteCtx, input: Founding, hashes: { passwordHash: string; pinHash: string }): Promise<Omit<Founded, 'brand'>> {
  const { name, code = '01', zone } = input.store
  const store = await createStore(ctx, { name, code, zone })
  const owner = await createStaff(ctx, { name: input.owner.name, position: 'owner', homeStoreId: store.id })
  await setAccount(ctx, { staffId: owner.id, signInName: input.owner.signInName, ...hashes, roles: [{ role: 'owner', storeId: null }] })
  await seedLevels(ctx)
  await seedTerms(ctx)
  await seedTemplates(ctx)
  await seedTradeCatalog(ctx, input.trade, store.id)
  await editSettings(ctx, { version: 1, change: { cards: { complianceProfile: FIRST_PROFILE } } })
  return { storeId: store.id, ownerId: owner.id }
}
