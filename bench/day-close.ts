/** A shift with 2,000 bills of every kind: counted, closed, its Z kept; then the day. Each time on a fresh copy of the same database. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { system } from '../apps/server/src/platform/ctx.ts'
import { newId } from '../apps/server/src/platform/ids.ts'
import { migrate } from '../apps/server/src/platform/migrate.ts'
import { startPostgres } from '../apps/server/src/platform/postgres.ts'
import { type Runtime, readCtx, write } from '../apps/server/src/platform/runtime.ts'
import { businessDay } from '../apps/server/src/platform/time.ts'
import { completeTicket } from '../apps/server/src/workflows/checkout/complete-ticket.ts'
import { cart as cartSchema } from '../apps/server/src/workflows/checkout/schemas.ts'
import { closeDay, closeShift, countDrawer } from '../apps/server/src/workflows/close-shift/index.ts'
import { type BenchShop, buildShop, cartFor, runtimeOver } from './checkout-shop.ts'
import { type Bench, median } from './report.ts'

const TICKETS = 2_000
const ROUNDS = 5

export const dayCloseBench: Bench = {
  name: 'day-close',
  about: `a shift with ${TICKETS.toLocaleString('en')} bills is closed`,
  run: async (say) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'yunbin-bench-'))
    const database = await startPostgres(folder)
    try {
      await migrate(database.url)
      const shop = await buildShop(database.url)
      await fillShift(database.url, shop)
      say(`${TICKETS} bills sold at one till`)
      return await measure(database.url, shop)
    } finally {
      await database.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}

/** Bills at the first till of the first store, up to the number that is wanted. */
async function fillShift(url: string, shop: BenchShop): Promise<void> {
  const runtime = runtimeOver(url)
  const brand = await brandOf(runtime)
  const tills = shop.tills.filter((t) => t.storeId === shop.tills[0]?.storeId)
  const sold = await soldAt(runtime, tills[0]?.storeId ?? '')
  for (let n = 0; n < TICKETS - sold; n += 1) {
    const till = tills[n % tills.length]
    if (!till) throw new Error('the shop has no till')
    const cart = cartSchema.parse(cartFor(shop, till, Math.floor(n / tills.length)))
    await write(runtime, brand, { ...system, id: till.staffId }, (ctx) => completeTicket(ctx, { ticketId: newId(), cart, quoteHash: null }))
  }
  await runtime.pool.end()
}

async function measure(url: string, shop: BenchShop) {
  const times: { count: number; close: number; day: number }[] = []
  for (let round = 0; round <= ROUNDS; round += 1) {
    const runtime = runtimeOver(await cloneOf(url))
    // The first round warms the code up and is not counted.
    const time = await closeOnce(runtime, shop)
    if (round > 0) times.push(time)
    await runtime.pool.end()
  }
  return [
    { metric: 'closeMs', value: median(times.map((t) => t.close)), unit: 'ms', target: 'at most 1000' },
    { metric: 'countMs', value: median(times.map((t) => t.count)), unit: 'ms' },
    { metric: 'dayMs', value: median(times.map((t) => t.day)), unit: 'ms' },
  ]
}

async function closeOnce(runtime: Runtime, shop: BenchShop) {
  const brand = await brandOf(runtime)
  const till = shop.tills[0]
  if (!till) throw new Error('the shop has no till')
  const { storeId, staffId } = till
  const actor = { ...system, id: staffId }
  const shift = await readCtx(runtime, brand, system)
    .db.selectFrom('shift')
    .select('id')
    .where('store_id', '=', storeId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow()
  const sold = await soldAt(runtime, storeId)
  if (sold < TICKETS) throw new Error(`only ${sold} bills are in the shift`)
  const timed = async <T>(run: Parameters<typeof write<T>>[3]) => {
    const start = performance.now()
    const { result } = await write(runtime, brand, actor, run)
    return { result, ms: performance.now() - start }
  }
  const first = await timed((ctx) => countDrawer(ctx, { shiftId: shift.id, pieces: [] }))
  const pieces = [
    { fen: 10_000, quantity: Math.floor(first.result.expectedFen / 10_000) },
    { fen: 100, quantity: Math.floor((first.result.expectedFen % 10_000) / 100) },
  ]
  const counted = await timed((ctx) => countDrawer(ctx, { shiftId: shift.id, pieces }))
  const closed = await timed((ctx) =>
    closeShift(ctx, {
      shiftId: shift.id,
      countId: counted.result.countId,
      reason: '',
      approvalId: null,
      takenFen: 0,
      takenTo: null,
      receiverId: null,
    }),
  )
  const day = await timed((ctx) => closeDay(ctx, { storeId, day: businessDay(ctx.now, 'Asia/Shanghai', 4) }))
  return { count: counted.ms, close: closed.ms, day: day.ms }
}

async function soldAt(runtime: Runtime, storeId: string): Promise<number> {
  const { db } = readCtx(runtime, await brandOf(runtime), system)
  const row = await db
    .selectFrom('ticket')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('store_id', '=', storeId)
    .executeTakeFirstOrThrow()
  return Number(row.n)
}

async function brandOf(runtime: Runtime) {
  const brand = await runtime.brands.bySlug('bench')
  if (!brand) throw new Error('the brand is missing')
  return brand
}

async function cloneOf(url: string): Promise<string> {
  const admin = new pg.Client({ connectionString: url.replace(/\/yunbin$/, '/postgres') })
  await admin.connect()
  await admin.query('drop database if exists bench_close with (force)')
  await admin.query('create database bench_close template yunbin')
  await admin.end()
  return url.replace(/\/yunbin$/, '/bench_close')
}
