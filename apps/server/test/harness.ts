/**
 * What database tests stand on: one throw-away PostgreSQL per test run (started by global-setup.ts), one database per test file cloned
 * from a migrated template, so that files never see one another. No shared fixtures: each test makes what it needs with `factories.ts`.
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import pino from 'pino'
import { afterAll, beforeAll, inject } from 'vitest'
import { authenticate } from '../src/modules/access/index.ts'
import { BrandRegistry } from '../src/platform/brands.ts'
import type { Config } from '../src/platform/config.ts'
import type { Brand } from '../src/platform/ctx.ts'
import { openPool } from '../src/platform/db.ts'
import type { Runtime } from '../src/platform/runtime.ts'
import { Clock } from '../src/platform/time.ts'
import { MORNING, TEST_MASTER_KEY } from './template.ts'

export { MORNING } from './template.ts'

export interface TestBase {
  runtime: Runtime
  brand: Brand
  /** Connects as the owner: for looking at rows, and for breaking things on purpose. */
  ownerUrl: string
}

/** Gives the test file a database with one brand; call it at the top of a file or a `describe`. */
export function useDatabase(): TestBase {
  const base = {} as TestBase
  beforeAll(async () => {
    Object.assign(base, await openTestBase())
  })
  afterAll(async () => {
    await base.runtime.pool.end()
  })
  return base
}

async function openTestBase(): Promise<TestBase> {
  const adminUrl = inject('postgresUrl')
  const name = `test_${randomBytes(6).toString('hex')}`
  const admin = new pg.Client({ connectionString: adminUrl })
  await admin.connect()
  await admin.query(`create database ${name} template yunbin_template`)
  await admin.end()
  const ownerUrl = adminUrl.replace(/\/[^/]+$/, `/${name}`)
  const config: Config = {
    host: '127.0.0.1',
    port: 0,
    dataDir: '/nonexistent',
    databaseUrl: ownerUrl,
    masterKey: TEST_MASTER_KEY,
    auditKey: Buffer.alloc(32, 9),
    isDev: true,
    secureCookies: false,
    deviceHosts: 'private',
    publicOrigin: null,
    logLevel: 'silent',
  }
  const clock = new Clock()
  clock.setTo(MORNING)
  const pool = openPool(ownerUrl, 10)
  const counter = { count: 0 }
  const runtime: Runtime = {
    config,
    clock,
    pool,
    counter,
    log: pino({ level: 'silent' }),
    brands: new BrandRegistry(pool, config.masterKey, counter),
    authenticate: async () => null,
    ownerUrl,
  }
  runtime.authenticate = authenticate(runtime)
  const brand = await runtime.brands.bySlug('test')
  if (!brand) throw new Error('the template has no brand')
  return { runtime, brand, ownerUrl }
}
