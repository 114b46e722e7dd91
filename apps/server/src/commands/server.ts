/** A whole running server: database, rooms, jobs, HTTP. Every command that needs one opens it here. */
import { createServer } from 'node:net'
import pg from 'pg'
import pino from 'pino'
import { buildApp } from '../app.ts'
import { jobsOf } from '../jobs.ts'
import { authenticate } from '../modules/access/index.ts'
import { BrandRegistry } from '../platform/brands.ts'
import { type Config, readConfig } from '../platform/config.ts'
import { openPool } from '../platform/db.ts'
import { startJobs } from '../platform/jobs.ts'
import { migrate } from '../platform/migrate.ts'
import { startPostgres } from '../platform/postgres.ts'
import type { Runtime } from '../platform/runtime.ts'
import { Clock } from '../platform/time.ts'
import { resumeAllPrinting } from '../workflows/print-document/index.ts'
import { Refusal } from './refusal.ts'

const POOL_SIZE = 20

export interface Base {
  runtime: Runtime
  stop(): Promise<void>
}

/** What the environment says. @throws Refusal when it says something that cannot be */
export function settings(): Config {
  try {
    return readConfig()
  } catch (error) {
    throw new Refusal((error as Error).message)
  }
}

/** Opens the database, the one of DATABASE_URL or the embedded one, brings it up to date, and makes the runtime on it. */
export async function openBase(config: Config, say: (line: string) => void): Promise<Base> {
  const database =
    config.databaseUrl === null
      ? await startPostgres(config.dataDir, { keepAlive: true })
      : { url: await reachable(config.databaseUrl), stop: async () => undefined }
  try {
    const applied = await migrate(database.url)
    if (applied > 0) say(`database brought up to date: ${applied} migrations`)
    const runtime = openRuntime(config, database.url)
    const stop = async () => {
      await runtime.pool.end()
      await database.stop()
    }
    return { runtime, stop }
  } catch (error) {
    await database.stop()
    throw error
  }
}

/** Asks the database of DATABASE_URL before anything is built on it. @throws Refusal in plain words, without the URL: it holds a password */
async function reachable(url: string): Promise<string> {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
    await client.connect()
    await client.end()
    return url
  } catch (error) {
    throw new Refusal(`the database that DATABASE_URL names does not let us in: ${(error as Error).message}`)
  }
}

/** The runtime over a database that is up to date. Nothing is asked of the database yet. */
export function openRuntime(config: Config, ownerUrl: string): Runtime {
  const pool = openPool(ownerUrl, POOL_SIZE)
  const runtime: Runtime = {
    config,
    ownerUrl,
    clock: new Clock(),
    log: pino({ level: config.logLevel }),
    pool,
    brands: new BrandRegistry(pool, config.masterKey),
    authenticate: async () => null,
  }
  runtime.authenticate = authenticate(runtime)
  return runtime
}

/**
 * Serves until `stop()`, which ends things in the order in which they lean on one another: HTTP, jobs, then the base.
 * @returns the address people open
 */
export async function serve(base: Base): Promise<{ url: string; stop(): Promise<void> }> {
  const { runtime } = base
  const app = await buildApp(runtime)
  // Before anything is printed: what is marked as being sent now was left so by a server that ended in the middle.
  await resumeAllPrinting(runtime)
  const jobs = await startJobs(runtime.ownerUrl, jobsOf(runtime), runtime.log)
  const stop = async () => {
    await app.close()
    await jobs.stop()
    await base.stop()
  }
  try {
    await app.listen({ host: runtime.config.host, port: runtime.config.port })
  } catch (error) {
    await stop()
    throw inWords(error, runtime.config)
  }
  const address = app.server.address()
  const port = typeof address === 'object' && address !== null ? address.port : runtime.config.port
  return { url: `http://${shownHost(runtime.config.host)}:${port}`, stop }
}

/** Finds out before any work is done whether the port can be had. @throws Refusal in plain words */
export function checkPort(config: Config): Promise<void> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error) => reject(inWords(error, config)))
    probe.listen(config.port, config.host, () => probe.close(() => resolve()))
  })
}

function inWords(error: unknown, config: Config): unknown {
  const code = (error as NodeJS.ErrnoException).code
  if (code === 'EADDRINUSE') {
    return new Refusal(
      `port ${config.port} on ${config.host} is used by another program. Choose another one: PORT=${config.port + 1} npm start`,
    )
  }
  if (code === 'EACCES')
    return new Refusal(`port ${config.port} may not be opened by this account. Choose one above 1023: PORT=3000 npm start`)
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new Refusal(`HOST=${config.host} is not an address of this machine`)
  return error
}

function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
