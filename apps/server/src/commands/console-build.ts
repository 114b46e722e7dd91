/** Builds the console's pages when they are missing or older than what they are made from. */
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CONSOLE_DIST } from '../platform/http-static.ts'
import { Refusal } from './refusal.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
/** Written last: a build that was interrupted has none. */
const STAMP = path.join(CONSOLE_DIST, '.built')
const SOURCES = [
  'apps/console/src',
  'apps/console/public',
  'apps/console/index.html',
  'apps/console/vite.config.ts',
  'apps/console/package.json',
  'packages/api-client/src',
  'packages/api-client/package.json',
  'package-lock.json',
]

/** @throws Refusal when the build fails; its output stands above the message */
export function ensureConsole(say: (line: string) => void): void {
  if (isFresh()) return
  say('building the pages of the console (first start, or after an update; about half a minute) …')
  const started = performance.now()
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: path.join(ROOT, 'apps/console'),
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (built.status !== 0) throw new Refusal('the pages of the console could not be built; the reason is above')
  writeFileSync(STAMP, `${new Date().toISOString()}\n`)
  say(`pages built in ${Math.round((performance.now() - started) / 1000)} s`)
}

function isFresh(): boolean {
  if (!existsSync(STAMP) || !existsSync(path.join(CONSOLE_DIST, 'index.html'))) return false
  const builtAt = statSync(STAMP).mtimeMs
  return SOURCES.every((source) => newestIn(path.join(ROOT, source)) <= builtAt)
}

/** The newest change of a file, or of anything in a folder; 0 when there is none. */
function newestIn(target: string): number {
  const stat = statSync(target, { throwIfNoEntry: false })
  if (!stat) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...readdirSync(target).map((name) => newestIn(path.join(target, name))))
}
