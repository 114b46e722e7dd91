/** `yunbin verify`: proves that ledgers, balances and hash chains agree, beside a running server or without one. */
import { verifySales } from '../modules/sales/index.ts'
import { type Finding, verifyChains, verifyLots } from '../modules/wallet/index.ts'
import { system } from '../platform/ctx.ts'
import { readCtx } from '../platform/runtime.ts'
import { isLocked } from './lock.ts'
import { openBase, settings } from './server.ts'

const SHOWN = 20

export async function verify(): Promise<void> {
  const config = settings()
  const isServed = isLocked(config.dataDir)
  const { runtime, stop } = await openBase(config, (line) => console.log(line))
  let count = 0
  try {
    for (const brand of await runtime.brands.all()) {
      const ctx = readCtx(runtime, brand, system)
      const chains = await verifyChains(ctx)
      const findings: Finding[] = [...(await verifyLots(ctx)), ...chains.findings, ...(await verifySales(ctx))]
      count += findings.length
      console.log(
        `${brand.slug}: ${chains.transactions} wallet transactions with ${chains.movements} movements read, ${findings.length} findings`,
      )
      for (const f of findings.slice(0, SHOWN)) console.log(`  ${f.check} ${f.id} ${JSON.stringify(f.detail)}`)
    }
  } finally {
    // The database belongs to the server that is running beside us.
    if (isServed) await runtime.pool.end()
    else await stop()
  }
  console.log(count === 0 ? 'everything agrees' : `${count} findings: keep a copy of the data folder before anything else`)
  if (count > 0) process.exitCode = 1
}
