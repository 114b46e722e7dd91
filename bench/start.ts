/** From the command to the first answer, on data that is there already; what the server weighs; what the first page of the console weighs. */
import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import { ensureConsole } from '../apps/server/src/commands/console-build.ts'
import { CONSOLE_DIST } from '../apps/server/src/platform/http-static.ts'
import { freePort } from '../apps/server/src/platform/postgres.ts'
import { type Bench, median, type Row } from './report.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const STARTS = 5
const PATIENCE_MS = 120_000

export const startBench: Bench = {
  name: 'start',
  about: 'second start to healthy, memory, weight of the first page',
  run: async (say) => {
    ensureConsole(say)
    const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-start-'))
    try {
      const first = await startOnce(folder)
      say(`first start, making the database: ${Math.round(first.healthyMs)} ms`)
      const later = []
      for (let n = 0; n < STARTS; n += 1) later.push(await startOnce(folder))
      return [
        { metric: 'secondStartMs', value: Math.round(median(later.map((s) => s.healthyMs))), unit: 'ms', target: 'at most 3000' },
        { metric: 'rssMb', value: Math.round(median(later.map((s) => s.rssMb))), unit: 'MB' },
        ...firstPage(),
      ]
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

async function startOnce(folder: string): Promise<{ healthyMs: number; rssMb: number }> {
  const port = await freePort()
  const from = performance.now()
  const server = spawn(process.execPath, ['apps/server/src/main.ts', 'start'], {
    cwd: ROOT,
    stdio: 'ignore',
    env: { ...process.env, HOST: '127.0.0.1', PORT: String(port), YUNBIN_DATA: folder, YUNBIN_LOG: 'silent', DATABASE_URL: undefined },
  })
  try {
    while (!(await isHealthy(port))) {
      if (server.exitCode !== null || performance.now() - from > PATIENCE_MS) throw new Error('the server did not become healthy')
      await sleep(10)
    }
    return { healthyMs: performance.now() - from, rssMb: rssMb(server) }
  } finally {
    await stop(server)
  }
}

async function isHealthy(port: number): Promise<boolean> {
  const answer = await fetch(`http://127.0.0.1:${port}/api/health`).catch(() => null)
  return answer?.ok ?? false
}

/** Resident memory of the server without its database; not a number where the system does not tell. */
function rssMb(server: ChildProcess): number {
  const file = `/proc/${server.pid}/status`
  if (!existsSync(file)) return Number.NaN
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(file, 'utf8'))?.[1]
  return Number(kilobytes) / 1024
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}

interface Chunk {
  file: string
  isEntry?: boolean
  imports?: string[]
  css?: string[]
}

/** The first page a browser shows is the sign-in page: the entry, the page, its texts in one language, and all they import. */
const FIRST_PAGE = [
  'src/features/session/sign-in-page.tsx',
  ...['common', 'errors', 'session'].map((name) => `src/locales/zh-CN/${name}.json`),
]

/** What the browser loads for the first page, compressed. */
function firstPage(): Row[] {
  const manifest = JSON.parse(readFileSync(path.join(CONSOLE_DIST, '.vite/manifest.json'), 'utf8')) as Record<string, Chunk>
  const scripts = new Set<string>()
  const styles = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (!chunk || scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const sheet of chunk.css ?? []) styles.add(sheet)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const [key, chunk] of Object.entries(manifest)) if (chunk.isEntry) visit(key)
  for (const key of FIRST_PAGE) visit(key)
  return [
    { metric: 'consoleScriptKb', value: weighKb(scripts), unit: 'kB gzip', target: 'at most 300' },
    { metric: 'consoleStyleKb', value: weighKb(styles), unit: 'kB gzip' },
  ]
}

function weighKb(files: Iterable<string>): number {
  let bytes = 0
  for (const file of files) bytes += gzipSync(readFileSync(path.join(CONSOLE_DIST, file)), { level: 9 }).length
  return Math.round(bytes / 102.4) / 10
}
