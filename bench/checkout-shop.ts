/** The shop of the checkout benchmark: 8 tills in two stores, members of their own who own stored value and passes. */
import { hash } from '@node-rs/argon2'
import pino from 'pino'
import { authenticate } from '../apps/server/src/modules/access/index.ts'
import { newToken } from '../apps/server/src/modules/access/rules.ts'
import { createItem } from '../apps/server/src/modules/catalog/index.ts'
import { seedLevels } from '../apps/server/src/modules/members/index.ts'
import { createStore } from '../apps/server/src/modules/settings/index.ts'
import { BrandRegistry } from '../apps/server/src/platform/brands.ts'
import { type Brand, system } from '../apps/server/src/platform/ctx.ts'
import { openPool, type StatementCounter } from '../apps/server/src/platform/db.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { createBrand } from '../apps/server/src/platform/migrate.ts'
import { type Runtime, write } from '../apps/server/src/platform/runtime.ts'
import { Clock } from '../apps/server/src/platform/time.ts'
import { completeTicket } from '../apps/server/src/workflows/checkout/complete-ticket.ts'
import { cart as cartSchema } from '../apps/server/src/workflows/checkout/schemas.ts'
import { enrol } from '../apps/server/src/workflows/enrol/index.ts'

export const TILLS = 8
const MEMBERS_PER_TILL = 25
export const MASTER_KEY = Buffer.alloc(32, 9)

export interface Till {
  token: string
  storeId: string
  staffId: string
  memberIds: string[]
}

export interface BenchShop {
  tills: Till[]
  cutId: string
  shampooId: string
  careId: string
}

/** A runtime over a database URL; `counter` counts, and when it has a log records, every statement. */
export function runtimeOver(url: string, counter?: StatementCounter): Runtime {
  const pool = openPool(url, 16)
  const runtime: Runtime = {
    config: {
      host: '127.0.0.1',
      port: 0,
      dataDir: '/nonexistent',
      databaseUrl: url,
      masterKey: MASTER_KEY,
      auditKey: Buffer.alloc(32, 9),
      isDev: false,
      secureCookies: false,
      deviceHosts: 'private',
      publicOrigin: null,
      logLevel: 'silent',
    },
    ownerUrl: url,
    clock: new Clock(),
    log: pino({ level: 'silent' }),
    pool,
    brands: new BrandRegistry(pool, MASTER_KEY, counter),
    counter,
    authenticate: async () => null,
  }
  runtime.authenticate = authenticate(runtime)
  return runtime
}

/** Founds the brand and fills it. */
export async function buildShop(url: string): Promise<BenchShop> {
  await createBrand(url, { slug: 'bench', name: '测速', trade: 'hair', isDemo: false, masterKey: MASTER_KEY, now: new Clock().now() })
  const runtime = runtimeOver(url)
  const brand = await runtime.brands.bySlug('bench')
  if (!brand) throw new Error('the brand is missing')
  const made = <T>(run: Parameters<typeof write<T>>[3]) => write(runtime, brand, system, run).then((o) => o.result)
  const stores = [
    await made((ctx) => createStore(ctx, { code: 'A', name: '一店' })),
    await made((ctx) => createStore(ctx, { code: 'B', name: '二店' })),
  ]
  await made((ctx) => seedLevels(ctx))
  const cut = await made((ctx) => createItem(ctx, { kind: 'service', name: '剪发', priceFen: 12_800, minutes: 45 }))
  const care = await made((ctx) => createItem(ctx, { kind: 'service', name: '护理', priceFen: 29_800, minutes: 60 }))
  const shampoo = await made((ctx) => createItem(ctx, { kind: 'product', name: '洗发水', priceFen: 8_800, barcodes: [] }))
  const pass = await made((ctx) =>
    createItem(ctx, {
      kind: 'pass',
      name: '护理百次卡',
      priceFen: 1_980_000,
      pass: { validityDays: null, validityFrom: 'sale', isUnlimited: false, components: [{ serviceItemId: care.id, sessions: 1000 }] },
    }),
  )
  const tills: Till[] = []
  for (let i = 0; i < TILLS; i += 1) {
    const storeId = stores[i % 2]?.id ?? ''
    const { token, staffId } = await hireCashier(runtime, brand, storeId, i)
    const memberIds: string[] = []
    for (let m = 0; m < MEMBERS_PER_TILL; m += 1) {
      const member = await made((ctx) =>
        enrol(ctx, { name: `顾客${i}${m}`, phone: `139${String(i * 100 + m).padStart(8, '0')}`, homeStoreId: storeId }),
      )
      const cart = cartSchema.parse({
        storeId,
        memberId: member.id,
        lines: [
          { key: 'a', kind: 'top_up', amountFen: 90_000_000 },
          { key: 'b', kind: 'pass', itemId: pass.id },
        ],
        tenders: [{ kind: 'cash', receivedFen: 91_980_000 }],
      })
      const actor = { ...system, id: staffId }
      await write(runtime, brand, actor, (ctx) => completeTicket(ctx, { ticketId: newId(), cart, quoteHash: null }))
      memberIds.push(member.id)
    }
    tills.push({ token, storeId, staffId, memberIds })
  }
  await runtime.pool.end()
  return { tills, cutId: cut.id, shampooId: shampoo.id, careId: care.id }
}

async function hireCashier(runtime: Runtime, brand: Brand, storeId: string, index: number) {
  const db = runtime.brands.dbOf(brand)
  const now = runtime.clock.now()
  const staffId = newId()
  await db
    .insertInto('staff')
    .values({ id: staffId, code: `C${index}`, name: `收银${index}`, position: 'cashier', home_store_id: storeId, created_at: now })
    .execute()
  await db
    .insertInto('account')
    .values({ staff_id: staffId, sign_in_name: `till${index}`, password_hash: await hash('unused-here') })
    .execute()
  await db.insertInto('role_grant').values({ id: newId(), staff_id: staffId, role: 'cashier', store_id: storeId }).execute()
  const { token, hash: tokenHash } = newToken(brand.slug)
  await db
    .insertInto('session')
    .values({
      id: newId(),
      token_hash: tokenHash,
      staff_id: staffId,
      device: 'bench',
      ip: '127.0.0.1',
      created_at: now,
      last_seen_at: now,
      expires_at: now.add({ hours: 24 }),
    })
    .execute()
  return { token, staffId }
}

/** The n-th cart of a till: of ten, four walk-ins paying cash, three members paying stored value, two sessions with a product, one top-up. */
export function cartFor(shop: BenchShop, till: Till, n: number): Record<string, unknown> {
  const memberId = till.memberIds[n % till.memberIds.length]
  const staff = [{ staffId: till.staffId, role: 'performer' }]
  const cut = { key: 'cut', kind: 'service', itemId: shop.cutId, staff }
  const shampoo = { key: 'shampoo', kind: 'product', itemId: shop.shampooId, staff }
  const kind = n % 10
  if (kind < 4) return { storeId: till.storeId, lines: [cut, shampoo], tenders: [{ kind: 'cash', receivedFen: 30_000 }] }
  if (kind < 7)
    return {
      storeId: till.storeId,
      memberId,
      lines: [cut, shampoo],
      tenders: [
        { kind: 'stored_value', amountFen: 20_000 },
        { kind: 'cash', receivedFen: 2_000 },
      ],
    }
  if (kind < 9)
    return {
      storeId: till.storeId,
      memberId,
      lines: [{ key: 'care', kind: 'service', itemId: shop.careId, staff }, shampoo],
      tenders: [{ kind: 'wechat', amountFen: 8_800 }],
    }
  return {
    storeId: till.storeId,
    memberId,
    lines: [{ key: 'a', kind: 'top_up', amountFen: 10_000 }],
    tenders: [{ kind: 'cash', receivedFen: 10_000 }],
  }
}
