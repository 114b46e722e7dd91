/**
 * Applies the SQL files of `migrations/public` once and of `migrations/brand` to every brand's schema, in order of their names,
 * each in a transaction of its own, under one advisory lock. Forward only; a file that changed after it was applied is refused.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'
import { APP_ROLE } from './brands.ts'
import { Keyring } from './crypto.ts'
import type { Brand } from './ctx.ts'
import { newId } from './ids.ts'

const MIGRATIONS = path.resolve(import.meta.dirname, '../../migrations')
const LOCK = 7_256_001
const quietWorkerLog = new Logger(() => () => undefined)

/** Tables whose rows, once written, are never changed or removed: the brand's role has no right to. */
const APPEND_ONLY = [
  'audit_entry',
  'wallet_transaction',
  'movement',
  'ticket_line',
  'line_adjustment',
  'tender',
  'allocation',
  'staff_share',
  'refund',
  'refund_line',
  'refund_tender',
  'refund_allocation',
  'refund_share',
  'ticket_companion',
  'exchange',
  'deposit_movement',
  'receivable_movement',
  'terms',
  'terms_acceptance',
  'consent_text',
  'consent',
  'member_note',
  'refund_rule_set',
  'interest_rate',
  'prepaid_worksheet',
  'bank_payout',
  'prepaid_refund_line',
  'prepaid_refund_lot',
  'price_book',
  'price',
  'print_event',
  'drawer_opening',
  'cash_movement',
  'drawer_count',
  'shift_report',
  'audit_seal',
  'card_event',
  'transfer',
  'transfer_line',
  'settlement_month',
  'settlement_entry',
  'settlement_statement',
]

interface MigrationFile {
  name: string
  text: string
  checksum: string
}

function filesOf(scope: 'public' | 'brand'): MigrationFile[] {
  const folder = path.join(MIGRATIONS, scope)
  return readdirSync(folder)
    .filter((f) => f.endsWith('.sql'))
    .sort()
    .map((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}

async function applyAll(client: pg.Client, schema: string, files: readonly MigrationFile[]): Promise<number> {
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from public.migration where schema_name = $1',
    [schema],
  )
  const applied = new Map(rows.map((r) => [r.name, r.checksum]))
  let count = 0
  for (const file of files) {
    const known = applied.get(file.name)
    if (known === file.checksum) continue
    if (known !== undefined) throw new Error(`migration ${file.name} of schema ${schema} was changed after it had been applied`)
    await client.query('begin')
    try {
      await client.query(`set local search_path to ${pg.escapeIdentifier(schema)}; set local lock_timeout to '5s'`)
      await client.query(file.text)
      await client.query('insert into public.migration (schema_name, name, checksum, applied_at) values ($1, $2, $3, now())', [
        schema,
        file.name,
        file.checksum,
      ])
      await client.query('commit')
    } catch (error) {
      await client.query('rollback')
      throw new Error(`migration ${file.name} of schema ${schema}: ${(error as Error).message}`, { cause: error })
    }
    count += 1
  }
  return count
}

/** Makes the tables that record migrations, and the role under which the registry of brands is read. */
async function prepare(client: pg.Client): Promise<void> {
  await client.query(`
    create table if not exists public.migration (
      schema_name text not null, name text not null, checksum text not null, applied_at timestamptz not null,
      primary key (schema_name, name));
    revoke all on schema public from public`)
  await ensureRole(client, APP_ROLE)
}

async function ensureRole(client: pg.Client, role: string): Promise<void> {
  const { rows } = await client.query('select 1 from pg_roles where rolname = $1', [role])
  const id = pg.escapeIdentifier(role)
  if (rows.length === 0) await client.query(`create role ${id} nologin`)
  await client.query(`grant ${id} to current_user; grant usage on schema public to ${id}`)
}

/** What a brand's role may do in its own schema: all rows, except that what is append-only stays as written. */
async function grantBrand(client: pg.Client, schema: string, role: string): Promise<void> {
  const s = pg.escapeIdentifier(schema)
  const r = pg.escapeIdentifier(role)
  await client.query(`
    grant usage on schema ${s} to ${r};
    grant select, insert, update, delete on all tables in schema ${s} to ${r};
    grant usage on all sequences in schema ${s} to ${r};
    revoke update, delete on ${APPEND_ONLY.map((t) => `${s}.${pg.escapeIdentifier(t)}`).join(', ')} from ${r};
    grant execute on function public.yunbin_enqueue(text, jsonb) to ${r}`)
}

async function withLock<T>(ownerUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'yunbin migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await prepare(client)
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Brings the public schema and every brand up to date. Returns how many files were applied. */
export async function migrate(ownerUrl: string): Promise<number> {
  await runMigrations({ connectionString: ownerUrl, logger: quietWorkerLog })
  return withLock(ownerUrl, async (client) => {
    let count = await applyAll(client, 'public', filesOf('public'))
    await client.query(`grant select on public.brand, public.installation to ${APP_ROLE}`)
    const { rows } = await client.query<{ schema_name: string; role_name: string }>('select schema_name, role_name from public.brand')
    for (const brand of rows) {
      const applied = await applyAll(client, brand.schema_name, filesOf('brand'))
      if (applied > 0) await grantBrand(client, brand.schema_name, brand.role_name)
      count += applied
    }
    return count
  })
}

export interface NewBrand {
  slug: string
  name: string
  trade: string
  isDemo: boolean
  masterKey: Buffer
  now: Temporal.Instant
  /** Refuses with BrandExists when there is any brand already: looked at under the lock, so that two cannot both be first. */
  isFirst?: boolean
  /** Fills the new tables before the brand is registered. When it fails there is no brand. */
  fill?: (brand: Brand) => Promise<void>
}

/** There is a brand already, of that name or, where the first one is asked for, of any. */
export class BrandExists extends Error {}

/**
 * Founds a brand: its schema, role, data key and tables, and what `fill` puts there. The registry row is written last, so that a brand is
 * either whole or absent.
 * @returns the id of the brand
 * @throws BrandExists
 */
export function createBrand(ownerUrl: string, input: NewBrand): Promise<string> {
  return withLock(ownerUrl, async (client) => {
    const id = newId()
    const schema = `brand_${input.slug}`
    const role = `yunbin_brand_${input.slug}`
    const { rows } = await client.query('select 1 from public.brand where slug = $1 or $2', [input.slug, input.isFirst ?? false])
    if (rows.length > 0) throw new BrandExists(`there is a brand ${input.isFirst ? '' : `${input.slug} `}already`)
    // What an interrupted founding left behind: never registered, so nobody has used it.
    await client.query(
      `drop schema if exists ${pg.escapeIdentifier(schema)} cascade; delete from public.migration where schema_name = ${pg.escapeLiteral(schema)}`,
    )
    await client.query(`create schema ${pg.escapeIdentifier(schema)}`)
    await ensureRole(client, role)
    await applyAll(client, schema, filesOf('brand'))
    await grantBrand(client, schema, role)
    const wrapped = Keyring.wrapNew(input.masterKey, id)
    const { slug, name, trade, isDemo, now } = input
    await input.fill?.({ id, slug, name, trade, schema, role, isDemo, createdAt: now, keys: Keyring.unwrap(input.masterKey, id, wrapped) })
    await client.query(
      `with first as (
         insert into public.installation (is_demo, created_at) values ($8, $9) on conflict do nothing
       )
       insert into public.brand (id, slug, schema_name, role_name, name, trade, wrapped_key, is_demo, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, slug, schema, role, name, trade, wrapped, isDemo, now.toString()],
    )
    return id
  })
}
