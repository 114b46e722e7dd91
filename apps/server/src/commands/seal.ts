/** `yunbin seal`: seals the audit trail now, beside a running server or without one. */
import { sealBrand, TrailTampered } from '../modules/audit/index.ts'
import { isLocked } from './lock.ts'
import { Refusal } from './refusal.ts'
import { openBase, settings } from './server.ts'

export async function seal(): Promise<void> {
  const config = settings()
  const isServed = isLocked(config.dataDir)
  const { runtime, stop } = await openBase(config, (line) => console.log(line))
  try {
    for (const brand of await runtime.brands.all()) {
      const entries = await sealBrand(runtime, brand)
      console.log(`${brand.slug}: ${entries} entries of the audit trail sealed`)
    }
  } catch (error) {
    throw error instanceof TrailTampered ? new Refusal(error.message) : error
  } finally {
    // The database belongs to the server that is running beside us.
    if (isServed) await runtime.pool.end()
    else await stop()
  }
}
