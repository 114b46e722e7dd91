/**
 * The search of the desk among ten thousand and among a million encrypted members: the verb in process over the embedded PostgreSQL as it
 * runs in a shop. Both brands stand in one database and are asked in turns, so that whatever else the machine does meets both.
 *
 * `YUNBIN_BENCH_FOLDER=…` keeps the database there and uses it again the next time.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { pinyin } from 'pinyin-pro'
import { Chance } from '../apps/server/src/demo/random.ts'
import { searchMembers } from '../apps/server/src/modules/members/index.ts'
import { openContact } from '../apps/server/src/modules/members/person.ts'
import { showPhone } from '../apps/server/src/modules/members/phone.ts'
import { type ReadCtx, system } from '../apps/server/src/platform/ctx.ts'
import { migrate } from '../apps/server/src/platform/migrate.ts'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'
import { type Runtime, readCtx } from '../apps/server/src/platform/runtime.ts'
import { runtimeOver } from './checkout-shop.ts'
import { loadMembers } from './member-search-load.ts'
import { COMMON_SURNAMES, surnameOf } from './member-search-people.ts'
import { type Bench, median, quantile, type Row } from './report.ts'

const SIZES = [
  { slug: 'small', label: '10k', count: 10_000 },
  { slug: 'large', label: '1m', count: 1_000_000 },
] as const
const ROUNDS = 7
const SEARCHES = 300
/** A character that no invented name has. */
const MISSING = '龘'
/** As many as the list under the desk's input shows. */
const LIMIT = 8

export const memberSearchBench: Bench = {
  name: 'member-search',
  about: 'search at the verb among 10 thousand and 1 million encrypted members; makes them first: minutes, 4 GB for a while',
  run: async (say) => {
    const kept = process.env.YUNBIN_BENCH_FOLDER
    const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'yunbin-members-'))
    mkdirSync(folder, { recursive: true })
    const database = await startPostgres(folder)
    try {
      const generationSeconds = await fill(folder, database.url, say)
      const rows = await measure(database.url, say)
      return [...rows, ...(await weigh(database.url)), ...generationSeconds]
    } finally {
      await database.stop()
      if (kept === undefined) rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Makes both brands unless the folder has them already. */
async function fill(folder: string, url: string, say: (line: string) => void): Promise<Row[]> {
  const done = path.join(folder, 'members-loaded')
  const start = performance.now()
  // A folder that was kept may be of an earlier version.
  await migrate(url)
  if (existsSync(done)) return []
  for (const { slug, count } of SIZES) await loadMembers(url, slug, count, say)
  writeFileSync(done, '')
  return [{ metric: 'generationSeconds', value: Math.round((performance.now() - start) / 1000), unit: 's', target: 'at most 480' }]
}

/** Somebody who is there, to be looked for. */
interface Known {
  name: string
  phone: string | null
  number: string
}

interface Search {
  q?: string
  tag?: string
}

const lettersOf = (text: string) => pinyin(text, { toneType: 'none', type: 'array', v: true, surname: 'head' })

/** What is typed at the desk, from one who is there; null where that member gives nothing to type. */
const KINDS: Record<string, (known: Known, tagId: string, chance: Chance) => Search | null> = {
  phone: ({ phone }) => (phone === null ? null : { q: showPhone(phone) }),
  lastFour: ({ phone }) => (phone === null ? null : { q: phone.slice(-4) }),
  fullName: ({ name }) => ({ q: name }),
  surname: (_known, _tagId, chance) => ({ q: chance.pick(COMMON_SURNAMES) }),
  givenName: ({ name }) => ({ q: name.slice(surnameOf(name).length) }),
  pinyinPrefix: ({ name }) => {
    const surname = surnameOf(name)
    return {
      q: lettersOf(name)
        .join('')
        .slice(0, lettersOf(surname).join('').length + 1),
    }
  },
  letter: ({ name }) => ({ q: lettersOf(name).join('').slice(0, 1) }),
  initials: ({ name }) => ({
    q: lettersOf(name)
      .map((syllable) => syllable.slice(0, 1))
      .join(''),
  }),
  number: ({ number }) => ({ q: number }),
  missingName: ({ name }) => ({ q: `${name}${MISSING}` }),
  tag: (_known, tagId) => ({ tag: tagId }),
  surnameAndTag: (_known, tagId, chance) => ({ q: chance.pick(COMMON_SURNAMES), tag: tagId }),
}

interface Side {
  label: string
  runtime: Runtime
  ctx: ReadCtx
  count: number
  tagIds: string[]
  chance: Chance
}

async function openSide(url: string, size: (typeof SIZES)[number]): Promise<Side> {
  const runtime = runtimeOver(url)
  const brand = await runtime.brands.bySlug(size.slug)
  if (!brand) throw new Error('the brand is missing')
  const ctx = readCtx(runtime, brand, system)
  const tags = await ctx.db.selectFrom('tag').select('id').execute()
  return { label: size.label, runtime, ctx, count: size.count, tagIds: tags.map((t) => t.id), chance: new Chance(Date.now() % 1_000_000) }
}

/** As many searches of each kind as asked for, each from another member taken at random. */
async function searchesFor(side: Side, many: number): Promise<Record<string, Search[]>> {
  const searches: Record<string, Search[]> = {}
  for (const [kind, searchOf] of Object.entries(KINDS)) {
    const memberNos = Array.from({ length: many * 2 }, () => side.chance.int(1, side.count))
    const { rows } = await sql<{ id: string; number: string; person_key: Buffer; contact_enc: Buffer }>`
      select id, number, person_key, contact_enc from member where member_no = any(${memberNos}::bigint[]) order by random()`.execute(
      side.ctx.db,
    )
    const made = rows.map((row) => {
      const { name, phone } = openContact(side.ctx.brand, row)
      return searchOf({ name: name ?? '', phone, number: row.number }, side.chance.pick(side.tagIds), side.chance)
    })
    searches[kind] = made.filter((search) => search !== null).slice(0, many)
  }
  return searches
}

async function timed(side: Side, search: Search): Promise<number> {
  const start = performance.now()
  const page = await searchMembers(side.ctx, { ...search, limit: LIMIT })
  const ms = performance.now() - start
  // A tag may be one that nobody of that surname carries; everything else was taken from somebody who is there.
  const isExpected = search.tag !== undefined || page.items.length > 0 !== search.q?.endsWith(MISSING)
  if (!isExpected) throw new Error(`the search for ${JSON.stringify(search)} found ${page.items.length}`)
  return ms
}

type Times = Record<string, Record<string, number[]>>

async function measure(url: string, say: (line: string) => void): Promise<Row[]> {
  const sides = await Promise.all(SIZES.map((size) => openSide(url, size)))
  const p95s: Times = Object.fromEntries(Object.keys(KINDS).map((kind) => [kind, Object.fromEntries(sides.map((s) => [s.label, []]))]))
  say(`load average before: ${loadavg()[0]?.toFixed(2)}`)
  for (let round = 0; round <= ROUNDS; round += 1) {
    const times = await runRound(sides)
    if (round === 0) continue
    for (const kind of Object.keys(KINDS)) {
      for (const { label } of sides) p95s[kind]?.[label]?.push(quantile(times[kind]?.[label] ?? [], 0.95))
    }
  }
  say(`load average after: ${loadavg()[0]?.toFixed(2)}`)
  await Promise.all(sides.map((side) => side.runtime.pool.end()))
  return report(p95s)
}

/** Every kind among both brands, one search here, one there. */
async function runRound(sides: readonly Side[]): Promise<Times> {
  const searches = await Promise.all(sides.map((side) => searchesFor(side, SEARCHES)))
  const times: Times = {}
  for (const kind of Object.keys(KINDS)) {
    times[kind] = Object.fromEntries(sides.map((s) => [s.label, []]))
    for (let n = 0; n < SEARCHES; n += 1) {
      for (const [i, side] of sides.entries()) {
        const search = searches[i]?.[kind]?.[n]
        if (search) times[kind]?.[side.label]?.push(await timed(side, search))
      }
    }
  }
  return times
}

function report(p95s: Times): Row[] {
  const kinds = Object.entries(p95s).map(([kind, bySize]) => ({
    kind,
    small: median(bySize[SIZES[0].label] ?? []),
    large: median(bySize[SIZES[1].label] ?? []),
  }))
  return [
    { metric: 'worstGrowth', value: Math.max(...kinds.map((k) => k.large / k.small)), unit: 'times', target: 'at most 2' },
    { metric: 'worstP95Ms', value: Math.max(...kinds.map((k) => k.large)), unit: 'ms', target: 'at most 20' },
    ...kinds.flatMap(({ kind, small, large }) => [
      { metric: `${kind}P95Ms.${SIZES[0].label}`, value: small, unit: 'ms' },
      { metric: `${kind}P95Ms.${SIZES[1].label}`, value: large, unit: `ms, ${(large / small).toFixed(2)} times` },
    ]),
  ]
}

/** What the large brand's tables weigh, indexes included. */
async function weigh(url: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url, options: '-c search_path=brand_large' })
  await client.connect()
  const { rows } = await client.query<Record<string, string>>(
    `select pg_table_size('member') / 1048576 as "memberTableMb", pg_indexes_size('member') / 1048576 as "memberIndexesMb",
       pg_table_size('member_token') / 1048576 as "tokenTableMb", pg_indexes_size('member_token') / 1048576 as "tokenIndexesMb",
       pg_database_size(current_database()) / 1048576 as "databaseMb",
       (select sum(size) from pg_ls_waldir()) / 1048576 as "walMb"`,
  )
  const tokens = await client.query<{ tokens: string }>(
    `select reltuples::bigint as tokens from pg_class where oid = 'member_token'::regclass`,
  )
  await client.end()
  const perMember = Number(tokens.rows[0]?.tokens) / SIZES[1].count
  return [
    { metric: 'tokensPerMember', value: perMember, unit: 'rows' },
    ...Object.entries(rows[0] ?? {}).map(([metric, mb]) => ({ metric, value: Math.round(Number(mb)), unit: 'MB' })),
  ]
}
