/** `npm test`: everything that has to hold, step by step. Stops at the first step that fails; the exit code says the truth. */
import { spawnSync } from 'node:child_process'
import { findChromium } from './scripts/find-chromium.ts'

const ROOT = import.meta.dirname
const bin = (name: string) => `${ROOT}/node_modules/.bin/${name}`
const node = process.execPath

interface Step {
  name: string
  run: () => boolean
}

function command(file: string, args: string[], cwd = ROOT, env: NodeJS.ProcessEnv = {}): boolean {
  const path = `${ROOT}/node_modules/.bin:${process.env.PATH ?? ''}`
  const done = spawnSync(file, args, { cwd, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, PATH: path, ...env } })
  if (done.error) console.error(done.error.message)
  return done.status === 0
}

let chromium = ''

const steps: Step[] = [
  { name: 'format and lint', run: () => command(bin('biome'), ['check', '--error-on-warnings', '.']) },
  { name: 'types of the server', run: () => command(bin('tsc'), ['-p', 'tsconfig.json']) },
  { name: 'types of the console', run: () => command(bin('tsc'), ['-p', '.'], `${ROOT}/apps/console`) },
  { name: 'database types fit the migrations', run: () => command(node, ['apps/server/scripts/generate-db-types.ts', '--check']) },
  { name: 'openapi.json fits the routes', run: () => command(node, ['apps/server/scripts/write-openapi.ts', '--check']) },
  { name: 'api client fits openapi.json', run: () => command(node, ['scripts/check-api-client.ts']) },
  { name: 'texts are complete in every language', run: () => command(node, ['scripts/check-locales.ts']) },
  { name: 'pages of the console build', run: () => command(node, ['scripts/build-console.ts']) },
  {
    name: 'a browser for the browser tests',
    run: () => {
      chromium = findChromium() ?? ''
      return chromium !== ''
    },
  },
  { name: 'tests', run: () => command(bin('vitest'), ['run'], ROOT, { YUNBIN_CHROMIUM: chromium }) },
]

const started = performance.now()
for (const [index, step] of steps.entries()) {
  const label = `[${index + 1}/${steps.length}] ${step.name}`
  console.log(`\n── ${label}`)
  const from = performance.now()
  const ok = step.run()
  console.log(`── ${label}: ${ok ? 'ok' : 'FAILED'} in ${seconds(from)} s`)
  if (!ok) process.exit(1)
}
console.log(`\nall ${steps.length} steps ok in ${seconds(started)} s`)

function seconds(from: number): string {
  return ((performance.now() - from) / 1000).toFixed(1)
}
