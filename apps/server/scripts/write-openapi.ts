/** Writes /openapi.json from the routes themselves, without a database. `--check` only compares. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { buildApp } from '../src/app.ts'
import { openRuntime } from '../src/commands/server.ts'

const target = path.resolve(import.meta.dirname, '../../../openapi.json')
const runtime = openRuntime(
  {
    host: '127.0.0.1',
    port: 0,
    dataDir: '/nonexistent',
    databaseUrl: null,
    masterKey: Buffer.alloc(32),
    auditKey: Buffer.alloc(32, 9),
    isDev: false,
    secureCookies: false,
    deviceHosts: 'private',
    publicOrigin: null,
    logLevel: 'silent',
  },
  // Never connected to: describing routes asks nothing of a database.
  'postgres://nobody@127.0.0.1:1/nothing',
)
const app = await buildApp(runtime)
await app.ready()
const text = `${JSON.stringify(app.swagger(), null, 2)}\n`
await app.close()

if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (!existsSync(target) || readFileSync(target, 'utf8') !== text) {
  console.error('openapi.json does not fit the routes: npm run openapi')
  process.exitCode = 1
}
