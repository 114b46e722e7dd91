/** Books broken on purpose, as only the owner of the database can. */
import type { Kysely } from 'kysely'
import { expect } from 'vitest'
import type { Finding } from '../../src/platform/checks.ts'
import { type ReadCtx, system } from '../../src/platform/ctx.ts'
import { type DB, openPool, openScope } from '../../src/platform/db.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'

const UNDO = new Error('put back')

export interface Seen {
  check: string
  id: unknown
}

/** Breaks the books, looks, and puts everything back. Returns the checks that found something, with the ids they named, in a fixed order. */
export async function foundAfter(
  base: TestBase,
  damage: (db: Kysely<DB>) => Promise<unknown>,
  verify: (ctx: ReadCtx) => Promise<Finding[]>,
): Promise<Seen[]> {
  const pool = openPool(base.ownerUrl, 1)
  const { rows } = await pool.query<{ role: string }>('select current_user as role')
  const db = openScope(pool, { role: rows[0]?.role ?? '', schema: base.brand.schema })
  let found: Seen[] = []
  const attempt = db.transaction().execute(async (trx) => {
    await damage(trx)
    found = (await verify({ ...readCtx(base.runtime, base.brand, system), db: trx })).map(({ check, id }) => ({ check, id }))
    throw UNDO
  })
  await expect(attempt).rejects.toBe(UNDO)
  await pool.end()
  return sorted(found)
}

/** Findings in the order of `foundAfter`; an id that is not known beforehand stands first. */
export function sorted(findings: readonly Seen[]): Seen[] {
  const keyOf = (f: Seen) => `${f.check} ${typeof f.id === 'string' ? f.id : ''}`
  return [...findings].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
