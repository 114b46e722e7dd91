/** Writes `platform/schema.gen.ts`: the types of a brand's tables as the migrations make them. `--check` only compares. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createBrand, migrate } from '../src/platform/migrate.ts'
import { startPostgres } from '../src/platform/postgres.ts'

const target = path.resolve(import.meta.dirname, '../src/platform/schema.gen.ts')
const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-types-'))
const database = await startPostgres(folder, { unsafe: true })
try {
  await migrate(database.url)
  await createBrand(database.url, {
    slug: 'types',
    name: 'types',
    trade: 'hair',
    isDemo: false,
    masterKey: Buffer.alloc(32),
    now: Temporal.Instant.fromEpochMilliseconds(0),
  })
  const out = path.join(folder, 'out.ts')
  execFileSync(
    'kysely-codegen',
    [
      '--dialect',
      'postgres',
      '--url',
      database.url,
      '--default-schema',
      'brand_types',
      '--include-pattern',
      'brand_types.*',
      '--out-file',
      out,
      '--type-mapping',
      JSON.stringify({ int8: 'number', timestamptz: 'Temporal.Instant', date: 'string', numeric: 'number' }),
    ],
    { stdio: ['ignore', 'ignore', 'inherit'] },
  )
  const text = readFileSync(out, 'utf8')
  if (process.argv.includes('--check')) {
    if (readFileSync(target, 'utf8') !== text) throw new Error('schema.gen.ts does not fit the migrations: npm run db:types')
  } else {
    writeFileSync(target, text)
  }
} finally {
  await database.stop()
  rmSync(folder, { recursive: true, force: true })
}
