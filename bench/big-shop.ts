/**
 * A chain with a history of millions of lines, invented inside the database by sets: founded by the verbs, filled without indexes, indexed
 * afterwards. Everything agrees with everything, as `yunbin verify` would have it.
 */
import pg from 'pg'
import { seedLevels } from '../apps/server/src/modules/members/index.ts'
import { createStore } from '../apps/server/src/modules/settings/index.ts'
import { system } from '../apps/server/src/platform/ctx.ts'
import { createBrand } from '../apps/server/src/platform/migrate.ts'
import { write } from '../apps/server/src/platform/runtime.ts'
import { bills, helpers, lines, people, type ShopSize } from './big-shop-bills.ts'
import { allocations, documents, owed, refunds, workings } from './big-shop-books.ts'
import { wallets } from './big-shop-wallet.ts'
import { MASTER_KEY, runtimeOver } from './checkout-shop.ts'
import { stopwatch } from './report.ts'

/** Tables are filled, and indexes built, by so many connections at once. */
const HANDS = 2

const SETTINGS = {
  synchronous_commit: 'off',
  maintenance_work_mem: '1GB',
  work_mem: '512MB',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
}

/** The tables that are filled; of the others only the foreign keys are touched. */
const FILLED = [
  ...['member', 'ticket', 'ticket_line', 'line_adjustment', 'tender', 'allocation', 'staff_share', 'approval', 'document_counter'],
  ...['refund', 'refund_line', 'refund_tender', 'refund_allocation', 'refund_share', 'wallet', 'lot', 'wallet_transaction', 'movement'],
  ...['deposit', 'deposit_movement', 'credit_account', 'receivable', 'receivable_movement'],
]

/** Founds the brand `slug` and gives it its history. */
export async function makeBigShop(
  url: string,
  slug: string,
  size: ShopSize,
  say: (line: string) => void,
): Promise<{ lines: number; movements: number }> {
  await found(url, slug, size)
  const open = () => connect(url, slug)
  const owner = await open()
  const since = stopwatch()
  const restore = await strip(owner)
  for (const statement of [...helpers(size), ...people(size), ...bills(size), ...lines, ...workings]) await owner.query(statement)
  await sideBySide(open, [
    [...documents, ...owed, ...refunds],
    [...allocations, ...wallets],
  ])
  await owner.query('drop schema gen cascade')
  const counts = await count(owner)
  const text = (what: string) => (counts[what] ?? 0).toLocaleString('en')
  say(`${text('ticket_line')} lines on ${text('ticket')} bills, ${text('movement')} movements of ${text('lot')} lots: ${since()} s`)
  await sideBySide(
    open,
    restore.keys.map((statement) => [statement]),
  )
  for (const statement of restore.foreign) await owner.query(statement)
  say(`  indexes and constraints: ${since()} s`)
  // What autovacuum does within minutes of such a load: reports read indexes only where rows are known to be visible.
  await sideBySide(
    open,
    FILLED.map((table) => [`vacuum (analyze) ${table}`]),
  )
  await owner.query('checkpoint')
  await owner.end()
  say(`  vacuum and statistics: ${since()} s`)
  return { lines: counts.ticket_line ?? 0, movements: counts.movement ?? 0 }
}

async function found(url: string, slug: string, size: ShopSize): Promise<void> {
  const runtime = runtimeOver(url)
  runtime.clock.setTo(Temporal.Instant.from(`${size.firstDay}T00:00:00Z`))
  await createBrand(url, { slug, name: '测速', trade: 'hair', isDemo: false, masterKey: MASTER_KEY, now: runtime.clock.now() })
  const brand = await runtime.brands.bySlug(slug)
  if (!brand) throw new Error('the brand is missing')
  for (let n = 1; n <= size.stores; n += 1) {
    const store = { code: `S${String(n).padStart(2, '0')}`, name: `${n}店` }
    await write(runtime, brand, system, (ctx) => createStore(ctx, store))
  }
  await write(runtime, brand, system, (ctx) => seedLevels(ctx))
  await runtime.pool.end()
}

async function connect(url: string, slug: string): Promise<pg.Client> {
  const settings = Object.entries({ ...SETTINGS, search_path: `brand_${slug}` }).map(([name, value]) => `-c ${name}=${value}`)
  const client = new pg.Client({ connectionString: url, options: settings.join(' ') })
  await client.connect()
  return client
}

/** Rows of statements; each row in its order, so many rows at once as there are hands. */
async function sideBySide(open: () => Promise<pg.Client>, rows: readonly (readonly string[])[]): Promise<void> {
  const left = [...rows]
  const work = async () => {
    const client = await open()
    try {
      for (let row = left.shift(); row !== undefined; row = left.shift()) {
        for (const statement of row) await client.query(statement)
      }
    } finally {
      await client.end()
    }
  }
  await Promise.all(Array.from({ length: HANDS }, work))
}

async function count(owner: pg.Client): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const table of ['ticket_line', 'ticket', 'movement', 'lot']) {
    const { rows } = await owner.query<{ n: string }>(`select count(*) as n from ${table}`)
    counts[table] = Number(rows[0]?.n)
  }
  return counts
}

/** Takes keys and indexes off the tables to be filled, foreign keys and logging off all. @returns the statements that put them back */
async function strip(owner: pg.Client): Promise<{ keys: string[]; foreign: string[] }> {
  const here = 'current_schema()::regnamespace'
  const { rows: constraints } = await owner.query<{ name: string; on: string; kind: string; definition: string }>(
    `select conname as name, conrelid::regclass::text as on, contype as kind, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype in ('p', 'u', 'f') and connamespace = ${here} order by conrelid::regclass::text, conname`,
  )
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
    [FILLED],
  )
  const { rows: tables } = await owner.query<{ name: string }>(
    `select oid::regclass::text as name from pg_class where relkind = 'r' and relnamespace = ${here}`,
  )
  const foreign = constraints.filter((c) => c.kind === 'f')
  const keys = constraints.filter((c) => c.kind !== 'f' && FILLED.includes(c.on))
  const drop = (c: (typeof constraints)[number]) => `alter table ${c.on} drop constraint ${c.name}`
  const add = (c: (typeof constraints)[number]) => `alter table ${c.on} add constraint ${c.name} ${c.definition}`
  for (const c of [...foreign, ...keys]) await owner.query(drop(c))
  for (const i of indexes) await owner.query(`drop index ${i.name}`)
  for (const t of tables) await owner.query(`alter table ${t.name} set unlogged`)
  // Rows that were made by sets are not looked up one by one; the planner knows of the keys all the same.
  return { keys: [...keys.map(add), ...indexes.map((i) => i.definition)], foreign: foreign.map((c) => `${add(c)} not valid`) }
}
