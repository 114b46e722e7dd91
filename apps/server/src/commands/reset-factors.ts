/** `yunbin reset-factors NAME`: for whoever lost phone, passkeys and recovery codes and has nobody to ask. The password still counts. */
import { dropFactorsOf } from '../modules/access/index.ts'
import { system } from '../platform/ctx.ts'
import { write } from '../platform/runtime.ts'
import { isLocked } from './lock.ts'
import { Refusal } from './refusal.ts'
import { openBase, settings } from './server.ts'

export async function resetFactors(signInName: string | undefined): Promise<void> {
  if (signInName === undefined) throw new Refusal('say whose: npm run yunbin -- reset-factors NAME')
  const config = settings()
  const isServed = isLocked(config.dataDir)
  const { runtime, stop } = await openBase(config, (line) => console.log(line))
  try {
    for (const brand of await runtime.brands.all()) {
      const { result: isFound } = await write(runtime, brand, system, (ctx) => dropFactorsOf(ctx, signInName))
      console.log(`${brand.slug}: ${isFound ? 'second factors removed, sessions ended' : 'nobody signs in with that name'}`)
    }
  } finally {
    // The database belongs to the server that is running beside us.
    if (isServed) await runtime.pool.end()
    else await stop()
  }
}
