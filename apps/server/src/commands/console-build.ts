/** Builds the console's pages when they are missing or made from something else than what is there now. */
import { spawnSync } from 'node:child_process'
import { createHash, type Hash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { CONSOLE_DIST } from '../platform/http-static.ts'
import { Refusal } from './refusal.ts'

const ROOT = path.resolve(import.meta.dirname, '../../../..')
/** The fingerprint of what the pages were made from. Written last: a build that was interrupted has none. */
const STAMP = path.join(CONSOLE_DIST, '.built')
const SOURCES = [
  'apps/console/src',
  'apps/console/public',
  'apps/console/index.html',
  'apps/console/vite.config.ts',
  'apps/console/package.json',
  'docs/guide',
  'packages/api-client/src',
  'packages/api-client/package.json',
  'package-lock.json',
]

/** @throws Refusal when the build fails; its output stands above the message */
export function ensureConsole(say: (line: string) => void): void {
  const made = fingerprint()
  if (isFresh(made)) return
  say('building the pages of the console (first start, or after an update; about half a minute) …')
  const started = performance.now()
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js')
  const built = spawnSync(process.execPath, [vite, 'build', '--logLevel', 'warn'], {
    cwd: path.join(ROOT, 'apps/console'),
    // Whatever starts the server: pages built for a test have the names of their dialogs taken from them.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (built.status !== 0) throw new Refusal('the pages of the console could not be built; the reason is above')
  writeFileSync(STAMP, made)
  say(`pages built in ${Math.round((performance.now() - started) / 1000)} s`)
}

function isFresh(made: string): boolean {
  return existsSync(path.join(CONSOLE_DIST, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === made
}

/** A hash over names and contents; times of change lie, after an archive is unpacked over an older installation for one. */
function fingerprint(): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) addTo(hash, source)
  return hash.digest('hex')
}

function addTo(hash: Hash, relative: string): void {
  const target = path.join(ROOT, relative)
  const stat = statSync(target, { throwIfNoEntry: false })
  if (!stat) return
  if (stat.isDirectory()) for (const name of readdirSync(target).sort()) addTo(hash, `${relative}/${name}`)
  else hash.update(`${relative}\0${stat.size}\0`).update(readFileSync(target))
}
