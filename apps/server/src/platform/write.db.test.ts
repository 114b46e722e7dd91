import { sql } from 'kysely'
import { describe, expect, it } from 'vitest'
import { useDatabase } from '../../test/harness.ts'
import { ONE_PLAN } from './connection.ts'
import { system } from './ctx.ts'
import { newId } from './ids.ts'
import { createBrand } from './migrate.ts'
import { readCtx, write } from './runtime.ts'
import type { Claim } from './write.ts'
import { KeyReused } from './write.ts'

const base = useDatabase()

/** An actor with an id, so that idempotency keys are its own. */
const somebody = { ...system, id: newId() }

function claimOf(key: string, text: string): Claim {
  return { key, operation: 'test', requestHash: Buffer.from(text) }
}

describe('a write', () => {
  it('commits its rows and its audit trail together', async () => {
    const { result } = await write(base.runtime, base.brand, somebody, async (ctx) => {
      ctx.audit({ action: 'try', subjectKind: 'Thing', subjectId: null, detail: { amountFen: 5 } })
      return 42
    })
    expect(result).toBe(42)
    const { db } = readCtx(base.runtime, base.brand, system)
    const entries = await db
      .selectFrom('audit_entry')
      .select(['action', 'actor_id', 'detail'])
      .where('actor_id', '=', somebody.id)
      .execute()
    expect(entries).toEqual([{ action: 'try', actor_id: somebody.id, detail: { amountFen: 5 } }])
  })

  it('is refused and undone when it says nothing in the audit trail', async () => {
    const silent = write(base.runtime, base.brand, somebody, async (ctx) => {
      await ctx.db.insertInto('tag').values({ id: newId(), name: 'silent', created_at: ctx.now }).execute()
    })
    await expect(silent).rejects.toThrow('audit trail')
    const { db } = readCtx(base.runtime, base.brand, system)
    expect(await db.selectFrom('tag').select('id').where('name', '=', 'silent').execute()).toEqual([])
  })

  it('runs once for one key, however often and however concurrently it is asked (P18)', async () => {
    let runs = 0
    const ask = (text: string) =>
      write(
        base.runtime,
        base.brand,
        somebody,
        async (ctx) => {
          runs += 1
          ctx.audit({ action: 'once', subjectKind: 'Thing', subjectId: null })
          return { answer: runs }
        },
        claimOf('key-00000001', text),
      )
    const answers = await Promise.all([ask('same'), ask('same'), ask('same')])
    expect(runs).toBe(1)
    expect(answers.map((a) => a.result)).toEqual([{ answer: 1 }, { answer: 1 }, { answer: 1 }])
    expect(answers.filter((a) => a.replayed)).toHaveLength(2)
    await expect(ask('other')).rejects.toBeInstanceOf(KeyReused)
    expect(runs).toBe(1)
  })
})

describe('the packets of a transaction', () => {
  it('are two for one statement: BEGIN leaves with the first, COMMIT with the last', async () => {
    const counter = base.runtime.counter
    if (!counter) throw new Error('the harness counts')
    const addTag = (name: string) =>
      write(base.runtime, base.brand, somebody, async (ctx) => {
        await ctx.db.insertInto('tag').values({ id: newId(), name, created_at: ctx.now }).execute()
        ctx.audit({ action: 'tag', subjectKind: 'Tag', subjectId: null })
      })
    await addTag('first')
    const before = counter.count
    await addTag('second')
    expect(counter.count - before).toBe(2)
    const { db } = readCtx(base.runtime, base.brand, system)
    expect(await db.selectFrom('tag').select('name').where('name', 'in', ['first', 'second']).orderBy('name').execute()).toHaveLength(2)
  })

  it('undo everything when the last statement fails, and leave the connection fit for the next', async () => {
    const { db } = readCtx(base.runtime, base.brand, system)
    for (let i = 0; i < 12; i += 1) {
      const broken = write(base.runtime, base.brand, somebody, async (ctx) => {
        await ctx.db.insertInto('tag').values({ id: newId(), name: 'broken', created_at: ctx.now }).execute()
        ctx.audit({ action: null as unknown as string, subjectKind: 'Tag', subjectId: null })
      })
      await expect(broken).rejects.toThrow(/null value in column "action"/)
    }
    expect(await db.selectFrom('tag').select('id').where('name', '=', 'broken').execute()).toEqual([])
  })

  it('are none when nothing was asked', async () => {
    const before = base.runtime.counter?.count
    await expect(
      write(base.runtime, base.brand, somebody, async () => {
        throw new Error('thought better of it')
      }),
    ).rejects.toThrow('thought better of it')
    expect(base.runtime.counter?.count).toBe(before)
  })
})

describe('two brands in one database', () => {
  it('cannot read each other, not even by naming the other schema', async () => {
    await createBrand(base.ownerUrl, {
      slug: 'other',
      name: '别家',
      trade: 'nail',
      isDemo: false,
      masterKey: base.runtime.config.masterKey,
      now: base.runtime.clock.now(),
    })
    const other = await base.runtime.brands.bySlug('other')
    if (!other) throw new Error('the second brand is missing')
    const mine = base.runtime.brands.dbOf(base.brand)
    await expect(sql`select * from brand_other.member`.execute(mine)).rejects.toThrow(/permission denied/)
    await expect(sql`select * from brand_test.member`.execute(base.runtime.brands.dbOf(other))).rejects.toThrow(/permission denied/)
    await expect(sql`select wrapped_key from public.brand`.execute(mine)).rejects.toThrow(/permission denied/)
  })

  it('may add to the ledger but never change or remove what stands in it', async () => {
    const db = base.runtime.brands.dbOf(base.brand)
    for (const table of ['movement', 'wallet_transaction', 'audit_entry', 'tender']) {
      await expect(sql`delete from ${sql.table(table)}`.execute(db)).rejects.toThrow(/permission denied/)
      await expect(
        sql`update ${sql.table(table)} set ${sql.ref(table === 'movement' ? 'transaction_id' : table === 'audit_entry' ? 'action' : 'id')} = null`.execute(
          db,
        ),
      ).rejects.toThrow(/permission denied/)
    }
  })
})

describe('a statement that keeps one plan', () => {
  const modeOf = async (db: ReturnType<typeof readCtx>['db'], mark = '') => {
    const { rows } = await sql<{ mode: string }>`${sql.raw(mark)} select current_setting('plan_cache_mode') as mode`.execute(db)
    return rows[0]?.mode
  }

  it('costs no round trip, and leaves the connection as it was: for reads at once, for a write with its transaction', async () => {
    const { db } = readCtx(base.runtime, base.brand, system)
    const before = base.runtime.counter?.count ?? 0
    expect(await modeOf(db, ONE_PLAN)).toBe('force_generic_plan')
    expect((base.runtime.counter?.count ?? 0) - before).toBe(1)
    // The pool lends the same few connections again and again.
    for (const _ of Array.from({ length: 20 })) expect(await modeOf(db)).toBe('auto')
    await write(base.runtime, base.brand, system, async (ctx) => {
      expect(await modeOf(ctx.db, ONE_PLAN)).toBe('force_generic_plan')
      ctx.audit({ action: 'try', subjectKind: 'Thing', subjectId: null })
    })
    for (const _ of Array.from({ length: 20 })) expect(await modeOf(db)).toBe('auto')
  })
})
