/** Everything that recurs by itself. Each job does its work brand by brand, one transaction each, and may safely run twice. */
import { system, type WriteCtx } from './platform/ctx.ts'
import type { Job } from './platform/jobs.ts'
import { type Runtime, write } from './platform/runtime.ts'
import { forgetIdempotencyKeys } from './platform/upkeep.ts'

export function jobsOf(runtime: Runtime): readonly Job[] {
  return [{ task: 'forget_idempotency_keys', every: '17 19 * * *', run: () => inEveryBrand(runtime, forgetIdempotencyKeys) }]
}

/** Runs a verb as the system in every brand. One brand's failure does not keep the others waiting; the job is then tried again. */
async function inEveryBrand(runtime: Runtime, verb: (ctx: WriteCtx) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = []
  for (const brand of await runtime.brands.all()) {
    await write(runtime, brand, system, verb).catch((error: unknown) => failures.push(error))
  }
  if (failures.length > 0) throw new AggregateError(failures, 'a job failed in some brands')
}
