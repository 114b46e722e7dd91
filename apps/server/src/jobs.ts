/** Everything that recurs by itself. Each job does its work brand by brand, in short transactions, and may safely run twice. */
import { expireLots, membersWithLapsedLots } from './modules/wallet/index.ts'
import { type Brand, system } from './platform/ctx.ts'
import type { Job } from './platform/jobs.ts'
import { type Runtime, readCtx, write } from './platform/runtime.ts'
import { forgetIdempotencyKeys } from './platform/upkeep.ts'

const MEMBERS_AT_ONCE = 500

export function jobsOf(runtime: Runtime): readonly Job[] {
  return [
    {
      task: 'forget_idempotency_keys',
      every: '17 19 * * *',
      run: () => inEveryBrand(runtime, (brand) => write(runtime, brand, system, forgetIdempotencyKeys)),
    },
    { task: 'expire_lots', every: '5 * * * *', run: () => inEveryBrand(runtime, (brand) => expireLapsed(runtime, brand)) },
  ]
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

/** One brand's failure does not keep the others waiting; the job is then tried again. */
async function inEveryBrand(runtime: Runtime, work: (brand: Brand) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const brand of await runtime.brands.all()) await work(brand).catch((error: unknown) => failures.push(error))
  if (failures.length > 0) throw new AggregateError(failures, 'a job failed in some brands')
}
