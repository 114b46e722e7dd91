import { sql } from 'kysely'
import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { liabilityAt, liabilityLots } from '../apps/server/src/modules/reports/index.ts'
import { depositsAt, receivablesAt } from '../apps/server/src/modules/reports/owed.ts'
import { type ReadCtx, system } from '../apps/server/src/platform/ctx.ts'
import { type Runtime, readCtx } from '../apps/server/src/platform/runtime.ts'
import { proveBooks } from '../apps/server/src/workflows/prove/index.ts'
import { useDatabase } from '../apps/server/test/harness.ts'
import { makeBigShop } from './big-shop.ts'
import { runtimeOver } from './checkout-shop.ts'

const base = useDatabase()
const SIZE = { stores: 3, days: 800, firstDay: '2024-04-22', begun: 2_500, members: 300 }
const quiet = () => undefined

/** As small as the large chains of the benchmarks are large; two of it, made one after the other. */
async function make(): Promise<Runtime> {
  const owner = new pg.Client({ connectionString: base.ownerUrl })
  await owner.connect()
  await owner.query('delete from public.brand')
  await owner.end()
  for (const slug of ['one', 'two']) await makeBigShop(base.ownerUrl, slug, SIZE, quiet)
  const runtime = runtimeOver(base.ownerUrl)
  runtime.clock.setTo(Temporal.Instant.from('2026-06-30T22:00:00+08:00'))
  return runtime
}

async function ctxOf(runtime: Runtime, slug: string): Promise<ReadCtx> {
  const brand = await runtime.brands.bySlug(slug)
  if (!brand) throw new Error('the brand is missing')
  return readCtx(runtime, brand, system)
}

let runtime: Runtime
beforeAll(async () => {
  runtime = await make()
  return () => runtime.pool.end()
}, 120_000)

describe('an invented chain', () => {
  it('has books that agree, chains of hashes included', async () => {
    for (const proof of await proveBooks(runtime)) {
      expect(proof.findings).toEqual([])
      expect(proof.movements).toBeGreaterThan(4_000)
    }
  }, 60_000)

  it('is the same one every time', async () => {
    const digest = async (slug: string) => {
      const { rows } = await sql<{ digest: string }>`
        select md5(string_agg(number || total_fen || state, ',' order by number)) as digest from ticket`.execute(
        (await ctxOf(runtime, slug)).db,
      )
      return rows[0]?.digest
    }
    expect(await digest('one')).toBe(await digest('two'))
  })
})

/** What is owed, told the long way: every movement up to then. */
async function longWay(ctx: ReadCtx, at: Temporal.Instant) {
  const one = async (query: ReturnType<typeof sql<{ n: number; fen: number }>>) => (await query.execute(ctx.db)).rows[0]
  return {
    lots: await one(sql`select count(*)::int as n, coalesce(sum(fen), 0)::bigint as fen from (
      select sum(m.value_fen) as fen from movement m join wallet_transaction t on t.id = m.transaction_id
      where t.at <= ${at}::timestamptz group by m.lot_id having sum(m.quantity) <> 0) x`),
    debts: await one(sql`select count(*)::int as n, coalesce(sum(fen), 0)::bigint as fen from (
      select sum(amount_fen) as fen from receivable_movement where at <= ${at}::timestamptz group by receivable_id having sum(amount_fen) <> 0) x`),
    deposits: await one(sql`select count(*)::int as n, coalesce(sum(fen), 0)::bigint as fen from (
      select sum(amount_fen) as fen from deposit_movement where at <= ${at}::timestamptz group by deposit_id having sum(amount_fen) <> 0) x`),
  }
}

describe('what is owed at any instant', () => {
  it.each(['2026-06-30T21:00:00Z', '2026-06-28T15:59:59Z', '2026-05-31T15:59:59Z', '2025-04-01T08:00:00Z', '2024-04-30T08:00:00Z'])(
    'is the sum of all movements up to it: %s',
    async (text) => {
      const ctx = await ctxOf(runtime, 'one')
      const asOf = Temporal.Instant.from(text)
      const expected = await longWay(ctx, asOf)
      const { rows } = await liabilityAt(ctx, { asOf })
      const sum = <T>(list: readonly T[], of: (row: T) => number) => list.reduce((total, row) => total + of(row), 0)
      expect({ n: sum(rows, (r) => r.lots), fen: sum(rows, (r) => r.valueFen) }).toEqual(expected.lots)
      const debts = await receivablesAt(ctx, { asOf })
      expect({ n: sum(debts.rows, (r) => r.debts), fen: debts.receivablesFen }).toEqual(expected.debts)
      const deposits = await depositsAt(ctx, { asOf })
      expect({ n: sum(deposits.rows, (r) => r.deposits), fen: deposits.depositsFen }).toEqual(expected.deposits)
    },
  )

  it('opens to lots that add up to each row', async () => {
    const ctx = await ctxOf(runtime, 'one')
    for (const asOf of [undefined, Temporal.Instant.from('2026-05-31T15:59:59Z'), Temporal.Instant.from('2025-04-01T08:00:00Z')]) {
      const { rows } = await liabilityAt(ctx, { asOf })
      expect(rows.length).toBeGreaterThan(10)
      for (const { storeId, kind, unit, age, lots, quantity, valueFen } of rows) {
        const { items } = await liabilityLots(ctx, { storeId, kind, unit, age, asOf, limit: 10_000 })
        expect([items.length, ...['remaining', 'valueFen'].map((of) => items.reduce((a, i) => a + i[of as 'remaining'], 0))]).toEqual([
          lots,
          quantity,
          valueFen,
        ])
      }
    }
  }, 60_000)
})
