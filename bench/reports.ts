/**
 * Every report of the house, over half a million and over five million lines: the functions behind the HTTP routes, over the embedded
 * PostgreSQL as it runs in a shop. The large chain has twice the stores and five times the years of the small one, so that a store's day is
 * the same day in both. Both stand in one database and are asked in turns, so that whatever else the machine does meets both.
 *
 * `YUNBIN_BENCH_FOLDER=…` keeps the database there and uses it again the next time.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import path from 'node:path'
import { sql } from 'kysely'
import { migrate } from '../apps/server/src/platform/migrate.ts'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'
import { makeBigShop } from './big-shop.ts'
import type { ShopSize } from './big-shop-bills.ts'
import { type Bench, median, quantile, type Row } from './report.ts'
import { chainQuestions, monthQuestions, openSide, type Question, questions, type Side } from './reports-asked.ts'

const LAST_DAY = '2026-06-30'
const SIZES: (Omit<ShopSize, 'firstDay'> & { slug: string; label: string })[] = [
  { slug: 'small', label: '500k', stores: 10, days: 730, begun: 174_000, members: 9_000 },
  { slug: 'large', label: '5m', stores: 20, days: 3_650, begun: 1_700_000, members: 86_000 },
]
/** Connections prepare a statement's plan anew five times before they may keep one, so the first are not counted. */
const WARM = 7
const ASKED = 31
const MONTHS_ASKED = 5

export const reportsBench: Bench = {
  name: 'reports',
  about: 'every report over 0.5 and 5 million ticket lines; makes them first: minutes, 12 GB for a while',
  run: async (say) => {
    const kept = process.env.YUNBIN_BENCH_FOLDER
    const folder = kept ?? mkdtempSync(path.join(tmpdir(), 'yunbin-reports-'))
    mkdirSync(folder, { recursive: true })
    const database = await startPostgres(folder)
    try {
      const generation = await fill(folder, database.url, say)
      return [...(await measure(database.url, say)), ...generation]
    } finally {
      await database.stop()
      if (kept === undefined) rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Makes both chains unless the folder has them already. */
async function fill(folder: string, url: string, say: (line: string) => void): Promise<Row[]> {
  const done = path.join(folder, 'reports-loaded')
  const start = performance.now()
  // A folder that was kept may be of an earlier version.
  await migrate(url)
  if (existsSync(done)) return []
  for (const { slug, ...size } of SIZES) {
    const firstDay = Temporal.PlainDate.from(LAST_DAY)
      .subtract({ days: size.days - 1 })
      .toString()
    await makeBigShop(url, slug, { ...size, firstDay }, say)
  }
  writeFileSync(done, '')
  return [{ metric: 'generationSeconds', value: Math.round((performance.now() - start) / 1000), unit: 's' }]
}

type Times = Map<string, Map<string, number[]>>

async function measure(url: string, say: (line: string) => void): Promise<Row[]> {
  const sides: Side[] = []
  for (const { slug, label } of SIZES) sides.push(await openSide(url, slug, label, LAST_DAY))
  say(`load average before: ${loadavg()[0]?.toFixed(2)}`)
  const daily = await ask(sides, questions, WARM, ASKED)
  const chain = await ask(sides, chainQuestions, WARM, ASKED)
  const monthly = await ask(sides, monthQuestions, 1, MONTHS_ASKED)
  say(`load average after: ${loadavg()[0]?.toFixed(2)}`)
  const open = await Promise.all(sides.map(openLots))
  await Promise.all(sides.map((side) => side.runtime.pool.end()))
  return [...worst(daily, chain), ...open, ...each(daily), ...each(chain), ...each(monthly)]
}

/** Every question so many times, one here, one there. */
async function ask(sides: readonly Side[], asked: Record<string, Question>, warm: number, many: number): Promise<Times> {
  const times: Times = new Map()
  for (const [name, question] of Object.entries(asked)) {
    const here = new Map(sides.map((side) => [side.label, [] as number[]]))
    times.set(name, here)
    for (let n = -warm; n < many; n += 1) {
      for (const side of sides) {
        const run = await question(side, n + warm)
        const start = performance.now()
        await run()
        if (n >= 0) here.get(side.label)?.push(performance.now() - start)
      }
    }
  }
  return times
}

const [SMALL = '', LARGE = ''] = SIZES.map((size) => size.label)
const of = (times: Map<string, number[]>, label: string) => times.get(label) ?? []
const growth = (times: Map<string, number[]>) => median(of(times, LARGE)) / median(of(times, SMALL))

/** The figures everything is held to. What a chain owes is read from its open lots, so it may grow as they do. */
function worst(daily: Times, chain: Times): Row[] {
  const figures = (times: Times) => [...times].map(([name, t]) => ({ name, p95: quantile(of(t, LARGE), 0.95), growth: growth(t) }))
  const slowest = [...figures(daily), ...figures(chain)].reduce((a, b) => (b.p95 > a.p95 ? b : a))
  const steepest = figures(daily).reduce((a, b) => (b.growth > a.growth ? b : a))
  return [
    { metric: 'worstMs', value: slowest.p95, unit: `ms, p95 of ${slowest.name}`, target: 'at most 300' },
    { metric: 'worstGrowth', value: steepest.growth, unit: `times, median of ${steepest.name}`, target: 'at most 3' },
    ...figures(chain).map(({ name, growth }) => ({
      metric: `${name}Growth`,
      value: growth,
      unit: 'times, median',
      target: 'as open lots do',
    })),
  ]
}

async function openLots({ label, ctx }: Side): Promise<Row> {
  const { rows } = await sql<{ open: number }>`select count(*) as open from lot where remaining > 0`.execute(ctx.db)
  return { metric: `openLots.${label}`, value: rows[0]?.open ?? 0, unit: 'lots' }
}

function each(times: Times): Row[] {
  return [...times].flatMap(([name, t]) =>
    [SMALL, LARGE].map((label) => {
      const times = label === LARGE ? `, ${growth(t).toFixed(2)} times` : ''
      return {
        metric: `${name}P95Ms.${label}`,
        value: quantile(of(t, label), 0.95),
        unit: `ms, median ${median(of(t, label)).toFixed(1)}${times}`,
      }
    }),
  )
}
