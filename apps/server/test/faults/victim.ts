/** Starts, kills and asks a real server on a data folder of its own. */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'

export interface Victim {
  url: string
  process: ChildProcess
}

export interface Answer {
  status: number
  // biome-ignore lint/suspicious/noExplicitAny: a test reads the fields it then asserts on
  body: any
}

function environment(dataDir: string): NodeJS.ProcessEnv {
  return { ...process.env, YUNBIN_DATA: dataDir, PORT: '0', YUNBIN_LOG: 'silent', DATABASE_URL: undefined }
}

/** Starts the server and waits until it serves. */
export function startVictim(dataDir: string): Promise<Victim> {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, 'server-process.ts')], {
    env: environment(dataDir),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  return new Promise((resolve, reject) => {
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    child.stdout?.once('data', (chunk: Buffer) => resolve({ url: chunk.toString().trim(), process: child }))
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${complaint}`)))
  })
}

/** kill -9, and the moment it is gone. */
export function killHard(victim: Victim): Promise<void> {
  return new Promise((resolve) => {
    victim.process.once('exit', () => resolve())
    victim.process.kill('SIGKILL')
  })
}

/** kill -9 on PostgreSQL's own first process, as the out-of-memory killer would. */
export function killDatabase(dataDir: string): void {
  process.kill(databasePid(dataDir), 'SIGKILL')
}

export function databasePid(dataDir: string): number {
  return Number(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

/** Stops in order; what a person does with Ctrl-C. */
export function stopVictim(victim: Victim): Promise<void> {
  if (victim.process.exitCode !== null || victim.process.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    victim.process.once('exit', () => resolve())
    victim.process.kill('SIGTERM')
  })
}

/** Asks the server; a connection that breaks answers status 0. */
export async function ask(
  victim: Victim,
  method: string,
  target: string,
  options: { token?: string; body?: unknown; key?: string; version?: number } = {},
): Promise<Answer> {
  try {
    const response = await fetch(`${victim.url}/api${target}`, {
      method,
      headers: {
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.token ? { authorization: `Bearer ${options.token}` } : {}),
        ...(options.key ? { 'idempotency-key': options.key } : {}),
        ...(options.version === undefined ? {} : { 'if-match': `"${options.version}"` }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    })
    const text = await response.text()
    return { status: response.status, body: text === '' ? null : JSON.parse(text) }
  } catch {
    return { status: 0, body: null }
  }
}

/** Runs `yunbin verify` on the data folder. */
export async function verifyData(dataDir: string): Promise<{ code: number; output: string }> {
  const main = path.resolve(import.meta.dirname, '../../src/main.ts')
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [main, 'verify'], { env: environment(dataDir) })
    return { code: 0, output: stdout }
  } catch (error) {
    const failed = error as { code: number; stdout: string; stderr: string }
    return { code: failed.code, output: failed.stdout + failed.stderr }
  }
}
