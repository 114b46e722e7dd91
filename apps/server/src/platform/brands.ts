/** The registry of brands: which schema, role and keys belong to whom. */
import { type Kysely, sql } from 'kysely'
import type pg from 'pg'
import { Keyring } from './crypto.ts'
import type { Brand } from './ctx.ts'
import { type Db, openScope, type StatementCounter } from './db.ts'

export const APP_ROLE = 'yunbin_app'

interface BrandRow {
  id: string
  slug: string
  name: string
  trade: string
  schema_name: string
  role_name: string
  is_demo: boolean
  wrapped_key: Buffer
  created_at: Temporal.Instant
}

/** Looks brands up and keeps them opened; a slug that is unknown is asked for again, so new brands appear at once. */
export class BrandRegistry {
  readonly #pool: pg.Pool
  readonly #masterKey: Buffer
  readonly #counter: StatementCounter | undefined
  readonly #publicDb: Db
  readonly #bySlug = new Map<string, Brand>()
  readonly #dbs = new Map<string, Db>()

  constructor(pool: pg.Pool, masterKey: Buffer, counter?: StatementCounter) {
    this.#pool = pool
    this.#masterKey = masterKey
    this.#counter = counter
    this.#publicDb = openScope(pool, { role: APP_ROLE, schema: 'public' }, counter)
  }

  get masterKey(): Buffer {
    return this.#masterKey
  }

  /** The database outside any brand: the registry itself. */
  get publicDb(): Kysely<never> {
    return this.#publicDb as unknown as Kysely<never>
  }

  /** The brand's own database: its role, its schema. */
  dbOf(brand: Brand): Db {
    const known = this.#dbs.get(brand.id)
    if (known) return known
    const db = openScope(this.#pool, { role: brand.role, schema: brand.schema }, this.#counter)
    this.#dbs.set(brand.id, db)
    return db
  }

  async bySlug(slug: string): Promise<Brand | null> {
    const known = this.#bySlug.get(slug)
    if (known) return known
    await this.#load()
    return this.#bySlug.get(slug) ?? null
  }

  async all(): Promise<Brand[]> {
    await this.#load()
    return [...this.#bySlug.values()]
  }

  async #load(): Promise<void> {
    const { rows } = await sql<BrandRow>`select * from public.brand order by created_at, slug`.execute(this.#publicDb)
    for (const row of rows) {
      if (this.#bySlug.has(row.slug)) continue
      this.#bySlug.set(row.slug, {
        id: row.id,
        slug: row.slug,
        name: row.name,
        trade: row.trade,
        schema: row.schema_name,
        role: row.role_name,
        isDemo: row.is_demo,
        createdAt: row.created_at,
        keys: Keyring.unwrap(this.#masterKey, row.id, row.wrapped_key),
      })
    }
  }
}
