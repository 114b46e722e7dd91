/** Founds the demonstration brand: two stores, twelve people, the hair trade's catalogue, levels, terms, tags. */
import { actorOf, DEMO_PASSWORD, DEMO_PIN, type Grant, hashSecret } from '../modules/access/index.ts'
import { type DeskCatalog, deskCatalog, publishPrices } from '../modules/catalog/index.ts'
import { currentTerms } from '../modules/contracts/index.ts'
import { createTag, listLevels } from '../modules/members/index.ts'
import { createStore, editStore, listStores, type Role, type Store } from '../modules/settings/index.ts'
import { createStaff, type Position, setAccount } from '../modules/staff/index.ts'
import { type Actor, type Brand, system, type WriteCtx } from '../platform/ctx.ts'
import { type Runtime, readCtx } from '../platform/runtime.ts'
import { Clock } from '../platform/time.ts'
import { runWrite } from '../platform/write.ts'
import { foundBrand } from '../workflows/setup/index.ts'
import { TAG_NAMES } from './people.ts'

export const DEMO_SLUG = 'demo'

const FIRST_STORE = { code: '01', name: '云鬓·徐汇店' }
const FIRST_ADDRESS = { address: '上海市徐汇区衡山路 100 号', phone: '021-5555 0101' }
const DAY = { from: '10:00', to: '22:00' }
const SECOND_STORE = {
  code: '02',
  name: '云鬓·静安店',
  address: '上海市静安区南京西路 200 号',
  phone: '021-5555 0202',
  rounding: 'jiao' as const,
  invoiceTitle: '云鬓美发（静安）有限公司',
  taxId: '91310106MA1FY00X0Y',
  openingHours: [null, DAY, DAY, DAY, { from: '10:00', to: '24:00' }, DAY, DAY],
}
/** What the second store asks more for. */
const DEARER = { item: '总监洗剪吹', fen: 32_800 }
const OWNER = { signInName: 'boss', name: '林云' }

/** All but the owner; each works in one store. */
const STAFF: { signInName: string; name: string; position: Position; role: Role; store: 0 | 1 }[] = [
  { signInName: 'manager1', name: '陈静', position: 'manager', role: 'manager', store: 0 },
  { signInName: 'manager2', name: '赵磊', position: 'manager', role: 'manager', store: 1 },
  { signInName: 'front1', name: '小雯', position: 'cashier', role: 'cashier', store: 0 },
  { signInName: 'front2', name: '小敏', position: 'cashier', role: 'cashier', store: 1 },
  { signInName: 'front3', name: '阿琳', position: 'cashier', role: 'cashier', store: 1 },
  { signInName: 'stylist1', name: 'Kevin 凯文', position: 'director', role: 'stylist', store: 0 },
  { signInName: 'stylist2', name: '阿杰', position: 'senior_stylist', role: 'stylist', store: 0 },
  { signInName: 'stylist3', name: '小雨', position: 'stylist', role: 'stylist', store: 0 },
  { signInName: 'stylist4', name: 'Tony 托尼', position: 'director', role: 'stylist', store: 1 },
  { signInName: 'stylist5', name: '阿峰', position: 'senior_stylist', role: 'stylist', store: 1 },
  { signInName: 'stylist6', name: '珊珊', position: 'stylist', role: 'stylist', store: 1 },
]

export const SIGN_IN_NAMES = [OWNER, ...STAFF].map((person) => person.signInName)

export interface Employee {
  staffId: string
  storeId: string
  role: Role
  actor: Actor
}

export interface Branch {
  store: Store
  catalog: DeskCatalog
  manager: Employee
  cashiers: Employee[]
  stylists: Employee[]
}

export interface Shop {
  runtime: Runtime
  brand: Brand
  branches: Branch[]
  /** Level ids, lowest first. */
  levels: string[]
  tagIds: ReadonlyMap<string, string>
  termsId: string
}

/** Runs a verb as somebody at some moment: the demonstration's only way of writing. */
export async function actAt<T>(
  shop: Pick<Shop, 'runtime' | 'brand'>,
  actor: Actor,
  now: Temporal.Instant,
  run: (ctx: WriteCtx) => Promise<T>,
): Promise<T> {
  const { result } = await runWrite({ db: shop.runtime.brands.dbOf(shop.brand), brand: shop.brand, actor, now, run })
  return result
}

/**
 * The brand is founded by the same workflow as a real one, its first store and owner with it; then the rest moves in.
 * @param openedAt the moment the shop opened; everything founded bears it
 */
export async function foundShop(runtime: Runtime, openedAt: Temporal.Instant): Promise<Shop> {
  const clock = new Clock()
  clock.setTo(openedAt)
  const { brand } = await foundBrand(
    { ...runtime, clock },
    {
      brand: { name: '云鬓美发（演示）', slug: DEMO_SLUG },
      trade: 'hair',
      store: FIRST_STORE,
      owner: { ...OWNER, password: DEMO_PASSWORD, pin: DEMO_PIN },
      isDemo: true,
    },
  )
  const base = { runtime, brand }
  const secrets = { passwordHash: await hashSecret(DEMO_PASSWORD), pinHash: await hashSecret(DEMO_PIN) }
  const { staff, tagIds } = await actAt(base, system, openedAt, async (ctx) => {
    await furnish(ctx)
    const tags = new Map<string, string>()
    for (const name of TAG_NAMES) tags.set(name, (await createTag(ctx, { name })).id)
    return { staff: await hire(ctx, await listStores(ctx), secrets), tagIds: tags }
  })
  const ctx = { ...readCtx(runtime, brand, system), now: openedAt }
  const branches: Branch[] = []
  for (const store of await listStores(ctx)) branches.push({ store, catalog: await deskCatalog(ctx, store.id), ...teamOf(staff, store.id) })
  const terms = await currentTerms(ctx)
  if (!terms) throw new Error('a founded brand has terms')
  return { ...base, branches, levels: (await listLevels(ctx)).items.map((level) => level.id), tagIds, termsId: terms.id }
}

/** What an owner does on the first day: the second store, what stands on receipts, and a price that differs there. */
async function furnish(ctx: WriteCtx): Promise<void> {
  const [first] = await listStores(ctx)
  if (!first) throw new Error('a founded brand has a store')
  await editStore(ctx, { storeId: first.id, version: first.version, change: FIRST_ADDRESS })
  const second = await createStore(ctx, SECOND_STORE)
  const cut = (await deskCatalog(ctx, second.id)).items.find((item) => item.name === DEARER.item)
  if (!cut) throw new Error(`nobody sells ${DEARER.item}`)
  await publishPrices(ctx, { note: '静安店总监价', changes: [{ itemId: cut.id, storeId: second.id, amountFen: DEARER.fen }] })
}

async function hire(ctx: WriteCtx, stores: readonly Store[], secrets: { passwordHash: string; pinHash: string }): Promise<Employee[]> {
  const hired: Employee[] = []
  for (const { signInName, name, position, role, store } of STAFF) {
    const homeStoreId = stores[store]?.id ?? ''
    const { id: staffId } = await createStaff(ctx, { name, position, homeStoreId })
    const roles: Grant[] = [{ role, storeId: homeStoreId }]
    await setAccount(ctx, { staffId, signInName, ...secrets, roles })
    // No session: these people act in the past, through no device.
    hired.push({ staffId, storeId: homeStoreId, role, actor: actorOf({ id: staffId, sessionId: staffId, grants: roles }) })
  }
  return hired
}

function teamOf(staff: readonly Employee[], storeId: string): Pick<Branch, 'manager' | 'cashiers' | 'stylists'> {
  const here = staff.filter((s) => s.storeId === storeId)
  const manager = here.find((s) => s.role === 'manager')
  if (!manager) throw new Error('a store needs a manager')
  return { manager, cashiers: here.filter((s) => s.role === 'cashier'), stylists: here.filter((s) => s.role === 'stylist') }
}
