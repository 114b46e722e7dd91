/** One server per data folder: a file that names the process holding it. */
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import path from 'node:path'
import { Refusal } from './refusal.ts'

interface Holder {
  pid: number
  /** When the process started, in the system's own unit: a process id alone may by now belong to somebody else. */
  startedAt: string
}

/**
 * Takes the lock of a data folder; one left by a process that is gone is taken over.
 * @returns a function that gives it back
 * @throws Refusal when a living server holds it
 */
export function takeLock(dataDir: string): () => void {
  const file = path.join(dataDir, 'server.lock')
  const me: Holder = { pid: process.pid, startedAt: startOf(process.pid) }
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (create(file, me)) return () => rmSync(file, { force: true })
    const holder = read(file)
    if (holder && isAlive(holder)) {
      throw new Refusal(
        `another Yunbin (process ${holder.pid}) is using the data in ${dataDir}. Stop it first, or give this one its own folder: YUNBIN_DATA=…`,
      )
    }
    setAside(file, holder)
  }
  throw new Refusal(`the lock ${file} cannot be taken; another Yunbin seems to be starting`)
}

/** Whether a living server holds the data folder. */
export function isLocked(dataDir: string): boolean {
  const holder = read(path.join(dataDir, 'server.lock'))
  return holder !== null && isAlive(holder)
}

function create(file: string, holder: Holder): boolean {
  let handle: number
  try {
    handle = openSync(file, 'wx', 0o600)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
  writeSync(handle, JSON.stringify(holder))
  closeSync(handle)
  return true
}

function read(file: string): Holder | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as Partial<Holder>
    return typeof holder.pid === 'number' && typeof holder.startedAt === 'string' ? { pid: holder.pid, startedAt: holder.startedAt } : null
  } catch {
    // Gone meanwhile, or cut short by a crash while it was written.
    return null
  }
}

/** Removes a stale lock, unless somebody else has put a living one in its place in the same moment. */
function setAside(file: string, stale: Holder | null): void {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  const taken = read(aside)
  if (taken !== null && taken.pid !== stale?.pid && isAlive(taken)) renameSync(aside, file)
  else rmSync(aside, { force: true })
}

function isAlive(holder: Holder): boolean {
  try {
    process.kill(holder.pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  return startOf(holder.pid) === holder.startedAt
}

/** The start time of a process where /proc tells it, else the empty string. */
function startOf(pid: number): string {
  try {
    // Field 22; the second field is a name in parentheses that may hold spaces.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}
