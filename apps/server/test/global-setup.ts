/** Starts the test run's PostgreSQL in a temporary folder, migrates the template, and stops it at the end. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate } from '../src/platform/migrate.ts'
import { startPostgres } from '../src/platform/postgres.ts'
import { createTestBrand } from './template.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgresUrl: string
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-test-'))
  const database = await startPostgres(folder, { unsafe: true })
  const admin = new pg.Client({ connectionString: database.url })
  await admin.connect()
  await admin.query('create database yunbin_template')
  await admin.end()
  const templateUrl = database.url.replace(/\/yunbin$/, '/yunbin_template')
  await migrate(templateUrl)
  await createTestBrand(templateUrl)
  project.provide('postgresUrl', database.url)
  return async () => {
    await database.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}
