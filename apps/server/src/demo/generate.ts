/** Makes the demonstration, whole or not at all, and never on data that is not a demonstration's. */
import pg from 'pg'
import { Refusal } from '../commands/refusal.ts'
import { BrandRegistry } from '../platform/brands.ts'
import { openPool } from '../platform/db.ts'
import type { Runtime } from '../platform/runtime.ts'
import { inviteClients } from './clients.ts'
import { fillMemberFiles } from './member-files.ts'
import { DEMO_SLUG, foundShop } from './shop.ts'
import { liveThrough } from './year.ts'

const SEED = 20_260_101

/** How much of a shop is made; smaller in tests. */
export interface Size {
  members: number
  days: number
}

const FULL: Size = { members: 500, days: 365 }

/**
 * A year is thousands of bills, written by the verbs of every day but on connections of their own: no commit waits for the disk, as half a
 * demonstration is thrown away anyway, and a statement is planned once, not for each of the thousand times it is run. It is planned while
 * tables are empty, so it is told that they will not remain so.
 */
const HASTE = { synchronous_commit: 'off', plan_cache_mode: 'force_generic_plan', enable_seqscan: 'off' }
const HANDS = 4

/** Makes the demonstration unless it is there, whole. What an interrupted attempt left is removed first. @throws Refusal on real data */
export async function ensureDemo(runtime: Runtime, say: (line: string) => void, size: Size = FULL): Promise<void> {
  const client = new pg.Client({ connectionString: runtime.ownerUrl })
  await client.connect()
  try {
    if ((await claim(client)) === 'complete') return
    await wipe(client)
    const pool = openPool(runtime.ownerUrl, HANDS, undefined, HASTE)
    try {
      await generate({ ...runtime, pool, brands: new BrandRegistry(pool, runtime.config.masterKey, runtime.counter) }, say, size)
    } finally {
      await pool.end()
    }
    // Last of all: only now does it count as whole. This commit waits for the disk, and with it for all that went before.
    await client.query('update public.installation set demo_completed_at = now()')
  } finally {
    await client.end()
  }
}

/** @throws Refusal on a demonstration whose making was interrupted: half a shop must not pass as a whole one */
export async function refuseHalfDemo(runtime: Runtime): Promise<void> {
  const { rows } = await runtime.pool.query('select 1 from public.installation where is_demo and demo_completed_at is null')
  if (rows.length > 0) throw new Refusal('the demonstration in this folder was never finished. `npm run demo` makes it anew')
}

/** Marks fresh data as a demonstration's, or finds out that it is one. */
async function claim(client: pg.Client): Promise<'complete' | 'to do'> {
  const { rows } = await client.query<{ is_demo: boolean | null; is_complete: boolean; real_brands: string }>(`
    select (select is_demo from public.installation) as is_demo,
      coalesce((select demo_completed_at is not null from public.installation), false) as is_complete,
      (select count(*) from public.brand where not is_demo) as real_brands`)
  const state = rows[0]
  if (state?.is_demo === false || Number(state?.real_brands ?? 0) > 0) {
    throw new Refusal(
      'this data belongs to a real shop, and a demonstration never touches it. Give the demonstration its own folder: YUNBIN_DATA=./data-demo npm run demo',
    )
  }
  if (state?.is_demo && state.is_complete) return 'complete'
  await client.query('insert into public.installation (is_demo, created_at) values (true, now()) on conflict (id) do nothing')
  return 'to do'
}

async function wipe(client: pg.Client): Promise<void> {
  await client.query('begin')
  const { rows } = await client.query<{ schema_name: string }>(
    'delete from public.brand where is_demo and slug = $1 returning schema_name',
    [DEMO_SLUG],
  )
  for (const { schema_name: schema } of rows) {
    await client.query(`drop schema ${pg.escapeIdentifier(schema)} cascade`)
    await client.query('delete from public.migration where schema_name = $1', [schema])
  }
  await client.query('commit')
}

async function generate(runtime: Runtime, say: (line: string) => void, { members, days }: Size): Promise<void> {
  const started = performance.now()
  say(`making the demonstration: two stores, twelve people, ${members} members and a year of visits (about a minute) …`)
  const until = runtime.clock.now()
  const firstDay = until.toZonedDateTimeISO('Asia/Shanghai').toPlainDate().subtract({ days })
  const openedAt = firstDay.toZonedDateTime({ timeZone: 'Asia/Shanghai', plainTime: '08:00' }).toInstant()
  const shop = await foundShop(runtime, openedAt)
  const clients = inviteClients(SEED, members, shop.branches.length, days)
  const step = Math.ceil(days / 4)
  const visits = await liveThrough({ shop, clients, seed: SEED, firstDay, until }, (done, total) => {
    if (done % step === 0) say(`  day ${done} of ${total}`)
  })
  await fillMemberFiles({ shop, clients, seed: SEED, until })
  say(`made in ${Math.round((performance.now() - started) / 1000)} s: ${visits} visits`)
}
