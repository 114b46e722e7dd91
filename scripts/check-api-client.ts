/** Compares the committed types of the API client with what openapi.json gives. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

const ROOT = path.resolve(import.meta.dirname, '..')
const CLIENT = path.join(ROOT, 'packages/api-client')
const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-client-'))
try {
  const out = path.join(folder, 'schema.gen.ts')
  const { scripts } = JSON.parse(readFileSync(path.join(CLIENT, 'package.json'), 'utf8')) as { scripts: { generate: string } }
  // The very command of `npm run generate`, but for where it writes.
  const made = spawnSync(scripts.generate.replace('src/schema.gen.ts', out), {
    cwd: CLIENT,
    shell: true,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, PATH: `${CLIENT}/node_modules/.bin:${ROOT}/node_modules/.bin:${process.env.PATH ?? ''}` },
  })
  if (made.status !== 0) throw new Error('openapi-typescript failed')
  if (readFileSync(out, 'utf8') !== readFileSync(path.join(CLIENT, 'src/schema.gen.ts'), 'utf8')) {
    console.error('packages/api-client/src/schema.gen.ts does not fit openapi.json: npm run openapi')
    process.exitCode = 1
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
