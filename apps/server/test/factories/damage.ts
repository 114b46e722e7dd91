/** Books broken on purpose, as only the owner of the database can. */
import type { Kysely, sql } from 'kysely'
import { expect, it } from 'vitest'
import type { Finding } from '../../src/platform/checks.ts'
import { type ReadCtx, system } from '../../src/platform/ctx.ts'
import { type DB, openPool, openScope } from '../../src/platform/db.ts'
import { readCtx } from '../../src/platform/runtime.ts'
import type { TestBase } from '../harness.ts'

const UNDO = new Error('put back')

interface Seen {
  check: string
  id: unknown
}

export interface Damage<Books> {
  name: string
  damage: (books: Books) => ReturnType<typeof sql>
  /** What is found, in any order; nothing where the books agree still. */
  found: (books: Books) => Seen[]
}

/** Each damage is done to books of its own, seen, and put back: exactly what it says is found. */
export function itFindsEach<Books>(
  base: TestBase,
  books: () => Promise<Books>,
  damages: readonly Damage<Books>[],
  verify: (ctx: ReadCtx) => Promise<Finding[]>,
): void {
  it.each(damages)('finds $name, and nothing else', async ({ damage, found }) => {
    const own = await books()
    expect(sorted(await foundAfter(base, (db) => damage(own).execute(db), verify))).toEqual(sorted(found(own)))
  })
}

/** Breaks the books, looks, and puts everything back. Returns the checks that found something, with the ids they named. */
async function foundAfter(
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
  return found
}

/** An id that is not known beforehand stands first. */
function sorted(findings: readonly Seen[]): Seen[] {
  const keyOf = (f: Seen) => `${f.check} ${typeof f.id === 'string' ? f.id : ''}`
  return [...findings].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}
