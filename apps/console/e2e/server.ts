/** The real server on a free port, on a data folder of its own. Its clock can be set: PUT /api/dev/clock. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { freePort } from '../../server/src/platform/postgres.ts'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const PATIENCE_MS = 120_000

export interface Server {
  /** Where the console is served, without a slash at the end. */
  url: string
  dataDir: string
  /** Stops it and removes its data. */
  stop(): Promise<void>
  /** Everything it has said so far. */
  said(): string
}

/** @param dataDir where something was prepared for it; a new folder when left out */
export async function startServer(dataDir = mkdtempSync(path.join(tmpdir(), 'yunbin-browser-'))): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const server = spawn(process.execPath, ['apps/server/src/main.ts', 'start'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(port),
      YUNBIN_DATA: dataDir,
      YUNBIN_DEV: '1',
      YUNBIN_LOG: 'warn',
      DATABASE_URL: undefined,
    },
  })
  let said = ''
  server.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
  server.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
  await healthy(url, server, () => said)
  return {
    url,
    dataDir,
    said: () => said,
    stop: async () => {
      await stopped(server)
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function healthy(url: string, server: ChildProcess, said: () => string): Promise<void> {
  for (const from = performance.now(); performance.now() - from < PATIENCE_MS; ) {
    if (server.exitCode !== null) break
    const answer = await fetch(`${url}/api/health`).catch(() => null)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  server.kill('SIGKILL')
  throw new Error(`the server for the browser tests did not become healthy:\n${said()}`)
}

function stopped(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    server.once('exit', () => resolve())
    server.kill('SIGTERM')
  })
}
