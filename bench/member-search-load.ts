/** A brand with any number of encrypted members: founded by the verbs, filled by COPY in two threads, indexed afterwards. */
import path from 'node:path'
import { Worker } from 'node:worker_threads'
import pg from 'pg'
import { createTag } from '../apps/server/src/modules/members/create-tag.ts'
import { listLevels, seedLevels } from '../apps/server/src/modules/members/index.ts'
import { createStore } from '../apps/server/src/modules/settings/index.ts'
import { system } from '../apps/server/src/platform/ctx.ts'
import { createBrand } from '../apps/server/src/platform/migrate.ts'
import { readCtx, write } from '../apps/server/src/platform/runtime.ts'
import { Clock } from '../apps/server/src/platform/time.ts'
import { MASTER_KEY, runtimeOver } from './checkout-shop.ts'
import { TAGS } from './member-search-people.ts'
import type { Share } from './member-search-worker.ts'
import { stopwatch } from './report.ts'

const THREADS = 2
const STORES = 5
const TABLES = ['member', 'member_token', 'member_tag']

/** Founds the brand and gives it `count` members, numbered from 1. */
export async function loadMembers(url: string, slug: string, count: number, say: (line: string) => void): Promise<void> {
  const shop = await found(url, slug)
  const owner = new pg.Client({ connectionString: url, options: `-c search_path=brand_${slug}` })
  await owner.connect()
  const since = stopwatch()
  const restore = await withoutIndexes(owner)
  await Promise.all(
    Array.from({ length: THREADS }, (_, i) => {
      const from = Math.floor((count * i) / THREADS) + 1
      const to = Math.floor((count * (i + 1)) / THREADS)
      return runThread({ url, slug, from, to, ...shop })
    }),
  )
  say(`${count.toLocaleString('en')} members sealed, tokenised and copied: ${since()} s`)
  await owner.query("set maintenance_work_mem = '1GB'")
  for (const statement of restore) await owner.query(statement)
  await owner.query(`select setval(pg_get_serial_sequence('member', 'member_no'), ${count})`)
  say(`  indexes and constraints: ${since()} s`)
  // What autovacuum does within minutes of such a load: the searches read indexes only where rows are known to be visible.
  await owner.query(`vacuum (analyze) ${TABLES.join(', ')}`)
  say(`  vacuum and statistics: ${since()} s`)
  await owner.query('checkpoint')
  await owner.end()
}

async function found(url: string, slug: string): Promise<Pick<Share, 'storeIds' | 'levelIds' | 'tagIds'>> {
  await createBrand(url, { slug, name: '测速', trade: 'hair', isDemo: false, masterKey: MASTER_KEY, now: new Clock().now() })
  const runtime = runtimeOver(url)
  const brand = await runtime.brands.bySlug(slug)
  if (!brand) throw new Error('the brand is missing')
  const made = <T>(run: Parameters<typeof write<T>>[3]) => write(runtime, brand, system, run).then((o) => o.result)
  const storeIds: string[] = []
  for (let n = 1; n <= STORES; n += 1) storeIds.push((await made((ctx) => createStore(ctx, { code: `S${n}`, name: `${n}店` }))).id)
  await made((ctx) => seedLevels(ctx))
  const levels = await listLevels(readCtx(runtime, brand, system))
  const tagIds: string[] = []
  for (const { name } of TAGS) tagIds.push((await made((ctx) => createTag(ctx, { name }))).id)
  await runtime.pool.end()
  return { storeIds, levelIds: levels.items.map((level) => level.id), tagIds }
}

/** Takes constraints and indexes off the tables to be filled. @returns the statements that put them back, in order */
async function withoutIndexes(owner: pg.Client): Promise<string[]> {
  const { rows: constraints } = await owner.query<{ name: string; on: string; kind: string; definition: string }>(
    `select conname as name, conrelid::regclass::text as on, contype as kind, pg_get_constraintdef(oid) as definition from pg_constraint
     where contype in ('p', 'u', 'f') and (conrelid = any($1::regclass[]) or (contype = 'f' and confrelid = any($1::regclass[])))
     order by contype = 'f', conname`,
    [TABLES],
  )
  const { rows: indexes } = await owner.query<{ name: string; definition: string }>(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) as definition from pg_index
     where indrelid = any($1::regclass[]) and not exists (select 1 from pg_constraint where conindid = indexrelid)`,
    [TABLES],
  )
  // Foreign keys stand last, so they go first and come back last.
  for (const c of constraints.toReversed()) await owner.query(`alter table ${c.on} drop constraint ${c.name}`)
  for (const i of indexes) await owner.query(`drop index ${i.name}`)
  const add = (c: (typeof constraints)[number]) => `alter table ${c.on} add constraint ${c.name} ${c.definition}`
  const isForeign = (c: (typeof constraints)[number]) => c.kind === 'f'
  return [
    ...constraints.filter((c) => !isForeign(c)).map(add),
    ...indexes.map((i) => i.definition),
    ...constraints.filter(isForeign).map(add),
  ]
}

function runThread(share: Share): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(path.join(import.meta.dirname, 'member-search-worker.ts'), { workerData: share })
    worker.once('error', reject)
    worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`a thread of the generator ended with ${code}`))))
  })
}
