/**
 * Mixed tickets over HTTP from 8 tills, everything on (sign-in, validation, abilities, idempotency, audit, hash chain, fsync), each
 * priced and then completed; against the very same SQL statements sent by a bare driver over 8 connections to an equal database.
 */
import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { Pool } from 'undici'
import { buildApp } from '../apps/server/src/app.ts'
import type { StatementCounter } from '../apps/server/src/platform/db.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { migrate } from '../apps/server/src/platform/migrate.ts'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'
import { type BenchShop, buildShop, cartFor, runtimeOver, TILLS, type Till } from './checkout-shop.ts'
import { type Bench, median, quantile } from './report.ts'

const ROUNDS = 7
const TICKETS_PER_TILL = 60
/** Sold before the clock starts, over HTTP and by the bare driver alike: code compiled, statements prepared, pages read. */
const WARM_UP_PER_TILL = 60

interface Statement {
  text: string
  values: readonly unknown[]
}

/** What one till sends: before the clock starts, and while it runs. */
interface TillScript {
  warmUp: Statement[]
  timed: Statement[]
}

export const checkoutBench: Bench = {
  name: 'checkout',
  about: `${TILLS} tills over HTTP against the same statements by a bare driver`,
  run: async (say) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-bench-'))
    const database = await startPostgres(folder)
    try {
      await migrate(database.url)
      const shop = await buildShop(database.url)
      return await measure(database.url, shop, say)
    } finally {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function measure(url: string, shop: BenchShop, say: (line: string) => void) {
  const scripts = await recordStatements(await cloneOf(url, 'recorded'), shop)
  const rates: number[] = []
  const ratios: number[] = []
  const latencies: number[] = []
  let roundTrips = 0
  for (let round = 0; round <= ROUNDS; round += 1) {
    const http = await overHttp(await cloneOf(url, 'http'), shop)
    const bareSeconds = await byBareDriver(await cloneOf(url, 'bare'), scripts)
    const tickets = TILLS * TICKETS_PER_TILL
    say(
      `round ${round}: ${(tickets / http.seconds).toFixed(0)} tickets/s over HTTP, ${(tickets / bareSeconds).toFixed(0)} bare${round === 0 ? ' (warm-up, not counted)' : ''}`,
    )
    if (round === 0) continue
    rates.push(tickets / http.seconds)
    ratios.push(bareSeconds / http.seconds)
    latencies.push(...http.latencies)
    roundTrips = http.statements / tickets
  }
  return [
    { metric: 'ratio', value: median(ratios), unit: 'of the bare driver', target: 'at least 0.6' },
    { metric: 'roundTripsPerTicket', value: roundTrips, unit: 'round trips', target: 'at most 14' },
    { metric: 'ticketsPerSecond', value: median(rates), unit: 'tickets/s' },
    { metric: 'p50Ms', value: quantile(latencies, 0.5), unit: 'ms' },
    { metric: 'p95Ms', value: quantile(latencies, 0.95), unit: 'ms' },
  ]
}

/** A fresh copy of the shop's database, so that every run starts from the same rows. */
async function cloneOf(url: string, name: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url.replace(/\/yunbin$/, '/postgres') })
  await admin.connect()
  await admin.query(`drop database if exists bench_${name} with (force)`)
  await admin.query(`create database bench_${name} template yunbin`)
  await admin.query('checkpoint')
  await admin.end()
  return url.replace(/\/yunbin$/, `/bench_${name}`)
}

/** Runs the tickets once in process, one till after the other, and keeps every statement of each till. */
async function recordStatements(url: string, shop: BenchShop): Promise<TillScript[]> {
  const all: TillScript[] = []
  for (const till of shop.tills) {
    const counter: StatementCounter & { log: Statement[] } = { count: 0, log: [] }
    const runtime = runtimeOver(url, counter)
    const app = await buildApp(runtime)
    const send = async (method: 'POST', target: string, headers: Record<string, string>, body: unknown) => {
      const answer = await app.inject({ method, url: target, headers, payload: body as object })
      return { status: answer.statusCode, body: answer.json() as Record<string, unknown> }
    }
    await send('POST', '/api/quotes', headersOf(till), cartFor(shop, till, 0))
    counter.log.length = 0
    for (let n = 0; n < WARM_UP_PER_TILL; n += 1) await sellOne(shop, till, n, send)
    const warmUp = counter.log.splice(0)
    for (let n = 0; n < TICKETS_PER_TILL; n += 1) await sellOne(shop, till, WARM_UP_PER_TILL + n, send)
    all.push({ warmUp, timed: counter.log })
    await app.close()
    await runtime.pool.end()
  }
  return all
}

type Send = (
  method: 'POST',
  target: string,
  headers: Record<string, string>,
  body: unknown,
) => Promise<{ status: number; body: Record<string, unknown> }>

function headersOf(till: Till): Record<string, string> {
  return { authorization: `Bearer ${till.token}`, 'content-type': 'application/json' }
}

/** One customer: price the cart, then complete it. */
async function sellOne(shop: BenchShop, till: Till, n: number, send: Send): Promise<void> {
  const cart = cartFor(shop, till, n)
  const quote = await send('POST', '/api/quotes', headersOf(till), cart)
  if (quote.status !== 200) throw new Error(`the quote was refused: ${JSON.stringify(quote.body)}`)
  const headers = { ...headersOf(till), 'idempotency-key': newId() }
  const sale = await send('POST', `/api/tickets/${newId()}/completion`, headers, { cart, quoteHash: quote.body.quoteHash })
  if (sale.status !== 201) throw new Error(`the sale was refused: ${JSON.stringify(sale.body)}`)
}

function forkServer(url: string): Promise<{ server: ChildProcess; port: number }> {
  const server = fork(path.join(import.meta.dirname, 'checkout-server.ts'), { env: { ...process.env, BENCH_DATABASE_URL: url } })
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.once('message', (message: { port: number }) => resolve({ server, port: message.port }))
  })
}

function ask(server: ChildProcess, question: string): Promise<{ count: number }> {
  return new Promise((resolve) => {
    server.once('message', resolve)
    server.send(question)
  })
}

async function overHttp(url: string, shop: BenchShop) {
  const { server, port } = await forkServer(url)
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: TILLS })
  const send: Send = async (method, target, headers, body) => {
    const answer = await pool.request({ method, path: target, headers, body: JSON.stringify(body) })
    return { status: answer.statusCode, body: (await answer.body.json()) as Record<string, unknown> }
  }
  const run = async (count: number, offset: number, latencies: number[]) =>
    Promise.all(
      shop.tills.map(async (till) => {
        for (let n = 0; n < count; n += 1) {
          const start = performance.now()
          await sellOne(shop, till, offset + n, send)
          latencies.push(performance.now() - start)
        }
      }),
    )
  await run(WARM_UP_PER_TILL, 0, [])
  const before = await ask(server, 'count')
  const latencies: number[] = []
  const start = performance.now()
  await run(TICKETS_PER_TILL, WARM_UP_PER_TILL, latencies)
  const seconds = (performance.now() - start) / 1000
  const after = await ask(server, 'count')
  await pool.close()
  await new Promise((resolve) => {
    server.once('exit', resolve)
    server.send('stop')
  })
  return { seconds, latencies, statements: after.count - before.count }
}

/** Sends the recorded statements again, prepared by text as the server does, till by till on a connection of its own. */
async function byBareDriver(url: string, scripts: readonly TillScript[]): Promise<number> {
  const clients = await Promise.all(
    scripts.map(async () => {
      const client = new pg.Client({ connectionString: url, options: '-c search_path=brand_bench' })
      await client.connect()
      return client
    }),
  )
  const names = new Map<string, string>()
  const nameOf = (text: string) => {
    if (!names.has(text)) names.set(text, `s${names.size}`)
    return names.get(text) ?? ''
  }
  const send = (part: keyof TillScript) =>
    Promise.all(
      clients.map(async (client, i) => {
        for (const { text, values } of scripts[i]?.[part] ?? []) {
          await client.query(values.length > 0 ? { name: nameOf(text), text, values: [...values] } : text)
        }
      }),
    )
  await send('warmUp')
  const start = performance.now()
  await send('timed')
  const seconds = (performance.now() - start) / 1000
  await Promise.all(clients.map((client) => client.end()))
  return seconds
}
