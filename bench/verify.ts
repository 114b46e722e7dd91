/**
 * `yunbin verify` over a million movements of wallets and the bills they belong to: the very proof the command runs. Books that agree must give
 * no finding, and then three of them are tampered with and every one must be named.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { migrate } from '../apps/server/src/platform/migrate.ts'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'
import { type Proof, proveBooks } from '../apps/server/src/workflows/prove/index.ts'
import { makeBigShop } from './big-shop.ts'
import type { ShopSize } from './big-shop-bills.ts'
import { runtimeOver } from './checkout-shop.ts'
import type { Bench, Row } from './report.ts'

const SLUG = 'books'
const SIZE: ShopSize = { stores: 6, days: 1_095, firstDay: '2023-07-02', begun: 500_000, members: 24_000 }
const LOOK_MS = 20

export const verifyBench: Bench = {
  name: 'verify',
  about: 'yunbin verify over a million movements and their bills; makes them first: minutes, 4 GB for a while',
  run: async (say) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-verify-'))
    const database = await startPostgres(folder)
    try {
      await migrate(database.url)
      const { lines } = await makeBigShop(database.url, SLUG, SIZE, say)
      return await measure(database.url, lines, say)
    } finally {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function measure(url: string, lines: number, say: (line: string) => void): Promise<Row[]> {
  const { proof, seconds, peakRssMb } = await timed(url)
  if (proof.findings.length > 0) throw new Error(`the books do not agree: ${JSON.stringify(proof.findings[0])}`)
  say(`${proof.movements.toLocaleString('en')} movements and ${lines.toLocaleString('en')} lines agree`)
  const damaged = await tamper(url)
  const after = await timed(url)
  const missed = damaged.filter(({ check, id }) => !after.proof.findings.some((f) => f.check === check && f.id === id))
  if (missed.length > 0) throw new Error(`not found: ${JSON.stringify(missed)}`)
  say(`found: ${after.proof.findings.map((f) => f.check).join(', ')}`)
  return [
    {
      metric: 'movementsPerSecond',
      value: Math.round(proof.movements / seconds),
      unit: 'movements/s, everything that belongs to them proved too',
    },
    { metric: 'movements', value: proof.movements, unit: 'movements' },
    { metric: 'lines', value: lines, unit: 'lines of bills' },
    { metric: 'seconds', value: seconds, unit: 's' },
    { metric: 'findings', value: proof.findings.length, unit: 'findings', target: 'none' },
    { metric: 'tamperedFound', value: damaged.length - missed.length, unit: `of ${damaged.length}` },
    { metric: 'peakRssMb', value: Math.round(peakRssMb), unit: 'MB of the process, without the database' },
  ]
}

async function timed(url: string): Promise<{ proof: Proof; seconds: number; peakRssMb: number }> {
  const runtime = runtimeOver(url)
  let peak = 0
  const look = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss())
  }, LOOK_MS)
  const start = performance.now()
  try {
    const [proof] = await proveBooks(runtime)
    if (!proof) throw new Error('nothing was proved')
    return { proof, seconds: (performance.now() - start) / 1000, peakRssMb: peak / 1_048_576 }
  } finally {
    clearInterval(look)
    await runtime.pool.end()
  }
}

/** One fen slipped into a movement, one transaction moved to another day, one lot with a session more than it ever had moved. */
async function tamper(url: string): Promise<{ check: string; id: string }[]> {
  const owner = new pg.Client({ connectionString: url, options: `-c search_path=brand_${SLUG}` })
  await owner.connect()
  const one = async (statement: string) => (await owner.query<{ id: string }>(statement)).rows[0]?.id ?? ''
  const damaged = [
    {
      check: 'chain_unbroken',
      id: await one(`update movement set value_fen = value_fen - 1 where (transaction_id, ordinal) = (
        select t.id, 0 from wallet_transaction t where t.reason = 'spend' order by t.hash limit 1) returning transaction_id as id`),
    },
    {
      check: 'chain_unbroken',
      id: await one(`update wallet_transaction set business_day = business_day - 1 where id = (
        select id from wallet_transaction where reason = 'top_up' order by hash desc limit 1) returning id`),
    },
    {
      check: 'lot_equals_movements',
      id: await one(`update lot set remaining = remaining + 1 where id = (
        select id from lot where unit = 'session' and remaining between 1 and 9 order by id limit 1) returning id`),
    },
  ]
  await owner.end()
  return damaged
}
