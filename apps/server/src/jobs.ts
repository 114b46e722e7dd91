/** Everything that recurs by itself. Each job does its work brand by brand, in short transactions, and may safely run twice. */

import { forgetSessions } from './modules/access/index.ts'
import { sealBrand, TrailTampered } from './modules/audit/index.ts'
import { reindexDeposits, unfoundDeposits } from './modules/deposits/index.ts'
import { evaluateTagRules, refreshStats, reindexMembers } from './modules/members/index.ts'
import { PRINT_TASK } from './modules/printing/index.ts'
import { expireLots, membersWithLapsedLots } from './modules/wallet/index.ts'
import { type Brand, system } from './platform/ctx.ts'
import type { Job } from './platform/jobs.ts'
import { type Runtime, readCtx, write } from './platform/runtime.ts'
import { forgetIdempotencyKeys } from './platform/upkeep.ts'
import { drainPrinter, resumePrinting } from './workflows/print-document/index.ts'
import { proveBooks } from './workflows/prove/index.ts'

const MEMBERS_AT_ONCE = 500
const DEPOSITS_AT_ONCE = 500
const SHOWN = 20

export function jobsOf(runtime: Runtime): readonly Job[] {
  return [
    {
      task: 'forget_idempotency_keys',
      every: '17 19 * * *',
      run: () => inEveryBrand(runtime, (brand) => write(runtime, brand, system, forgetIdempotencyKeys)),
    },
    {
      task: 'forget_sessions',
      every: '27 19 * * *',
      run: () => inEveryBrand(runtime, (brand) => write(runtime, brand, system, forgetSessions)),
    },
    { task: 'expire_lots', every: '5 * * * *', run: () => inEveryBrand(runtime, (brand) => expireLapsed(runtime, brand)) },
    // Figures of members and the tags that follow from them, before the shops open.
    { task: 'refresh_members', every: '23 20 * * *', run: () => inEveryBrand(runtime, (brand) => refreshMembers(runtime, brand)) },
    {
      task: 'reindex_members',
      run: ({ brandId }) => inEveryBrand(runtime, (brand) => (brand.id === brandId ? renewIndex(runtime, brand) : Promise.resolve())),
    },
    { task: 'reindex_deposits', every: '35 * * * *', run: () => inEveryBrand(runtime, (brand) => findDeposits(runtime, brand)) },
    { task: 'seal_audit', every: '*/10 * * * *', run: () => inEveryBrand(runtime, (brand) => sealAndTell(runtime, brand)) },
    // After the shops have closed. What is found is for a person to look at: nothing is mended by itself.
    { task: 'prove_books', every: '41 19 * * *', run: () => proveAndTell(runtime) },
    { task: PRINT_TASK, run: (payload) => drainPrinter(runtime, payload) },
    // Whatever nobody came back for: a server that ended, a wake-up that was lost.
    { task: 'resume_printing', every: '* * * * *', run: () => inEveryBrand(runtime, (brand) => resumePrinting(runtime, brand)) },
  ]
}

/** A trail that was cut or replaced is not sealed on: it waits for a person, and says so every time. */
async function sealAndTell(runtime: Runtime, brand: Brand): Promise<void> {
  await sealBrand(runtime, brand).catch((error: unknown) => {
    if (!(error instanceof TrailTampered)) throw error
    runtime.log.error({ brand: brand.slug, reason: error.message }, 'the audit trail was tampered with')
  })
}

/** The nightly proof that sums of movements equal balances. */
async function proveAndTell(runtime: Runtime): Promise<void> {
  for (const { brand, movements, findings } of await proveBooks(runtime)) {
    if (findings.length === 0) runtime.log.info({ brand: brand.slug, movements }, 'the books agree')
    else
      runtime.log.error({ brand: brand.slug, movements, findings: findings.slice(0, SHOWN) }, 'the books do not agree: run `yunbin verify`')
  }
}

/** Posts what has lapsed, one member at a time, so that no till waits long for a wallet. */
async function expireLapsed(runtime: Runtime, brand: Brand): Promise<void> {
  const seen = new Set<string>()
  for (;;) {
    // What a booking holds stays lapsed until the hold ends: those seen before must not hide the others.
    const lapsed = await membersWithLapsedLots(readCtx(runtime, brand, system), seen.size + MEMBERS_AT_ONCE)
    const fresh = lapsed.filter((id) => !seen.has(id))
    if (fresh.length === 0) return
    for (const memberId of fresh) {
      seen.add(memberId)
      await write(runtime, brand, system, (ctx) => expireLots(ctx, memberId))
    }
  }
}

async function refreshMembers(runtime: Runtime, brand: Brand): Promise<void> {
  await write(runtime, brand, system, refreshStats)
  await write(runtime, brand, system, evaluateTagRules)
}

/** Renews what members are found by, some at a time. */
async function renewIndex(runtime: Runtime, brand: Brand): Promise<void> {
  let afterNo: number | null = 0
  while (afterNo !== null) {
    const from: number = afterNo
    afterNo = (await write(runtime, brand, system, (ctx) => reindexMembers(ctx, from, MEMBERS_AT_ONCE))).result
  }
}

/** Makes deposits be found that are not yet, some at a time; mostly there are none. Each is tried once, whatever becomes of it. */
async function findDeposits(runtime: Runtime, brand: Brand): Promise<void> {
  let ids = await unfoundDeposits(readCtx(runtime, brand, system), null, DEPOSITS_AT_ONCE)
  while (ids.length > 0) {
    const some = ids
    await write(runtime, brand, system, (ctx) => reindexDeposits(ctx, some))
    ids = await unfoundDeposits(readCtx(runtime, brand, system), some.at(-1) ?? null, DEPOSITS_AT_ONCE)
  }
}

/** One brand's failure does not keep the others waiting; the job is then tried again. */
async function inEveryBrand(runtime: Runtime, work: (brand: Brand) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const brand of await runtime.brands.all()) await work(brand).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'a job failed in some brands')
}
